import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the files of a new rule, and keeps the table of rules in README.md.
 *
 * <p>Run in the root of the repository with any Java from 17 on:
 *
 * <pre>
 * java scripts/NewRule.java FA208 some-name "Title of the rule" [FAMILY]
 * java scripts/NewRule.java --readme   writes the table of rules anew
 * java scripts/NewRule.java --check    fails if the table is old, or a placeholder is left
 * </pre>
 *
 * <p>Nothing is ever overwritten except that table.
 */
final class NewRule {
  private static final Path RULES = Path.of("rules");
  private static final Path README = Path.of("README.md");
  private static final Path SOURCES = Path.of("server/src/main/java/dev/fasynclens");
  private static final Path CLASSES = SOURCES.resolve("review/rules");

  /** What still has to be written by hand starts with these words. */
  private static final String PLACEHOLDER = "FILL IN:";

  private static final String TABLE_START = "<!-- rules: written by scripts/new-rule --readme -->";
  private static final String TABLE_END = "<!-- end of rules -->";

  private static final Map<Character, String> FAMILIES =
      Map.of(
          '1', "registration",
          '2', "notification",
          '3', "release and lifetime",
          '4', "owner and API drift",
          '5', "user space");

  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_TITLE = 60;

  private final String id;
  private final String name;
  private final String title;
  private final String family;

  private NewRule(String id, String name, String title, String family) {
    this.id = id;
    this.name = name;
    this.title = title;
    this.family = family;
  }

