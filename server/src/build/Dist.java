import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out the program as it is shipped: a folder that needs no Java and works wherever it is
 * moved.
 *
 * <pre>
 * fasync-lens/bin/      launchers for Unix and Windows
 * fasync-lens/lib/      the jar, the native library, an AOT cache for commands and one for the server
 * fasync-lens/rules/    the pages of the rules
 * fasync-lens/runtime/  a Java runtime with the modules the jar needs
 * </pre>
 *
 * <p>Run by Maven in {@code package}: {@code java Dist.java ROOT JAR OUTPUT}. ROOT is the
 * repository, OUTPUT gets the folder {@code fasync-lens} and the notes that let the next run do
 * nothing when nothing changed.
 *
 * <p>The AOT cache holds the program's classes loaded and linked; it makes the start three times
 * faster. The JVM does not notice when a cache is older than the jar and would then run the <em>old
 * code</em>. So the cache carries the hash of its jar in its name, the launcher asks for exactly
 * that one, and others are deleted before the jar changes.
 */
final class Dist {
  /**
   * JVM options of the launchers. A cache must be made with the options it is used with. A run of a
   * command is over before the optimising compiler pays off; a server lives for days and is five
   * times faster with it. What the server made for one keystroke is of no use after the next: the
   * survivor spaces hold it, so that it never gets old and no full collection interrupts the
   * typing.
   */
  private static final List<String> COMMAND_FLAGS =
      List.of(
          "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx2g", "-Xmn48m");

  private static final List<String> SERVER_FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx120m", "-Xmn40m", "-XX:SurvivorRatio=3");

  /**
   * A command does not want to know what was hot in training: to compile all that at once costs a
   * run over one file 20 ms, and a run over a tree more than it saves.
   */
  private static final List<String> NO_PROFILES =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  private static final List<String> JLINK_OPTIONS =
      List.of(
          "--strip-java-debug-attributes",
          "--no-header-files",
          "--no-man-pages",
          "--compress=zip-6");

  /** gson and picocli know java.sql's types when they are there; neither needs them. */
  private static final Set<String> OPTIONAL_MODULES = Set.of("java.sql");

  /**
   * Modules that jdeps does not print: gson creates objects without a constructor through
   * sun.misc.Unsafe, which it looks up by name; and what LSP4J logs with comes along with java.sql,
   * so that jdeps leaves it out.
   */
  private static final Set<String> HIDDEN_MODULES = Set.of("java.logging", "jdk.unsupported");

  /** The time of all files in packages. */
  private static final Instant PACKAGED = Instant.parse("2025-01-01T00:00:00Z");

  private static final List<String> LICENSES = List.of("LICENSE", "THIRD-PARTY-NOTICES.txt");
  private static final int TRAINING_FILES = 60;
  private static final int TRAINING_SECONDS = 120;

  /** The cache also remembers what the optimising compiler wants to know of edits. */
  private static final int TRAINING_EDITS = 5;

  private final Path root;
  private final Path jar;
  private final Path output;
  private final Path home;

  private Dist(Path root, Path jar, Path output) {
    this.root = root;
    this.jar = jar;
    this.output = output;
    this.home = output.resolve("fasync-lens");
  }

  public static void main(String[] args) throws Exception {
    Path[] paths =
        Arrays.stream(args).map(a -> Path.of(a).toAbsolutePath().normalize()).toArray(Path[]::new);
    new Dist(paths[0], paths[1], paths[2]).run();
  }

  private void run() throws IOException, InterruptedException {
    FileTime started = FileTime.from(Instant.now());
    Path mark = output.resolveSibling("build-started");
    if (Files.exists(mark)) {
      started = Files.getLastModifiedTime(mark);
    }
    Path built = output.resolve("built");
    String inputs =
        fingerprint(inputs()) + " " + Runtime.version() + " " + System.getProperty("java.home");
    boolean complete = Files.exists(home.resolve("bin")) && Files.exists(home.resolve("runtime"));
    if (!complete || !Files.exists(built) || !Files.readString(built).equals(inputs)) {
      Files.deleteIfExists(built);
      build();
      Files.writeString(built, inputs);
    }
    // Compared with the sources by the launcher in the repository root.
    Files.setLastModifiedTime(built, started);
    untouchFuture();
  }

