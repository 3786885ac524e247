package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.report.MarkdownText;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How hovers write things. */
final class Wording {
  private static final int LONGEST_QUOTE = 80;
  private static final int MOST_LISTED = 5;

  private Wording() {}

  /** Text of a source file as code, cut if it is long. */
  static String code(String text) {
    String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    return MarkdownText.code(shown);
  }

  /** A place in the file, or in another one. */
  static String line(Place place, CFile here) {
    String line = "line " + place.lineNumber();
    String name = place.text().name();
    return name.equals(here.name())
        ? line
        : line + " of " + code(name.substring(name.lastIndexOf('/') + 1));
  }

  /** A few of some things; how many more there are. */
  static <T> String list(List<T> things, Function<T, String> shown) {
    List<String> few = things.stream().limit(MOST_LISTED).map(shown).toList();
    int more = things.size() - few.size();
    return String.join(", ", few) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Locks and how they are taken. */
  static String locks(List<CallChain.LockUse> locks) {
    return String.join(
        ", ", locks.stream().map(each -> "`" + each.lock() + "` by `" + each.how() + "`").toList());
  }

  /** Two numbers of a thing. */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** A sentence of the model as the rest of another one. */
  static String inside(String sentence) {
    boolean name = sentence.length() > 1 && Character.isUpperCase(sentence.charAt(1));
    return name || sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  /** The kernels meant: {@code Linux 6.1}. */
  static String linux(KernelRange range) {
    return range.oldest().equals(range.newest())
        ? "Linux " + range.oldest()
        : "Linux " + range.oldest() + " to " + range.newest();
  }

  /** A part of the target: {@code up to 4.13}, {@code from 4.14}; empty for all of it. */
  static String part(KernelRange part, TargetKernels target) {
    boolean first = part.contains(target.range().oldest());
    boolean last = part.contains(target.range().newest());
    if (first && last) {
      return "";
    }
    if (first) {
      return "up to " + part.newest();
    }
    return last ? "from " + part.oldest() + " on" : part.toString().replace("..", " to ");
  }

  /** The bits of a poll mask: {@code 0x41}, POLLIN and POLLRDNORM. */
  static String mask(int bits) {
    return "`0x" + Integer.toHexString(bits) + "`" + named(bits);
  }

  private static String named(int bits) {
    List<String> names = maskNames(bits);
    return names.isEmpty() ? "" : " (" + String.join(" ", names) + ")";
  }

  /** The names of the bits of a poll mask. */
  static List<String> maskNames(int bits) {
    List<String> names = new ArrayList<>();
    for (PollMask each : PollMask.values()) {
      if ((bits & each.bit()) != 0) {
        names.add(each.name());
      }
    }
    return names;
  }
}
