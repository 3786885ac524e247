package dev.fasynclens.soak;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Works with the packaged language server over its wire until something goes wrong: edits at random
 * ({@code edits N}), messages that no good client sends ({@code protocol N}), or both for a time
 * while memory, files and threads are watched ({@code hour MINUTES}). Run by {@code
 * scripts/soak-server}, not by the build.
 */
public final class ServerSoak {
  private static final int EDITS_OF_A_SESSION = 2_500;
  private static final int EDITS_BETWEEN_CHECKPOINTS = 400;
  private static final int MESSAGES_OF_A_SESSION = 1_000;
  private static final int MESSAGES_OF_A_BATCH = 100;
  private static final int MOST_ATTEMPTS = 5;
  private static final long NANOS_BETWEEN_SAMPLES = 30_000_000_000L;

  /** Megabytes an hour that a line through noise may rise by. */
  private static final double MOST_HEAP = 3;

  private static final double MOST_RSS = 12;

  private static final String WELL_KNOWN =
      "static struct fasync_struct *queue;\n\nstatic void tell(void)\n{\n\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n";

  private final List<String> command;
  private final Workbench bench;
  private final long seed;
  private int servers;
  private long edits;
  private long messages;
  private int checkpoints;
  private final Map<String, Integer> logged = new TreeMap<>();
  private final Map<String, Integer> hostile = new TreeMap<>();

  private ServerSoak(List<String> command, Workbench bench, long seed) {
    this.command = command;
    this.bench = bench;
    this.seed = seed;
  }

