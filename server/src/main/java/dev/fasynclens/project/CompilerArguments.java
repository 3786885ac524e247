package dev.fasynclens.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a compiler is told: by kbuild behind the command of {@code CHECK}, or by an entry of {@code
 * compile_commands.json}.
 *
 * @param source the last argument that is a C file
 * @param includes the directories of headers, in order
 * @param first the files that are included before the source
 * @param defined macros that are defined, with what they stand for
 * @param undefined macros that are undefined
 */
public record CompilerArguments(
    Optional<String> source,
    List<String> includes,
    List<String> first,
    Map<String, String> defined,
    Set<String> undefined) {
  /** Options whose value is an argument of its own. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-A",
          "-MF",
          "-MQ",
          "-MT",
          "-T",
          "-Xassembler",
          "-Xclang",
          "-Xlinker",
          "-Xpreprocessor",
          "-arch",
          "-aux-info",
          "-dumpbase",
          "-e",
          "-imacros",
          "-iprefix",
          "-iquote",
          "-isysroot",
          "-iwithprefix",
          "-iwithprefixbefore",
          "-l",
          "-mllvm",
          "-o",
          "-target",
          "-u",
          "-x",
          "-z",
          "--param",
          "-multiarch-dir");

  private static final Set<String> DIRECTORIES = Set.of("-I", "-isystem", "-idirafter");

  /** Reads arguments, without the name of the compiler. */
  public static CompilerArguments parse(List<String> arguments) {
    Optional<String> source = Optional.empty();
    List<String> includes = new ArrayList<>();
    List<String> first = new ArrayList<>();
    Map<String, String> defined = new HashMap<>();
    Set<String> undefined = new HashSet<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      if (DIRECTORIES.contains(argument)) {
        i++;
        add(next, includes);
      } else if (argument.startsWith("-I")) {
        includes.add(argument.substring(2));
      } else if (argument.equals("-include")) {
        i++;
        add(next, first);
      } else if (argument.startsWith("-D") || argument.startsWith("-U")) {
        boolean apart = argument.length() == 2;
        i += apart ? 1 : 0;
        macro(argument.charAt(1) == 'D', apart ? next : argument.substring(2), defined, undefined);
      } else if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!argument.startsWith("-") && argument.endsWith(".c")) {
        source = Optional.of(argument);
      }
    }
    return new CompilerArguments(
        source,
        List.copyOf(includes),
        List.copyOf(first),
        Map.copyOf(defined),
        Set.copyOf(undefined));
  }

  /** What tells nothing of the source they were given with. */
  CompilerArguments ofAnySource() {
    return new CompilerArguments(Optional.empty(), includes, first, defined, undefined);
  }

  private static void add(String value, List<String> to) {
    if (!value.isEmpty()) {
      to.add(value);
    }
  }

  private static void macro(
      boolean defines, String text, Map<String, String> defined, Set<String> undefined) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (name.startsWith("KBUILD_")) {
      return; // the names of module and file, which no condition asks for
    }
    if (!defines) {
      defined.remove(name);
      undefined.add(name);
    } else if (name.indexOf('(') < 0) {
      undefined.remove(name);
      defined.put(name, equals < 0 ? "1" : text.substring(equals + 1));
    }
  }
}