  /** Something is wrong with the command or the repository; the message is all there is to say. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }

  public static void main(String[] args) throws IOException {
    try {
      run(args);
    } catch (Refusal e) {
      System.err.println("new-rule: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(String[] args) throws IOException, Refusal {
    if (!Files.isDirectory(RULES) || !Files.isDirectory(CLASSES)) {
      throw new Refusal("run it in the root of the repository");
    }
    if (args.length == 1 && args[0].equals("--readme")) {
      String done = writeTable() ? "wrote the table" : "nothing to change";
      System.out.println(README + ": " + done);
    } else if (args.length == 1 && args[0].equals("--check")) {
      check();
    } else if (args.length == 3 || args.length == 4) {
      String family = args.length == 4 ? args[3] : familyOf(args[0]);
      NewRule rule = new NewRule(args[0], args[1], args[2], family);
      rule.validate();
      rule.create();
    } else {
      throw new Refusal(
          """
          usage: scripts/new-rule FA208 some-name "Title of the rule" [FAMILY]
                 scripts/new-rule --readme
                 scripts/new-rule --check"""
              .replace("\n", "\n          "));
    }
  }

  // ------------------------------------------------------------------ what is refused

  private void validate() throws IOException, Refusal {
    if (!id.matches("FA[0-9]{3}")) {
      throw new Refusal("an id is FA and three digits, such as FA208; not " + id);
    }
    String itsFamily = familyOf(id);
    if (itsFamily.isEmpty()) {
      throw new Refusal(
          "the first digit of an id is its family: "
              + new TreeMap<>(FAMILIES)
              + "; FA9xx are found by the program itself, without a class");
    }
    if (!family.equals(itsFamily)) {
      throw new Refusal(id + " is of the family \"" + itsFamily + "\", not \"" + family + "\"");
    }
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)+") || name.length() > LONGEST_NAME) {
      throw new Refusal(
          "a name is two or more words in small letters, joined by -, at most "
              + LONGEST_NAME
              + " characters, such as poll-mask-as-band; not "
              + name);
    }
    if (!title.matches("[A-Za-z0-9 _.,:;()*/+='-]+")
        || title.contains("*/")
        || title.endsWith(".")
        || !title.equals(title.strip())
        || title.length() > LONGEST_TITLE) {
      throw new Refusal(
          "a title is one line of plain ASCII, at most "
              + LONGEST_TITLE
              + " characters, without a full stop at the end");
    }
    for (Map<String, String> other : rules()) {
      if (id.equals(other.get("id"))) {
        throw new Refusal(id + " exists: " + other.get("name"));
      }
      if (name.equals(other.get("name"))) {
        throw new Refusal("the name " + name + " is taken by " + other.get("id"));
      }
      if (title.equals(other.get("title"))) {
        throw new Refusal("the title is taken by " + other.get("id"));
      }
    }
    if (Files.exists(RULES.resolve(id))) {
      throw new Refusal(slashes(RULES.resolve(id)) + " exists");
    }
    try (Stream<Path> files = Files.walk(SOURCES)) {
      String file = className() + ".java";
      for (Path path : (Iterable<Path>) files::iterator) {
        // Without regard to case: some file systems have none.
        if (path.getFileName().toString().equalsIgnoreCase(file)) {
          throw new Refusal("the class " + className() + " exists: " + slashes(path));
        }
      }
    }
  }

  private static String familyOf(String id) {
    return id.length() < 3 ? "" : FAMILIES.getOrDefault(id.charAt(2), "");
  }

  // ------------------------------------------------------------------ what is made

  private void create() throws IOException, Refusal {
    Path folder = RULES.resolve(id);
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve("rule.json"), ruleJson());
    files.put(folder.resolve("README.md"), page());
    files.put(folder.resolve("bad.c"), example(true));
    files.put(folder.resolve("good.c"), example(false));
    files.put(CLASSES.resolve(className() + ".java"), javaClass());
    Files.createDirectory(folder);
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
      System.out.println("wrote " + slashes(file.getKey()));
    }
    if (writeTable()) {
      System.out.println("wrote the table of rules in " + README);
    }
    System.out.print(
        """

        Next:
          1. Put the mistake into rules/@ID@/bad.c, with /* expect: @ID@ */ on each line that has
             to be reported. Put the right way, and what only looks wrong, into good.c.
          2. Write the check in @CLASS@.java. ./mvnw verify fails until it finds what bad.c expects.
          3. Replace each "@FILL@"; scripts/new-rule --check tells what is left.
        """
            .replace("@ID@", id)
            .replace("@CLASS@", className())
            .replace("@FILL@", PLACEHOLDER));
  }

  /** {@code PollMaskAsBand} for {@code poll-mask-as-band}, as RuleCatalog does it. */
  private String className() {
    StringBuilder result = new StringBuilder();
    for (String word : name.split("-", -1)) {
      result.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return result.toString();
  }

  private String ruleJson() throws IOException, Refusal {
    return """
    {
      "id": "@ID@",
      "name": "@NAME@",
      "title": "@TITLE@",
      "family": "@FAMILY@",
      "summary": "@FILL@ one sentence that says what is wrong and what the user sees.",
      "severity": "warning",
      "fixable": false,
      "since": "@VERSION@",
      "tags": [
        "fasync"
      ]
    }
    """
        .replace("@ID@", id)
        .replace("@NAME@", name)
        .replace("@TITLE@", title)
        .replace("@FAMILY@", family)
        .replace("@FILL@", PLACEHOLDER)
        .replace("@VERSION@", version());
  }

  /** The version under work. */
  private static String version() throws IOException, Refusal {
    Matcher version =
        Pattern.compile("<artifactId>fasync-lens-parent</artifactId>\\s*<version>([0-9.]+)")
            .matcher(read(Path.of("pom.xml")));
    if (!version.find()) {
      throw new Refusal("pom.xml does not tell the version");
    }
    return version.group(1);
  }

  private String page() {
    return """
    # @ID@: @TITLE@

    ## What it does

    @FILL@ what is reported, and where the finding stands.

    ## Why it is bad

    @FILL@ what the user sees, and why nobody notices before.

    ## Kernel versions

    | kernels | what happens |
    |---|---|
    | all | @FILL@ the effect; a line for each group of kernels, with the commit that parts them |

    ## Example

    @FILL@ one sentence; below it, what matters of bad.c.

    ```c
    @BAD@```

    ## Use instead

    @FILL@ one sentence; below it, what matters of good.c.

    ```c
    @GOOD@```

    ## Fix

    Not automatic. @FILL@ what to do.

    ## Suppress

    On the line of the finding or on the line before it:

    ```c
    /* fasync-lens: ignore @ID@ -- @FILL@ a reason as somebody would give it */
    ```

    For a project, write `"rules": {"@ID@": "off"}` in `.fasync-lens.json`; for one run, use \
    `--rule @ID@=off`.

    ## Known limitations

    - @FILL@ what the rule cannot see.

    ## References

    - [fcntl(2)](https://man7.org/linux/man-pages/man2/fcntl.2.html): `F_SETFL`, `F_SETOWN`, \
    `F_SETSIG`
    """
        .replace("@BAD@", excerpt(true))
        .replace("@GOOD@", excerpt(false))
        .replace("@ID@", id)
        .replace("@TITLE@", title)
        .replace("@FILL@", PLACEHOLDER);
  }

  private boolean isForUserSpace() {
    return family.equals(FAMILIES.get('5'));
  }

  private String example(boolean bad) {
    return (isForUserSpace() ? PROGRAM : DRIVER)
        .replace("@FILL@", PLACEHOLDER + (bad ? " what is wrong here." : " what is right here."))
        .replace("@EXCERPT@\n", excerpt(bad));
  }

  /** The lines of an example that its page shows. */
  private String excerpt(boolean bad) {
    return (isForUserSpace() ? PROGRAM_EXCERPT : DRIVER_EXCERPT)
        .replace("@MARK@", bad ? " /* expect: " + id + " */" : "")
        .replace("@T@", "\t");
  }

  private static final String DRIVER_EXCERPT =
      """
      static ssize_t gadget_write(struct file *filp, const char __user *buf,
      @T@@T@@T@    size_t len, loff_t *pos)
      {
      @T@kill_fasync(&gadget_queue, SIGIO, POLL_IN);@MARK@
      @T@return len;
      }
      """;

  private static final String DRIVER =
      """
      // SPDX-License-Identifier: GPL-2.0
      /* @FILL@ */
      #include <linux/fs.h>
      #include <linux/miscdevice.h>
      #include <linux/module.h>

      static struct fasync_struct *gadget_queue;

      static int gadget_fasync(int fd, struct file *filp, int on)
      {
      @T@return fasync_helper(fd, filp, on, &gadget_queue);
      }

      static int gadget_release(struct inode *inode, struct file *filp)
      {
      @T@gadget_fasync(-1, filp, 0);
      @T@return 0;
      }

      @EXCERPT@

      static const struct file_operations gadget_fops = {
      @T@.owner = THIS_MODULE,
      @T@.write = gadget_write,
      @T@.fasync = gadget_fasync,
      @T@.release = gadget_release,
      };

      static struct miscdevice gadget_misc = {
      @T@.minor = MISC_DYNAMIC_MINOR,
      @T@.name = "gadget",
      @T@.fops = &gadget_fops,
      };
      module_misc_device(gadget_misc);

      MODULE_LICENSE("GPL");
      """
          .replace("@T@", "\t");

  private static final String PROGRAM_EXCERPT =
      """
      static int listen_to(int fd)
      {
      @T@if (fcntl(fd, F_SETOWN, getpid()) < 0)
      @T@@T@return -1;
      @T@return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC);@MARK@
      }
      """;

  private static final String PROGRAM =
      """
      // SPDX-License-Identifier: GPL-2.0
      /* @FILL@ */
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <signal.h>
      #include <unistd.h>

      static volatile sig_atomic_t pending;

      static void on_sigio(int sig)
      {
      @T@(void)sig;
      @T@pending = 1;
      }

      @EXCERPT@

      int main(int argc, char **argv)
      {
      @T@struct sigaction action = { .sa_handler = on_sigio };
      @T@sigset_t sigio, before;
      @T@int fd = open(argc > 1 ? argv[1] : "/dev/gadget", O_RDONLY | O_NONBLOCK);

      @T@sigemptyset(&sigio);
      @T@sigaddset(&sigio, SIGIO);
      @T@sigprocmask(SIG_BLOCK, &sigio, &before);
      @T@if (fd < 0 || sigaction(SIGIO, &action, NULL) < 0 || listen_to(fd) < 0)
      @T@@T@return 1;
      @T@while (!pending)
      @T@@T@sigsuspend(&before);
      @T@return 0;
      }
      """
          .replace("@T@", "\t");

  private String javaClass() {
    return """
    package dev.fasynclens.review.rules;

    import dev.fasynclens.driver.DriverModule;
    import dev.fasynclens.review.Findings;
    import dev.fasynclens.review.Rule;

    /** @ID@: @TITLE@. */
    public final class @CLASS@ implements Rule {
      @Override
      public void check(DriverModule module, Findings findings) {
        // @FILL@ ask module.facts() what the driver does, and report each mistake like this:
        //
        //   findings
        //       .at(place, "One sentence that says what is wrong, with a full stop.")
        //       .always(Severity.WARNING, "what the user sees, a phrase without a full stop")
        //       .related(elsewhere, "what this place has to do with it")
        //       .report();
        //
        // An effect that depends on the kernel is told by consequence(), with a range made from
        // a ChangePoint. PollMaskAsBand is a short rule to look at.
      }
    }
    """
        .replace("@ID@", id)
        .replace("@TITLE@", title)
        .replace("@CLASS@", className())
        .replace("@FILL@", PLACEHOLDER);
  }

  // ------------------------------------------------------------------ all rules

  /** Of each {@code rule.json} what the table shows, by id. */
  private static List<Map<String, String>> rules() throws IOException, Refusal {
    Pattern member =
        Pattern.compile("\"(id|name|title|severity|fixable)\"\\s*:\\s*(\"[^\"\\\\]*\"|true|false)");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> folders = Files.list(RULES)) {
      folders.map(folder -> folder.resolve("rule.json")).filter(Files::exists).forEach(files::add);
    }
    files.sort(null);
    List<Map<String, String>> rules = new ArrayList<>();
    for (Path file : files) {
      Map<String, String> rule = new LinkedHashMap<>();
      for (Matcher found = member.matcher(read(file)); found.find(); ) {
        rule.put(found.group(1), found.group(2).replace("\"", ""));
      }
      if (rule.size() != 5) {
        throw new Refusal(slashes(file) + " lacks one of id, name, title, severity, fixable");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static String table() throws IOException, Refusal {
    StringBuilder table = new StringBuilder();
    table.append("| rule | name | severity | fix | what it reports |\n");
    table.append("|---|---|---|---|---|\n");
    for (Map<String, String> rule : rules()) {
      String id = rule.get("id");
      String fix = "true".equals(rule.get("fixable")) ? " yes |" : " |";
      table.append("| [" + id + "](rules/" + id + "/README.md) | " + rule.get("name"));
      table.append(" | " + rule.get("severity") + " |" + fix + " " + rule.get("title") + " |\n");
    }
    return table.toString();
  }

  private static String readmeWithTable() throws IOException, Refusal {
    String readme = read(README);
    int start = readme.indexOf(TABLE_START);
    int end = readme.indexOf(TABLE_END);
    if (start < 0 || end < start) {
      throw new Refusal(README + " lacks the lines " + TABLE_START + " and " + TABLE_END);
    }
    String before = readme.substring(0, start + TABLE_START.length());
    return before + "\n\n" + table() + "\n" + readme.substring(end);
  }

  /** Writes the table; false if it was the same already. */
  private static boolean writeTable() throws IOException, Refusal {
    String readme = readmeWithTable();
    if (readme.equals(read(README))) {
      return false;
    }
    Files.writeString(README, readme);
    return true;
  }

  private static void check() throws IOException, Refusal {
    if (!readmeWithTable().equals(read(README))) {
      throw new Refusal("the table of rules in README.md is old; run scripts/new-rule --readme");
    }
    List<String> left = new ArrayList<>();
    for (Path folder : List.of(RULES, CLASSES)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
          if (lines.get(i).contains(PLACEHOLDER)) {
            left.add(slashes(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
          }
        }
      }
    }
    if (!left.isEmpty()) {
      throw new Refusal("still to be written:\n" + String.join("\n", left));
    }
  }

  /** A text with line ends as they are in the repository. */
  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
