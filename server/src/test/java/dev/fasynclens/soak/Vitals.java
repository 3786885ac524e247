package dev.fasynclens.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server process takes, sampled as time goes by. Linux only. */
final class Vitals {
  private static final Pattern USED = Pattern.compile("total (\\d+)K, used (\\d+)K");

  private final long pid;
  private final Optional<Path> jcmd;
  private final List<Sample> samples = new ArrayList<>();
  private final long started = System.nanoTime();

  /**
   * A sample, in MB.
   *
   * @param heap used right after a full collection; NaN if nobody could tell
   * @param outside what is neither mapped from files nor heap
   */
  record Sample(double hours, double rss, double heap, double outside, int files, int threads) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%6.1f min  rss %6.1f  heap %5.1f  outside %6.1f MB  %d files  %d threads",
          hours * 60,
          rss,
          heap,
          outside,
          files,
          threads);
    }
  }

  Vitals(long pid) {
    this.pid = pid;
    this.jcmd = findJcmd();
  }

  private static Optional<Path> findJcmd() {
    Stream<String> places =
        Stream.concat(
            Stream.ofNullable(System.getenv("JAVA_HOME")).map(home -> home + "/bin"),
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")));
    return places.map(place -> Path.of(place, "jcmd")).filter(Files::isExecutable).findFirst();
  }

  /** Takes a sample; with a full collection of garbage before it. */
  Sample take() throws IOException, InterruptedException {
    Path proc = Path.of("/proc/" + pid);
    command("GC.run");
    double used = 0;
    double committed = 0;
    Matcher found = USED.matcher(command("GC.heap_info"));
    boolean any = false;
    while (found.find()) {
      any = true;
      committed += Double.parseDouble(found.group(1)) / 1024;
      used += Double.parseDouble(found.group(2)) / 1024;
    }
    String status = Files.readString(proc.resolve("status"));
    int files;
    try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
      files = (int) all.count();
    }
    Sample sample =
        new Sample(
            (System.nanoTime() - started) / 3.6e12,
            field(status, "VmRSS") / 1024,
            any ? used : Double.NaN,
            any ? field(status, "RssAnon") / 1024 - committed : Double.NaN,
            files,
            (int) field(status, "Threads"));
    samples.add(sample);
    return sample;
  }

  private String command(String what) throws IOException, InterruptedException {
    if (jcmd.isEmpty()) {
      return "";
    }
    Process process =
        new ProcessBuilder(jcmd.get().toString(), String.valueOf(pid), what)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    // "total ... K, used ...K" of the generations, not of the metaspace
    int metaspace = output.indexOf("Metaspace");
    return metaspace < 0 ? output : output.substring(0, metaspace);
  }

  private static double field(String status, String name) {
    Matcher value = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
    return value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
  }

  int count() {
    return samples.size();
  }

  /** What the least-squares line over the second half rises by in an hour. */
  double slope(ToDoubleFunction<Sample> value) {
    List<Sample> half = samples.subList(samples.size() / 2, samples.size());
    double meanX = half.stream().mapToDouble(Sample::hours).average().orElse(0);
    double meanY = half.stream().mapToDouble(value).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Sample sample : half) {
      above += (sample.hours() - meanX) * (value.applyAsDouble(sample) - meanY);
      below += (sample.hours() - meanX) * (sample.hours() - meanX);
    }
    return below == 0 ? 0 : above / below;
  }

  /** The largest value of the last quarter, less that of the quarter after the first. */
  double growth(ToDoubleFunction<Sample> value) {
    int quarter = samples.size() / 4;
    double early =
        samples.subList(quarter, 2 * quarter).stream().mapToDouble(value).max().orElse(0);
    double late =
        samples.subList(samples.size() - quarter, samples.size()).stream()
            .mapToDouble(value)
            .max()
            .orElse(0);
    return late - early;
  }
}
