package dev.fasynclens.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.fasynclens.explain.CallChain;
import dev.fasynclens.explain.CallChains;
import dev.fasynclens.explain.ChainComparison;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.report.Palette;
import dev.fasynclens.review.Spelling;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One run of {@code trace}. */
final class TraceCommand {
  /** How chains are shown. */
  enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** For issues and hovers. */
    MARKDOWN
  }

  private static final int VERSION = 1;
  private static final int FILE_COLUMN = 58;

  private final Console console;
  private final Palette palette;
  private final Format format;

  TraceCommand(Console console, Palette palette, Format format) {
    this.console = console;
    this.palette = palette;
    this.format = format;
  }

  /**
   * Runs it.
   *
   * @param wanted a function; empty to list them
   * @param versions none for the newest known, or one, or two to compare
   */
  int run(String wanted, List<KernelVersion> versions) throws UsageException {
    KernelVersion first =
        versions.isEmpty() ? ChangePoint.NEWEST_KNOWN.release() : versions.getFirst();
    if (wanted.isEmpty()) {
      if (versions.size() > 1) {
        throw new UsageException("name a function to compare two kernels");
      }
      Set<KernelFunction> functions = CallChains.of(first).functions();
      print(out -> list(functions, first, out));
      return ExitCode.CLEAN;
    }
    KernelFunction function = function(wanted);
    List<CallChain> chains = new ArrayList<>();
    for (KernelVersion version : versions.isEmpty() ? List.of(first) : versions) {
      chains.add(chain(function, version));
    }
    tellName(function, wanted, chains.getLast().version());
    print(out -> write(chains, out));
    return ExitCode.CLEAN;
  }

  private void print(ReportSink.Content content) throws UsageException {
    new ReportSink(console, Optional.empty()).write(content);
  }

  // Which function is meant

  private static String bare(String wanted) {
    return wanted.strip().replace("()", "").toLowerCase(Locale.ROOT);
  }

  private static KernelFunction function(String wanted) throws UsageException {
    String name = bare(wanted);
    List<String> known = new ArrayList<>();
    for (KernelFunction each : KernelFunction.values()) {
      for (String one : each.names()) {
        if (one.toLowerCase(Locale.ROOT).equals(name)) {
          return KernelFunction.named(one).orElse(each);
        }
        known.add(one);
      }
    }
    known.sort(Comparator.comparingInt(String::length)); // the nearest of those it begins
    throw new UsageException(
        "no function "
            + wanted
            + " is known here"
            + Spelling.hint(name, known)
            + "; fasync-lens trace lists them");
  }

  private static CallChain chain(KernelFunction function, KernelVersion version)
      throws UsageException {
    Optional<CallChain> chain = CallChains.of(version).from(function);
    if (chain.isPresent()) {
      return chain.get();
    }
    throw new UsageException(
        function.nameIn(version) + " takes no part in Linux " + version + kernelsWith(function));
  }

  /** For which kernels it takes part, found by trying all that differ. */
  private static String kernelsWith(KernelFunction function) {
    Set<KernelVersion> releases = new TreeSet<>();
    for (ChangePoint each : ChangePoint.values()) {
      releases.add(each.release());
    }
    List<KernelVersion> with = new ArrayList<>();
    List<KernelVersion> all = new ArrayList<>();
    for (KernelVersion each : releases) {
      if (each.compareTo(ChangePoint.HISTORY_STARTS.release()) >= 0) {
        all.add(each);
        if (CallChains.of(each).functions().contains(function)) {
          with.add(each);
        }
      }
    }
    if (with.isEmpty()) {
      return ", nor in any other that is known here";
    }
    boolean fromStart = with.getFirst().equals(all.getFirst());
    boolean toEnd = with.getLast().equals(all.getLast());
    if (toEnd) {
      return fromStart ? "" : "; it does from " + with.getFirst() + " on";
    }
    KernelVersion gone = all.get(all.indexOf(with.getLast()) + 1);
    return "; it did before " + gone + (fromStart ? "" : ", from " + with.getFirst() + " on");
  }

  private void tellName(KernelFunction function, String wanted, KernelVersion version) {
    String current = function.nameIn(version);
    if (bare(wanted).equals(current.toLowerCase(Locale.ROOT))) {
      return;
    }
    for (String name : function.names()) {
      if (name.toLowerCase(Locale.ROOT).equals(bare(wanted))) {
        Optional<ChangePoint> own = function.since(name);
        Optional<ChangePoint> currentSince = function.since(current);
        if (own.isPresent() && !version.has(own.get())) {
          console.say(name + " is called " + current + " before " + own.get().release());
        } else if (currentSince.isPresent()) {
          console.say(name + " is called " + current + " since " + currentSince.get().release());
        }
      }
    }
  }

  // The list

  private void list(Set<KernelFunction> functions, KernelVersion version, Writer out)
      throws IOException {
    Map<String, List<KernelFunction>> byFile = new TreeMap<>();
    int width = 0;
    for (KernelFunction each : functions) {
      byFile.computeIfAbsent(each.file(), _ -> new ArrayList<>()).add(each);
      width = Math.max(width, each.nameIn(version).length());
    }
    switch (format) {
      case TEXT -> {
        for (Map.Entry<String, List<KernelFunction>> file : byFile.entrySet()) {
          out.append(palette.frame(file.getKey())).append('\n');
          for (KernelFunction each : file.getValue()) {
            String name = each.nameIn(version);
            out.append("  ").append(palette.strong(name)).append(" ".repeat(width - name.length()));
            out.append("  ").append(each.sentence()).append('\n');
          }
        }
      }
      case MARKDOWN -> {
        for (Map.Entry<String, List<KernelFunction>> file : byFile.entrySet()) {
          out.append("- ").append(file.getKey()).append('\n');
          for (KernelFunction each : file.getValue()) {
            out.append("  - `").append(each.nameIn(version)).append("`: ");
            out.append(each.sentence()).append(".\n");
          }
        }
      }
      case JSON -> {
        JsonWriter json = json(out);
        json.name("kernel").value(version.toString());
        json.name("functions").beginArray();
        for (List<KernelFunction> file : byFile.values()) {
          for (KernelFunction each : file) {
            json.beginObject();
            describe(each, version, json);
            json.endObject();
          }
        }
        json.endArray();
        end(json, out);
      }
    }
  }

  // A chain

  private void write(List<CallChain> chains, Writer out) throws IOException {
    switch (format) {
      case TEXT -> {
        if (chains.size() == 1) {
          writeText(chains.getFirst(), out);
        } else {
          writeText(ChainComparison.of(chains.getFirst(), chains.getLast()), out);
        }
      }
      case MARKDOWN -> {
        String between = "";
        for (CallChain chain : chains) {
          out.append(between).append(chain.markdown());
          between = "\n";
        }
      }
      case JSON -> {
        JsonWriter json = json(out);
        json.name("chains").beginArray();
        for (CallChain chain : chains) {
          json.beginObject();
          json.name("kernel").value(chain.version().toString());
          json.name("nesting").beginArray();
          for (CallChain.LockUse lock : chain.nesting()) {
            json.value(lock.lock());
          }
          json.endArray();
          json.name("call");
          write(chain.start(), chain.version(), json);
          json.endObject();
        }
        json.endArray();
        end(json, out);
      }
    }
  }

  private void writeText(CallChain chain, Writer out) throws IOException {
    String name = chain.start().function().nameIn(chain.version());
    out.append(palette.strong(name + " on Linux " + chain.version())).append("\n\n");
    writeText(chain.start(), chain.version(), 0, new HashSet<>(), out);
    writeNesting(chain, "", out);
  }

  private void writeNesting(CallChain chain, String prefix, Writer out) throws IOException {
    if (!chain.nesting().isEmpty()) {
      List<String> locks = chain.nesting().stream().map(CallChain.LockUse::lock).toList();
      out.append(prefix.isEmpty() ? "\nLocks, the outermost first: " : prefix);
      out.append(palette.help(String.join(" > ", locks))).append('\n');
    }
  }

  /**
   * Writes a call and what is in it.
   *
   * @param shown what was written in full already, and is not repeated
   */
  private void writeText(
      CallChain.Call call, KernelVersion version, int depth, Set<CallChain.Call> shown, Writer out)
      throws IOException {
    String indent = "  ".repeat(depth);
    KernelFunction function = call.function();
    String name = function.nameIn(version);
    boolean again = !call.calls().isEmpty() && !shown.add(call);
    out.append(indent).append(palette.strong(name));
    if (again) {
      out.append("  as above\n");
      return;
    }
    out.append(" ".repeat(Math.max(2, FILE_COLUMN - indent.length() - name.length())));
    out.append(palette.frame(function.file())).append('\n');
    out.append(indent).append("  ").append(function.sentence()).append('\n');
    for (CallChain.LockUse lock : call.locks()) {
      out.append(indent).append("  ").append(palette.help("takes " + lock)).append('\n');
    }
    for (CallChain.Call each : call.calls()) {
      writeText(each, version, depth + 1, shown, out);
    }
  }

  private void writeText(ChainComparison comparison, Writer out) throws IOException {
    KernelVersion first = comparison.first().version();
    KernelVersion second = comparison.second().version();
    String name = comparison.first().start().function().nameIn(first);
    out.append(palette.strong(name + " on Linux " + first + " (-) and " + second + " (+)"));
    out.append("\n\n");
    for (ChainComparison.Line line : comparison.lines()) {
      String mark =
          switch (line.in()) {
            case BOTH -> "  ";
            case FIRST -> "- ";
            case SECOND -> "+ ";
          };
      String text = mark + "  ".repeat(line.depth()) + line.text();
      out.append(line.in() == ChainComparison.In.BOTH ? text : palette.help(text)).append('\n');
    }
    if (!comparison.first().nesting().isEmpty() || !comparison.second().nesting().isEmpty()) {
      out.append("\nLocks, the outermost first:\n");
    }
    writeNesting(comparison.first(), "- ", out);
    writeNesting(comparison.second(), "+ ", out);
  }

  // JSON

  private static JsonWriter json(Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("tool").value(Commands.PROGRAM);
    return json;
  }

  private static void end(JsonWriter json, Writer out) throws IOException {
    json.endObject();
    json.flush();
    out.write('\n');
  }

  private static void describe(KernelFunction function, KernelVersion version, JsonWriter json)
      throws IOException {
    json.name("name").value(function.nameIn(version));
    json.name("file").value(function.file());
    json.name("does").value(function.sentence());
  }

  private static void write(CallChain.Call call, KernelVersion version, JsonWriter json)
      throws IOException {
    json.beginObject();
    describe(call.function(), version, json);
    json.name("locks").beginArray();
    for (CallChain.LockUse lock : call.locks()) {
      json.beginObject();
      json.name("lock").value(lock.lock());
      json.name("how").value(lock.how());
      json.endObject();
    }
    json.endArray();
    json.name("calls").beginArray();
    for (CallChain.Call each : call.calls()) {
      write(each, version, json);
    }
    json.endArray();
    json.endObject();
  }
}
