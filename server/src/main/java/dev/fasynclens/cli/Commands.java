package dev.fasynclens.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can be written on the command line. Built by hand rather than from annotations, and only for
 * the command that runs: reflection over annotations is most of what picocli costs at start.
 */
final class Commands {
  static final String PROGRAM = "fasync-lens";

  /** The commands and what they are for. */
  static final Map<String, String> SUMMARIES =
      Map.of(
          "lint", "Reports mistakes in the fasync code of drivers.",
          "check", "Checks a file that kbuild compiles: make C=1 CHECK=\"fasync-lens check\".",
          "merge", "Joins the reports of several runs of lint.",
          "explain", "Prints the page of a rule.",
          "rules", "Lists the rules.",
          "simulate", "Runs scenarios on a model of the kernel and tells what happens.",
          "trace", "Prints what a function of the kernel calls on the way of a signal.",
          "server", "Serves an editor: the language server protocol on standard input and output.");

  /** The commands, in the order of the help. */
  static final List<String> NAMES =
      List.of("lint", "check", "merge", "explain", "rules", "simulate", "trace", "server");

  private Commands() {}

  /** The program with all commands, for its help. */
  static CommandSpec program() {
    CommandSpec spec = CommandSpec.create().name(PROGRAM);
    spec.usageMessage()
        .description(
            "Reviews the asynchronous-notification (fasync) code of Linux drivers, and shows what"
                + " the kernel does with it.")
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nOptions:%n")
        .synopsisSubcommandLabel("COMMAND")
        .sortOptions(false)
        .footer("%nfasync-lens COMMAND --help tells more about a command.");
    for (String name : NAMES) {
      CommandSpec command = CommandSpec.create().name(name);
      command.usageMessage().description(String.valueOf(SUMMARIES.get(name)));
      spec.addSubcommand(name, command);
    }
    spec.addOption(flag("Prints the version.", "--version", "-V"));
    spec.addOption(help());
    return spec;
  }