  /**
   * Sources that claim to come from the future, as after a wrong clock, would be newer than every
   * build.
   */
  private void untouchFuture() throws IOException {
    FileTime now = FileTime.from(Instant.now());
    for (String sources :
        List.of("pom.xml", "server/pom.xml", "server/src/main", "server/src/build", "rules")) {
      for (Path file : files(root.resolve(sources), "")) {
        if (Files.getLastModifiedTime(file).compareTo(now) > 0) {
          Files.setLastModifiedTime(file, now);
        }
      }
    }
  }

  /** Everything that decides what the folder holds, except the JDK. */
  private List<Path> inputs() throws IOException {
    List<Path> inputs = new ArrayList<>();
    inputs.add(jar);
    inputs.addAll(files(root.resolve("server/src/build"), ""));
    inputs.addAll(LICENSES.stream().map(root::resolve).filter(Files::exists).toList());
    return inputs;
  }

  private void build() throws IOException, InterruptedException {
    Path lib = Files.createDirectories(home.resolve("lib"));
    for (Path cache : files(lib, ".aot")) {
      Files.delete(cache);
    }
    runtime();
    Path program = lib.resolve("fasync-lens.jar");
    Path linked = output.resolve("linked.jar");
    LinkAhead.jar(jar, linked);
    Files.move(linked, program, StandardCopyOption.REPLACE_EXISTING);
    // Packages are the same whenever they are made, and a cache may hold for a jar of this time
    // only.
    Files.setLastModifiedTime(program, FileTime.from(PACKAGED));
    String nativeLibrary = nativeLibrary();
    for (String license : LICENSES) {
      if (Files.exists(root.resolve(license))) {
        replace(root.resolve(license), home.resolve(license));
      }
    }
    pages();
    String hash = HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(program)));
    String build = hash.substring(0, 16);
    train(
        lib.resolve("cli-" + build + ".aot"),
        nativeLibrary,
        COMMAND_FLAGS,
        NO_PROFILES,
        this::lintOnce);
    train(
        lib.resolve("lsp-" + build + ".aot"),
        nativeLibrary,
        SERVER_FLAGS,
        List.of(),
        this::serveOnce);
    launcher("fasync-lens", "\n", build, nativeLibrary);
    launcher("fasync-lens.cmd", "\r\n", build, nativeLibrary);
  }

  /** The pages of the rules as files: an editor opens them when somebody clicks on a rule. */
  private void pages() throws IOException {
    Path pages = home.resolve("rules");
    delete(pages);
    for (Path page : files(root.resolve("rules"), "README.md")) {
      Path rule = page.getParent();
      if (rule.getFileName().toString().matches("FA\\d+")) {
        Path folder = Files.createDirectories(pages.resolve(rule.getFileName()));
        Files.copy(page, folder.resolve("README.md"));
      }
    }
  }

  /** The Java runtime; made anew only when the JDK or the modules change. */
  private void runtime() throws IOException {
    Set<String> modules = new TreeSet<>(HIDDEN_MODULES);
    String needed =
        tool(
            "jdeps",
            List.of(
                "--multi-release",
                "base",
                "--ignore-missing-deps",
                "--print-module-deps",
                jar.toString()));
    for (String module : needed.strip().split(",")) {
      if (!OPTIONAL_MODULES.contains(module)) {
        modules.add(module);
      }
    }
    String key =
        Runtime.version()
            + " "
            + System.getProperty("java.home")
            + " "
            + modules
            + " "
            + JLINK_OPTIONS;
    Path note = output.resolve("runtime-is");
    Path runtime = home.resolve("runtime");
    if (Files.exists(runtime.resolve("release"))
        && Files.exists(note)
        && Files.readString(note).equals(key)) {
      return;
    }
    Files.deleteIfExists(note);
    delete(runtime);
    Path fresh = output.resolve("runtime-new");
    delete(fresh);
    List<String> arguments = new ArrayList<>(JLINK_OPTIONS);
    arguments.addAll(
        List.of("--add-modules", String.join(",", modules), "--output", fresh.toString()));
    tool("jlink", arguments);
    Files.move(fresh, runtime);
    Files.writeString(note, key);
  }

  /**
   * Copies this platform's library out of the jar, so that no start has to. Returns its file name.
   */
  private String nativeLibrary() throws IOException {
    String folder = "native/" + platform() + "/";
    delete(home.resolve("lib/native"));
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream().filter(e -> e.getName().startsWith(folder) && !e.isDirectory()).toList()) {
        Path library =
            home.resolve("lib/native").resolve(entry.getName().substring(folder.length()));
        Files.createDirectories(library.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          Files.copy(in, library);
        }
        return library.getFileName().toString();
      }
    }
    System.err.println("Dist: the jar has no native library for " + platform());
    return System.mapLibraryName("fasynclens");
  }

  private static String platform() throws IOException {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String os = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
    Path release = Path.of(System.getProperty("java.home"), "release");
    if (os.equals("linux")
        && Files.exists(release)
        && Files.readString(release).contains("LIBC=\"musl\"")) {
      os = "linux-musl";
    }
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    return os + "-" + arch;
  }

  /** A use of the program from which a cache is made. */
  private interface Use {
    /** Runs the program with these options of the JVM. */
    void run(Path log, List<String> java) throws IOException, InterruptedException;
  }

  /** Makes an AOT cache by using the program on sources like those that users have. */
  private void train(
      Path cache, String nativeLibrary, List<String> flags, List<String> whileRecording, Use use)
      throws IOException, InterruptedException {
    try {
      record(cache, nativeLibrary, flags, whileRecording, use);
    } catch (IOException e) {
      // On a machine that is short of memory or time a run may die; the cache is worth a second.
      System.err.println("Dist: " + e.getMessage() + "\nDist: trying once more");
      record(cache, nativeLibrary, flags, whileRecording, use);
    }
  }

  private void record(
      Path cache, String nativeLibrary, List<String> flags, List<String> whileRecording, Use use)
      throws IOException, InterruptedException {
    Path log = output.resolve("training.log");
    Path recorded = output.resolve("training.aotconf");
    Path unfinished = output.resolve("training.aot");
    Files.deleteIfExists(log);
    Files.deleteIfExists(recorded);
    Files.deleteIfExists(unfinished);
    List<String> java = new ArrayList<>();
    java.add(home.resolve("runtime/bin/java").toString());
    java.addAll(flags);
    java.add("-Dfasynclens.native=" + home.resolve("lib/native").resolve(nativeLibrary));
    // The program normally leaves by Runtime.halt, which records nothing.
    java.add("-Dfasynclens.training=true");
    // Two steps by hand: the JVM's own two-in-one hands its options on in a way that blanks in a
    // path break.
    List<String> recording = new ArrayList<>(java);
    recording.addAll(whileRecording);
    recording.addAll(List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded));
    use.run(log, recording);
    if (Files.exists(recorded)) {
      List<String> making =
          List.of(
              "-XX:AOTMode=create",
              "-XX:AOTConfiguration=" + recorded,
              "-XX:AOTCache=" + unfinished);
      finish(start(log, java, making, jar("--version")), log);
      Files.delete(recorded);
    }
    if (Files.exists(unfinished)) {
      Files.move(unfinished, cache);
    } else {
      System.err.println(
          "Dist: this Java made no AOT cache, the program will start slower; see " + log);
    }
  }

  /** Checks sources as the command does: many of them, one, and one in the build of a kernel. */
  private void lintOnce(Path log, List<String> java) throws IOException, InterruptedException {
    // Kept results are a part of every run; with a folder of its own, each training finds none.
    Path kept = output.resolve("training-cache");
    delete(kept);
    List<String> files =
        trainingFiles().stream().map(file -> root.relativize(file).toString()).toList();
    List<String> program = new ArrayList<>(List.of("-Dfasynclens.build=training"));
    program.addAll(jar("lint"));
    program.addAll(List.of("--cache-dir", kept.toString()));
    program.addAll(files);
    program.addAll(List.of("--next", "lint", "--cache-dir", kept.toString(), "--format", "gcc"));
    program.add(files.getFirst());
    for (String format : List.of("json", "sarif", "github")) {
      program.addAll(List.of("--format", format + "=" + output.resolve("training." + format)));
    }
    String include = root.resolve("samples").toString();
    program.addAll(List.of("--next", "check", "-nostdinc", "-I", include, "-D__KERNEL__"));
    program.addAll(List.of(files.getFirst(), "--next", "--version"));
    Process process = start(log, java, program);
    process.getOutputStream().close();
    finish(process, log);
    delete(kept);
  }

  /** Opens, edits and closes sources as an editor does. */
  private void serveOnce(Path log, List<String> java) throws IOException, InterruptedException {
    Path said = output.resolve("training.lsp");
    Files.deleteIfExists(said);
    Process process = start(log, said, java, jar("server"));
    try (Editor editor = new Editor(process.getOutputStream(), said)) {
      editor.hello(root);
      for (Path file : trainingFiles()) {
        editor.use(file);
      }
      editor.leave();
    }
    finish(process, log);
  }

  private List<String> jar(String command) {
    return List.of("-jar", home.resolve("lib/fasync-lens.jar").toString(), command);
  }

  /** Just enough of an editor to have all that a session begins with done once. */
  private static final class Editor implements AutoCloseable {
    private final OutputStream out;
    private final Path said;
    private int id;
    private long heard;

    /**
     * @param said the file that gets what the server says
     */
    Editor(OutputStream out, Path said) {
      this.out = out;
      this.said = said;
    }

    void hello(Path folder) throws IOException, InterruptedException {
      ask(
          "initialize",
          "{'processId': null, 'workspaceFolders': [{'uri': '"
              + (folder.resolve("samples").toUri() + "', 'name': 'samples'}],")
              + "'capabilities': {'general': {'positionEncodings': ['utf-16']},"
              + " 'textDocument': {'publishDiagnostics': {'relatedInformation': true},"
              + " 'codeAction': {'codeActionLiteralSupport': {'codeActionKind': {'valueSet': []}}}},"
              + " 'workspace': {'workspaceEdit': {'documentChanges': true}}}}");
      tell("initialized", "{}");
    }

    void use(Path file) throws IOException, InterruptedException {
      String document = "'uri': '" + file.toUri() + "'";
      String text = quoted(Files.readString(file));
      tell(
          "textDocument/didOpen",
          "{'textDocument': {" + document + ", 'languageId': 'c', 'version': 1, 'text': @}}",
          text);
      String everything =
          "{'textDocument': {"
              + document
              + "}, 'context': {'diagnostics': []}, 'range': {'start': {'line': 0, 'character':"
              + " 0}, 'end': {'line': 999, 'character': 0}}}";
      ask("textDocument/codeAction", everything);
      for (int i = 0; i < TRAINING_EDITS; i++) {
        tell(
            "textDocument/didChange",
            "{'textDocument': {"
                + document
                + ", 'version': 2}, 'contentChanges': [{'text': ' ', 'range': {'start': {'line': 3,"
                + " 'character': 0}, 'end': {'line': 3, 'character': 0}}}]}");
        ask("textDocument/codeAction", everything);
      }
      ask("textDocument/diagnostic", "{'textDocument': {" + document + "}}");
      tell("textDocument/didClose", "{'textDocument': {" + document + "}}");
    }

    void leave() throws IOException, InterruptedException {
      ask("workspace/diagnostic", "{'previousResultIds': []}");
      ask("shutdown", "null");
      tell("exit", "null");
    }

    private void ask(String method, String parameters) throws IOException, InterruptedException {
      id++;
      send("'id': " + id + ", 'method': '" + method + "', 'params': " + parameters, "");
      String answer = "\"id\":" + id + ",";
      for (int tries = 0; tries < TRAINING_SECONDS * 1000; tries++) {
        String news = news();
        if (news.contains(answer)) {
          heard += news.length();
          return;
        }
        Thread.sleep(1);
      }
      throw new IOException("the training session for the AOT cache hangs at " + method);
    }

    /** What was said after the last answer, a character for each byte. */
    private String news() throws IOException {
      try (InputStream in = Files.newInputStream(said)) {
        in.skipNBytes(heard);
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
    }

    private void tell(String method, String parameters) throws IOException {
      tell(method, parameters, "");
    }

    private void tell(String method, String parameters, String text) throws IOException {
      send("'method': '" + method + "', 'params': " + parameters, text);
    }

    private void send(String message, String text) throws IOException {
      String body = ("{'jsonrpc': '2.0', " + message + "}").replace('\'', '"').replace("@", text);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String header = "Content-Length: " + bytes.length + "\r\n\r\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.flush();
    }

    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      for (char c : text.toCharArray()) {
        if (c == '"' || c == '\\') {
          quoted.append('\\').append(c);
        } else if (c < ' ') {
          quoted.append(String.format("\\u%04x", (int) c));
        } else {
          quoted.append(c);
        }
      }
      return quoted.append('"').toString();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  @SafeVarargs
  private Process start(Path log, List<String>... parts) throws IOException {
    return start(log, log, parts);
  }

  /**
   * Starts the program.
   *
   * @param out gets what it says on standard output
   */
  @SafeVarargs
  private Process start(Path log, Path out, List<String>... parts) throws IOException {
    List<String> command = Arrays.stream(parts).flatMap(List::stream).toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    // Training leaves nothing in the caches of whoever builds.
    String caches = output.resolve("training-cache").toString();
    builder.environment().putAll(Map.of("XDG_CACHE_HOME", caches, "LOCALAPPDATA", caches));
    builder
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    return builder.start();
  }

  private static void finish(Process process, Path log) throws IOException, InterruptedException {
    String command = process.info().commandLine().orElse("");
    if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the training run for the AOT cache hangs: " + command);
    }
    if (process.exitValue() > 1) { // 1: there were findings
      throw new IOException(
          "the training run for the AOT cache failed: " + command + "\n" + Files.readString(log));
    }
  }

  private List<Path> trainingFiles() throws IOException {
    List<Path> all = new ArrayList<>(files(root.resolve("samples"), ".c"));
    all.addAll(files(root.resolve("rules"), ".c"));
    // An even choice, so that each family of rules is in it.
    int step = Math.max(1, (all.size() + TRAINING_FILES - 1) / TRAINING_FILES);
    return Stream.iterate(0, i -> i < all.size(), i -> i + step).map(all::get).toList();
  }

  private void launcher(String name, String newline, String build, String nativeLibrary)
      throws IOException {
    String text =
        Files.readString(root.resolve("server/src/build/launcher").resolve(name))
            .replace("@BUILD@", build)
            .replace("@COMMAND_FLAGS@", String.join(" ", COMMAND_FLAGS))
            .replace("@SERVER_FLAGS@", String.join(" ", SERVER_FLAGS))
            .replace("@NATIVE@", nativeLibrary);
    Path fresh = output.resolve(name + ".new");
    Files.writeString(fresh, text.lines().reduce("", (all, line) -> all + line + newline));
    if (!fresh.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + fresh + " executable");
    }
    Files.createDirectories(home.resolve("bin"));
    Files.move(fresh, home.resolve("bin").resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Replaces in one step: a program that runs keeps the file it opened. */
  private void replace(Path from, Path to) throws IOException {
    Path fresh = output.resolve(to.getFileName() + ".new");
    Files.copy(from, fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String tool(String name, List<String> arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ToolProvider tool =
        ToolProvider.findFirst(name).orElseThrow(() -> new IOException("this JDK has no " + name));
    int code =
        tool.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IOException(name + " " + arguments + " failed:\n" + out + err);
    }
    return out.toString();
  }

  /** The files below a folder whose names end so, in an order that is the same everywhere. */
  private static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(suffix) && Files.isRegularFile(f))
          .sorted()
          .toList();
    }
  }

  private static String fingerprint(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) {
      digest.update(
          (file.getFileName() + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            file.toFile().setWritable(true);
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