  /** Arguments: the root of the repository, the program, a mode, a number, a seed, and files. */
  public static void main(String[] arguments) throws Exception {
    List<Path> files = Arrays.stream(arguments).skip(5).map(Path::of).toList();
    long seed = Long.parseLong(arguments[4]);
    int number = Integer.parseInt(arguments[3]);
    boolean replay = arguments[2].equals("replay");
    Workbench bench = Workbench.make(Path.of(arguments[0]), replay ? List.of() : files);
    ServerSoak soak = new ServerSoak(List.of(arguments[1], "server", "--stdio"), bench, seed);
    long started = System.nanoTime();
    say("seed " + seed + ", texts in " + bench.inside());
    boolean fine = false;
    try {
      switch (arguments[2]) {
        case "edits" -> soak.edits(number);
        case "protocol" -> soak.protocol(number);
        case "hour" -> soak.hour(number);
        case "replay" -> soak.replay(files.getFirst());

        default -> throw new SoakFailure("there is no mode " + arguments[2]);
      }
      fine = true;
    } catch (SoakFailure | IOException e) {
      say("FAILED: " + e);
      if (e.getCause() != null) {
        say("  " + e.getCause());
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    say(
        String.format(
            Locale.ROOT,
            "%d edits (%.0f/s), %d hostile messages, %d checkpoints, %d servers, %.0f s",
            soak.edits,
            soak.edits / seconds,
            soak.messages,
            soak.checkpoints,
            soak.servers,
            seconds));
    soak.hostile.forEach((what, count) -> say("  " + count + " x " + what));
    soak.logged.forEach((what, count) -> say("  log: " + count + " x " + what));
    if (fine) {
      bench.delete();
      say("nothing went wrong");
    }
    System.exit(fine ? 0 : 1);
  }

  private static void say(String what) {
    System.out.println(what);
    System.out.flush();
  }

  private Wire wire() throws IOException {
    return new Wire(command, bench.errors("server" + servers++));
  }

  private Editor.State start() {
    Map<String, Editor.Text> texts = new LinkedHashMap<>();
    bench.originals().forEach((uri, text) -> texts.put(uri, new Editor.Text(text, 1)));
    return new Editor.State(texts, List.of(bench.inside()), new JsonObject());
  }

  // ---- edits ----

  private void edits(int number) throws IOException, InterruptedException {
    for (int session = 0; edits < number; session++) {
      Random random = new Random(seed * 1_000_003 + session);
      Profile profile = Profile.numbered(seed + session);
      bench.restore();
      try (Editor editor = new Editor(wire(), profile, start())) {
        Typist typist = new Typist(editor, bench, random);
        long before = edits;
        while (typist.edits() < EDITS_OF_A_SESSION && edits < number) {
          type(typist, EDITS_BETWEEN_CHECKPOINTS);
          edits = before + typist.edits();
          checkpoint(editor, typist, "session " + session);
        }
        long exit = editor.wire().leave();
        finish(editor.wire(), "session " + session);
        say(
            "session "
                + session
                + " ("
                + profile
                + "): "
                + typist.figures()
                + ", exit "
                + exit
                + " ms");
      }
    }
  }

  private static void type(Typist typist, int number) throws IOException, InterruptedException {
    for (long end = typist.edits() + number; typist.edits() < end; ) {
      typist.step();
    }
    typist.settle();
  }

  /** What the server says now must be what a new server says of the same texts. */
  private void checkpoint(Editor editor, Typist typist, String where)
      throws IOException, InterruptedException {
    checkpoints++;
    try (Editor fresh = new Editor(wire(), editor.profile(), typist.shuffled())) {
      for (String uri : editor.uris()) {
        JsonObject expected = portrait(fresh, uri);
        JsonObject actual = portrait(editor, uri);
        if (!expected.equals(actual)) {
          throw mismatch(editor, uri, where, expected, actual);
        }
        if (!editor.profile().pulls() && !editor.isPushed(uri, actual.get("diagnostics"))) {
          throw mismatch(
              editor, uri, where + ", pushed", actual.get("diagnostics"), editor.pushed(uri));
        }
      }
      fresh.wire().leave();
      complaints(fresh.wire(), where + ", fresh server");
    }
    editor.mark();
    complaints(editor.wire(), where);
  }

  /** On a machine with much else to do an answer may be given up; then it is asked for again. */
  private static JsonObject portrait(Editor editor, String uri) throws IOException {
    JsonObject portrait = new JsonObject();
    for (int i = 0, givenUp = -1; i < MOST_ATTEMPTS && givenUp != editor.wire().givenUp(); i++) {
      givenUp = editor.wire().givenUp();
      portrait = editor.portrait(uri);
    }
    return portrait;
  }

  /** Keeps what is needed to see the difference again, and as little of it as will do. */
  private SoakFailure mismatch(
      Editor editor, String uri, String where, JsonElement expected, JsonElement actual)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fasync-lens-mismatch");
    Files.writeString(folder.resolve("expected.json"), expected.toString());
    Files.writeString(folder.resolve("actual.json"), actual.toString());
    Files.writeString(folder.resolve("text.c"), editor.content(uri));
    Replay replay = new Replay(this::wire, editor.profile(), editor.marked());
    List<Step> needed = replay.reduced(editor.journal());
    if (needed.isEmpty()) { // then it began before the last checkpoint
      replay = new Replay(this::wire, editor.profile(), editor.start());
      replay.write(folder.resolve("all.log"), editor.whole());
      needed = replay.reduced(editor.whole());
    }
    replay.write(folder.resolve("needed.log"), needed);
    say("of " + editor.whole().size() + " steps " + needed.size() + " matter, see " + folder);
    return new SoakFailure(
        where + ": the server says something else of " + uri + " than a new one; see " + folder);
  }

  private static void complaints(Wire wire, String where) {
    List<String> complaints = wire.complaints();
    if (!complaints.isEmpty()) {
      throw new SoakFailure(where + ": " + String.join("\n  ", complaints));
    }
  }

  private void finish(Wire wire, String where) {
    wire.logged().forEach((what, count) -> logged.merge(what, count, Integer::sum));
    complaints(wire, where);
  }

  private void replay(Path log) throws IOException, InterruptedException {
    List<String> different = Replay.differences(this::wire, log);
    if (!different.isEmpty()) {
      throw new SoakFailure("two servers say different things of " + different);
    }
  }

  // ---- hostile messages ----

  private List<String> hostileUris() {
    List<String> uris = new ArrayList<>();
    for (String name : List.of("a.c", "b.c", "c.h", "d.txt", ".fasync-lens.json")) {
      uris.add(bench.hostile().resolve(name).toUri().toString());
    }
    return uris;
  }

  private void protocol(int number) throws IOException, InterruptedException {
    for (int session = 0; messages < number; session++) {
      Random random = new Random(seed * 1_000_003 + session);
      Profile profile = Profile.numbered(seed + session);
      try (Wire wire = wire()) {
        HostileMessages hostile = new HostileMessages(wire, random, hostileUris());
        Editor editor = early(wire, hostile, profile, session);
        String known = open(editor);
        String hover = hover(editor, known);
        for (int i = 0; i < MESSAGES_OF_A_SESSION; i += MESSAGES_OF_A_BATCH) {
          send(hostile, MESSAGES_OF_A_BATCH);
          if (!hover.equals(hover(editor, known))) {
            throw new SoakFailure(
                "session " + session + ": another hover after message " + messages);
          }
          answered(wire);
          complaints(wire, "session " + session + ", message " + messages);
        }
        long took = end(wire, hostile, session);
        hostile.sent().forEach((what, count) -> this.hostile.merge(what, count, Integer::sum));
        finish(wire, "session " + session);
        say(
            "session "
                + session
                + ": "
                + messages
                + " messages so far, the end took "
                + took
                + " ms");
      }
    }
  }

  /** In every other session, messages before the first one that is allowed. */
  private Editor early(Wire wire, HostileMessages hostile, Profile profile, int session)
      throws IOException, InterruptedException {
    if (session % 2 == 0) {
      wire.tell("textDocument/didOpen", new JsonObject());
      for (String method : List.of("shutdown", "textDocument/hover", "workspace/diagnostic")) {
        JsonObject answer = Wire.get(wire.begin(method, new JsonObject()), method);
        if (!answer.has("error")
            || answer.getAsJsonObject("error").get("code").getAsInt() != -32002) {
          throw new SoakFailure(method + " before initialize: " + answer);
        }
      }
      hostile.sent().merge("before initialize", 4, Integer::sum);
      messages += 4;
    }
    return new Editor(
        wire, profile, new Editor.State(Map.of(), List.of(bench.inside()), new JsonObject()));
  }

  private String open(Editor editor) throws IOException {
    String uri = bench.inside().resolve("well-known.c").toUri().toString();
    editor.open(uri, WELL_KNOWN, 1);
    return uri;
  }

  private static String hover(Editor editor, String uri) throws IOException {
    JsonObject place = editor.at(uri, WELL_KNOWN.indexOf("kill_fasync") + 2);
    String hover = "";
    for (int i = 0, givenUp = -1; i < MOST_ATTEMPTS && givenUp != editor.wire().givenUp(); i++) {
      givenUp = editor.wire().givenUp();
      hover = editor.wire().ask("textDocument/hover", place).toString();
    }
    if (!hover.contains("kill_fasync")) {
      throw new SoakFailure("a hover without its function: " + hover + editor.wire().logged());
    }
    return hover;
  }

  private void send(HostileMessages hostile, int number) throws IOException {
    for (int i = 0; i < number; i++) {
      hostile.send();
      messages++;
    }
  }

  private static void answered(Wire wire) throws InterruptedException {
    for (int i = 0; i < 600 && !wire.unanswered().isEmpty(); i++) {
      Thread.sleep(50);
    }
    if (!wire.unanswered().isEmpty()) {
      throw new SoakFailure("not answered:\n  " + String.join("\n  ", wire.unanswered()));
    }
  }

  /** Each way to leave in turn. */
  private long end(Wire wire, HostileMessages hostile, int session)
      throws IOException, InterruptedException {
    switch (session % 4) {
      case 0 -> {
        wire.ask("shutdown", JsonNull.INSTANCE);
        send(hostile, 50);
        for (String method : List.of("initialize", "shutdown", "textDocument/hover")) {
          JsonObject answer = Wire.get(wire.begin(method, new JsonObject()), method);
          if (!answer.has("error")) {
            throw new SoakFailure(method + " after shutdown: " + answer);
          }
        }
        answered(wire);
        return wire.exit(0);
      }
      case 1 -> {
        send(hostile, 20);
        return wire.exit(1);
      }
      case 2 -> {
        wire.raw("Content-Length: 999999999999\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
        return wire.hangUp(1);
      }
      default -> {
        wire.raw("Content-Length: 50\r\n\r\n{\"jsonrpc\"".getBytes(StandardCharsets.UTF_8));
        return wire.hangUp(1);
      }
    }
  }

  // ---- both, for a time ----

  private void hour(int minutes) throws IOException, InterruptedException {
    Random random = new Random(seed);
    long end = System.nanoTime() + minutes * 60_000_000_000L;
    try (Editor editor = new Editor(wire(), Profile.numbered(seed), start())) {
      Typist typist = new Typist(editor, bench, random);
      HostileMessages hostile = new HostileMessages(editor.wire(), random, hostileUris());
      Vitals vitals = new Vitals(editor.wire().pid());
      long next = System.nanoTime();
      int failures = 0;
      while (System.nanoTime() < end) {
        for (int i = 0; i < 20; i++) {
          type(typist, 20);
          send(hostile, 3);
        }
        answered(editor.wire());
        edits = typist.edits();
        if (System.nanoTime() >= next) {
          next += NANOS_BETWEEN_SAMPLES;
          failures += failsAtCheckpoint(editor, typist, "after " + edits + " edits") ? 1 : 0;
          say(vitals.take().line() + "  " + edits + " edits  " + messages + " messages");
        }
      }
      failures += failsAtCheckpoint(editor, typist, "at the end") ? 1 : 0;
      hostile.sent().forEach((what, count) -> this.hostile.merge(what, count, Integer::sum));
      say(typist.figures());
      long exit = editor.wire().leave();
      finish(editor.wire(), "at the end");
      say("exit took " + exit + " ms");
      verdict(vitals);
      if (failures > 0) {
        throw new SoakFailure(failures + " checkpoints failed");
      }
    }
  }

  /** What is wrong at a checkpoint does not end the hour. */
  private boolean failsAtCheckpoint(Editor editor, Typist typist, String where)
      throws IOException, InterruptedException {
    try {
      checkpoint(editor, typist, where);
      editor.forget();
      return false;
    } catch (SoakFailure e) {
      editor.forget();
      say("FAILED: " + e.getMessage());
      return true;
    }
  }

  private static void verdict(Vitals vitals) {
    double heap = vitals.slope(Vitals.Sample::heap);
    double rss = vitals.slope(Vitals.Sample::rss);
    double files = vitals.growth(Vitals.Sample::files);
    double threads = vitals.growth(Vitals.Sample::threads);
    say(
        String.format(
            Locale.ROOT,
            "second half of %d samples: heap after collection %+.2f MB/h (at most %.0f), RSS %+.2f MB/h (at most %.0f),"
                + " outside the heap %+.2f MB/h, files %+.0f, threads %+.0f",
            vitals.count(),
            heap,
            MOST_HEAP,
            rss,
            MOST_RSS,
            vitals.slope(Vitals.Sample::outside),
            files,
            threads));
    if (heap > MOST_HEAP || rss > MOST_RSS || files > 2 || threads > 2) {
      throw new SoakFailure("the server grows");
    }
  }
}