  static CommandSpec lint() {
    CommandSpec spec = command("lint");
    spec.usageMessage()
        .description(
            "Reports mistakes in the fasync code of drivers.",
            "Below a directory, every .c and .h file that mentions fasync is checked, and so is every program that asks for signals with O_ASYNC;"
                + " a file that is named is always checked.")
        .footer(
            "%nExit codes: 0 nothing was found that is bad enough, 1 findings, 2 the command,"
                + " the configuration or a file could not be used, 3 a mistake of this program.",
            "%nExamples:",
            "  fasync-lens lint drivers/char",
            "  fasync-lens lint --kernel 4.4..6.1 --format gcc my_driver.c",
            "  fasync-lens lint --rule FA301=off --fail-on error .",
            "  fasync-lens lint --format sarif=report.sarif --format github drivers");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Files or directories (default: the working directory).")
            .build());
    spec.addOption(
        values(
            "FORMAT[=FILE]",
            "How to report: text, json, sarif, github, gitlab, checkstyle, junit, rdjsonl, gcc or"
                + " terse (default: text). Can be repeated when each but one names a FILE.",
            "--format"));
    spec.addOption(
        value("FILE", "Writes the report there instead of standard output.", "--output"));
    spec.addOption(value("A..B", "The targeted kernels, such as 4.4..7.1 or 6.1.", "--kernel"));
    spec.addOption(
        values(
            "ID=SEVERITY",
            "Sets the severity of a rule: error, warning, info or off. Can be repeated.",
            "--rule"));
    spec.addOption(
        value(
            "SEVERITY",
            "Exits with 1 when a finding is at least that bad: error, warning, info or never"
                + " (default: warning).",
            "--fail-on"));
    spec.addOption(value("FILE", "Reports only what is not in this baseline.", "--baseline"));
    spec.addOption(value("FILE", "Writes all findings to a baseline.", "--write-baseline"));
    spec.addOption(
        flag(
            "Takes out of the --baseline what is found no more; adds nothing.",
            "--prune-baseline"));
    spec.addOption(flag("Makes the fixes, then reports what is left.", "--fix"));
    spec.addOption(flag("With --fix or --diff: makes fixes that need a look, too.", "--unsafe"));
    spec.addOption(flag("Prints the fixes as a unified diff instead of a report.", "--diff"));
    spec.addOption(
        value(
            "NAME",
            "Checks standard input, which is called NAME and has its neighbours.",
            "--stdin-filename"));
    spec.addOption(
        value(
            "FILE",
            "Reports only what is on lines that this unified diff changes; - reads it from"
                + " standard input. Without a PATH only the changed files are checked.",
            "--patch"));
    spec.addOption(
        value(
            "REV",
            "Reports only what is on lines changed since the working tree parted from this"
                + " revision, as git tells.",
            "--new-since"));
    spec.addOption(
        value(
            "I/N",
            "Reports only part I of N parts of the files, such as 2/7; merge joins the reports.",
            "--shard"));
    spec.addOption(
        value(
            "FILE",
            "Reads from there how files are compiled, for which kernel and configuration (default:"
                + " the nearest compile_commands.json upwards, in a folder or in its build). A"
                + " folder stands for the file in it.",
            "--compile-commands",
            "-p"));
    spec.addOption(
        value(
            "DIR",
            "Keeps results there instead of in the user's folder of caches, for runs over the same"
                + " files.",
            "--cache-dir"));
    spec.addOption(flag("Neither keeps results nor uses kept ones.", "--no-cache"));
    spec.addOption(value("N", "Number of threads (default: one a processor).", "--jobs", "-j"));
    spec.addOption(flag("Prints counts and times to standard error.", "--stats"));
    spec.addOption(flag("Prints the findings only.", "--quiet", "-q"));
    addCommon(spec);
    return spec;
  }

  static CommandSpec check() {
    CommandSpec spec = command("check");
    spec.usageMessage()
        .description(
            "Checks a file that kbuild compiles, in the place of sparse. Findings go to standard"
                + " error in the form of compiler messages.",
            "The options of the compiler are read for the version of the kernel, which is"
                + " the target, and ignored otherwise.")
        .footer(
            "%nExit codes: as of lint, where only errors count if --fail-on says nothing else.",
            "%nExamples:",
            "  make C=1 CHECK=\"fasync-lens check\" drivers/char/",
            "  make -C /lib/modules/$(uname -r)/build M=$PWD C=2 CHECK=\"fasync-lens check --terse\"");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ARGUMENT")
            .arity("1..*")
            .required(true)
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("The options of the compiler and a C file.")
            .build());
    spec.addOption(value("A..B", "The targeted kernels instead of the compiled one.", "--kernel"));
    spec.addOption(values("ID=SEVERITY", "As of lint.", "--rule"));
    spec.addOption(value("SEVERITY", "As of lint (default: error).", "--fail-on"));
    spec.addOption(value("FILE", "As of lint.", "--baseline"));
    spec.addOption(flag("One line a finding, as checkpatch.pl --terse writes it.", "--terse"));
    spec.addOption(help());
    return spec;
  }

  static CommandSpec merge() {
    CommandSpec spec = command("merge");
    spec.usageMessage()
        .description(
            "Joins the reports of several runs of lint: all JSON, or all SARIF. The findings are"
                + " sorted as in the report of one run.")
        .footer(
            "%nExamples:",
            "  fasync-lens lint --shard 1/2 --format json=1.json drivers",
            "  fasync-lens lint --shard 2/2 --format json=2.json drivers",
            "  fasync-lens merge --output all.json 1.json 2.json");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("REPORT")
            .arity("1..*")
            .required(true)
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Reports that lint wrote.")
            .build());
    spec.addOption(
        value("FILE", "Writes the report there instead of standard output.", "--output"));
    spec.addOption(help());
    return spec;
  }

  static CommandSpec explain() {
    CommandSpec spec = command("explain");
    spec.usageMessage().description("Prints the page of a rule.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RULE")
            .arity("1")
            .required(true)
            .index("0")
            .type(String.class)
            .description("The id or name of a rule, such as FA202 or poll-mask-as-band.")
            .build());
    addCommon(spec);
    return spec;
  }

  static CommandSpec rules() {
    CommandSpec spec = command("rules");
    spec.usageMessage().description("Lists the rules.");
    spec.addOption(value("FORMAT", "text or json (default: text).", "--format"));
    addCommon(spec);
    return spec;
  }

  static CommandSpec server() {
    CommandSpec spec = command("server");
    spec.usageMessage()
        .description(
            "Serves an editor: the language server protocol on standard input and output.",
            "Editors start it; README.md says how to tell yours.");
    spec.addOption(flag("Standard input and output (the default).", "--stdio"));
    spec.addOption(
        value(
            "PORT",
            "Waits for one client on this port, which only this machine can reach; 0 takes a free"
                + " one.",
            "--socket"));
    spec.addOption(
        OptionSpec.builder("--clientProcessId")
            .arity("1")
            .type(String.class)
            .hidden(true) // some clients add it; initialize says the same
            .build());
    spec.addOption(help());
    return spec;
  }

  static CommandSpec simulate() {
    CommandSpec spec = command("simulate");
    spec.usageMessage()
        .description(
            "Runs scenarios on a model of the kernel, tells step by step what happens, and"
                + " compares it with what the scenarios expect.",
            "Below a directory, every .json file is taken for a scenario.")
        .footer(
            "%nExit codes: 0 everything was as expected, 1 an expectation was not met, 2 the"
                + " command or a file could not be used, 3 a mistake of this program.",
            "%nExamples:",
            "  fasync-lens simulate samples/scenarios/basics/a01-pipe-sigio-basic.json",
            "  fasync-lens simulate --kernel 4.13,4.14 --format html --output story.html bug.json",
            "  fasync-lens simulate samples/scenarios");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .arity("1..*")
            .required(true)
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Scenario files, or directories of them.")
            .build());
    spec.addOption(
        value("FORMAT", "text, json, markdown, mermaid or html (default: text).", "--format"));
    spec.addOption(
        value("FILE", "Writes the result there instead of standard output.", "--output"));
    spec.addOption(
        value(
            "V",
            "The kernel to run on, such as 6.1, or two to compare: 5.4,6.1"
                + " (default: the newest that the scenario names).",
            "--kernel"));
    spec.addOption(flag("Tells of locks and results, too.", "--verbose", "-v"));
    spec.addOption(flag("Prints only what was not as expected.", "--quiet", "-q"));
    addCommon(spec);
    return spec;
  }

  static CommandSpec trace() {
    CommandSpec spec = command("trace");
    spec.usageMessage()
        .description(
            "Prints what a function of the kernel calls on the way from a driver's event to a"
                + " handler, with the locks that are taken. Without a function it lists them all.")
        .footer(
            "%nExamples:",
            "  fasync-lens trace kill_fasync",
            "  fasync-lens trace --kernel 5.18,5.19 send_sigio_to_task");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FUNCTION")
            .arity("0..1")
            .index("0")
            .type(String.class)
            .description("A function, such as kill_fasync, under any name it ever had.")
            .build());
    spec.addOption(value("FORMAT", "text, json or markdown (default: text).", "--format"));
    spec.addOption(
        value(
            "V",
            "The kernel, such as 6.1, or two to compare: 5.4,6.1 (default: the newest known).",
            "--kernel"));
    addCommon(spec);
    return spec;
  }

  /** The names of the options that take a value or not, with their dashes. */
  static List<String> optionNames(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  private static CommandSpec command(String name) {
    CommandSpec spec = CommandSpec.create().name(PROGRAM + " " + name);
    spec.usageMessage().sortOptions(false).optionListHeading("%nOptions:%n");
    spec.usageMessage().parameterListHeading("%n").abbreviateSynopsis(true);
    return spec;
  }

  private static void addCommon(CommandSpec spec) {
    spec.addOption(
        value("WHEN", "Uses colours: auto, always or never (default: auto).", "--color"));
    spec.addOption(help());
  }

  private static OptionSpec help() {
    return OptionSpec.builder("--help", "-h")
        .usageHelp(true)
        .description("Prints this help.")
        .build();
  }

  private static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  private static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .paramLabel(label)
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  private static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .paramLabel(label)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }
}
