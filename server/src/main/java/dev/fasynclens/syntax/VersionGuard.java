package dev.fasynclens.syntax;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel versions for which a branch of an {@code #if} is compiled, as the source tests them
 * with {@code LINUX_VERSION_CODE}. Numbers are those of {@code KERNEL_VERSION}: a byte each for
 * major, minor and patch.
 *
 * @param from the first version, 0 if there is no lower bound
 * @param below the first version that is too new, {@link Integer#MAX_VALUE} if there is none
 */
public record VersionGuard(int from, int below) {
  /** Compiled for every version, as far as is known. */
  public static final VersionGuard NONE = new VersionGuard(0, Integer.MAX_VALUE);

  private static final Pattern TEST =
      Pattern.compile(
          "LINUX_VERSION_CODE\\s*(<=|>=|==|<|>)\\s*"
              + "(?:KERNEL_VERSION\\s*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)"
              + "|(0[xX][0-9a-fA-F]+|\\d+))");

  private static final Pattern TURNED =
      Pattern.compile(
          "(KERNEL_VERSION\\s*\\([^()]*\\)|\\b(?:0[xX][0-9a-fA-F]+|\\d+))\\s*(<=|>=|==|<|>)\\s*"
              + "LINUX_VERSION_CODE\\b");

  private static final Pattern NEGATED =
      Pattern.compile("!\\s*\\(([^()]*(?:\\([^()]*\\))?[^()]*)\\)");

  /** Whether a version may be compiled. */
  public boolean allows(int version) {
    return from <= version && version < below;
  }

  /** Both guards at once. */
  VersionGuard and(VersionGuard other) {
    return new VersionGuard(Math.max(from, other.from), Math.min(below, other.below));
  }

  /** What a condition demands; what it says beside versions does not widen that. */
  static VersionGuard of(String written) {
    String condition = straightened(written);
    Matcher negated = NEGATED.matcher(unwrapped(condition));
    if (negated.matches()) {
      return otherwise(negated.group(1));
    }
    if (condition.contains("||") || condition.contains("!(")) {
      return NONE;
    }
    VersionGuard guard = NONE;
    Matcher test = TEST.matcher(condition);
    while (test.find()) {
      guard = guard.and(of(test));
    }
    return guard;
  }

  /** What holds where a condition does not, if it is a test of the version and nothing else. */
  static VersionGuard otherwise(String condition) {
    String bare = unwrapped(straightened(condition));
    Matcher negated = NEGATED.matcher(bare);
    if (negated.matches()) {
      String inner = unwrapped(straightened(negated.group(1)));
      return TEST.matcher(inner).matches() ? of(inner) : NONE;
    }
    Matcher test = TEST.matcher(bare);
    if (!test.matches()) {
      return NONE;
    }
    VersionGuard guard = of(test);
    if (guard.from == 0) {
      return new VersionGuard(guard.below, Integer.MAX_VALUE);
    }
    return guard.below == Integer.MAX_VALUE ? new VersionGuard(0, guard.from) : NONE;
  }

  /** Whether a condition holds on the newest kernel; empty if it asks for more than the version. */
  static Optional<Boolean> onNewest(String condition) {
    if (otherwise(condition).equals(NONE)) {
      return Optional.empty();
    }
    return Optional.of(of(condition).below == Integer.MAX_VALUE);
  }

  /** The version comes first, whichever way round it was written. */
  private static String straightened(String condition) {
    return TURNED
        .matcher(condition)
        .replaceAll(
            found ->
                "LINUX_VERSION_CODE " + Comparison.turned(found.group(2)) + " " + found.group(1));
  }

  private static String unwrapped(String condition) {
    String bare = condition.strip();
    while (bare.startsWith("(") && bare.endsWith(")") && !bare.startsWith("()")) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    return bare;
  }

  private static VersionGuard of(Matcher test) {
    Optional<Integer> version = version(test);
    if (version.isEmpty()) {
      return NONE;
    }
    int code = version.get();
    return switch (test.group(1)) {
      case "<" -> new VersionGuard(0, code);
      case "<=" -> new VersionGuard(0, code + 1);
      case ">" -> new VersionGuard(code + 1, Integer.MAX_VALUE);
      case ">=" -> new VersionGuard(code, Integer.MAX_VALUE);
      default -> new VersionGuard(code, code + 1);
    };
  }

  private static Optional<Integer> version(Matcher test) {
    try {
      if (test.group(5) != null) {
        return Optional.of(Integer.decode(test.group(5)));
      }
      int major = Integer.parseInt(test.group(2));
      int minor = Integer.parseInt(test.group(3));
      int patch = Math.min(255, Integer.parseInt(test.group(4)));
      boolean plausible = major < 128 && minor < 256;
      return plausible ? Optional.of((major << 16) | (minor << 8) | patch) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
