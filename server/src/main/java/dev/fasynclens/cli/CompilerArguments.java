package dev.fasynclens.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What kbuild writes behind the command of {@code CHECK}: the options of the compiler and a source.
 *
 * @param source the last argument that is a C file
 * @param includes the directories of headers, in order
 */
record CompilerArguments(Optional<String> source, List<String> includes) {
  /** Options whose value is an argument of its own. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-A",
          "-D",
          "-MF",
          "-MQ",
          "-MT",
          "-T",
          "-U",
          "-Xassembler",
          "-Xclang",
          "-Xlinker",
          "-Xpreprocessor",
          "-arch",
          "-aux-info",
          "-dumpbase",
          "-e",
          "-include",
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

  static CompilerArguments parse(List<String> arguments) {
    Optional<String> source = Optional.empty();
    List<String> includes = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (DIRECTORIES.contains(argument)) {
        i++;
        if (i < arguments.size()) {
          includes.add(arguments.get(i));
        }
      } else if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (argument.startsWith("-I")) {
        includes.add(argument.substring(2));
      } else if (!argument.startsWith("-") && argument.endsWith(".c")) {
        source = Optional.of(argument);
      }
    }
    return new CompilerArguments(source, List.copyOf(includes));
  }
}
