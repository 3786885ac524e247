package dev.fasynclens.cache;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.Consequence;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.Related;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A review as bytes.
 *
 * <pre>
 * 4 bytes    format, in ASCII
 * 32 bytes   SHA-256 of the key and of all that follows
 * deflated   what was asked of the files, their answers, what is configured for them: {@link ReadFiles}
 *            findings, suppressed findings, problems: a number, and that many of them
 *            number of texts examined, of places not parsed
 * </pre>
 *
 * Numbers have four bytes, the first one the most significant. A place is the name of its text and
 * two offsets, so it takes the texts to read it.
 */
public final class StoredReview {
  /** Changes whenever the form does. */
  static final String FORMAT = "FLR1";

  private static final int HEAD = FORMAT.length() + Digest.LENGTH;

  private StoredReview() {}

  /**
   * A review as bytes.
   *
   * @param key its name
   * @param read what it read
   */
  public static byte[] write(String key, ReadFiles read, ReviewResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, fast))) {
      read.writeTo(out);
      Writer writer = new Writer(out);
      writer.all(result.findings(), writer::finding);
      writer.all(result.suppressed(), writer::finding);
      writer.all(result.problems(), writer::problem);
      out.writeInt(result.examined());
      out.writeInt(result.unread());
    } catch (IOException e) {
      throw new IllegalStateException(e); // an array has no I/O
    } finally {
      fast.end();
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(FORMAT.getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(new Digest().add(key).add(bytes.toByteArray()).finish());
    whole.writeBytes(bytes.toByteArray());
    return whole.toByteArray();
  }

  /**
   * The review, if it would have the same result today.
   *
   * @param stored what {@link #write} made, or anything else
   * @param key the name it was asked for by
   * @param given the texts reviewed, and those beside them
   * @param files what it may read beside them
   * @param configurationOf what is configured for these
   * @return empty if the files answer differently, or if this is no such review
   */
  public static Optional<ReviewResult> read(
      byte[] stored,
      String key,
      List<SourceText> given,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      RuleCatalog catalog) {
    byte[] format = FORMAT.getBytes(StandardCharsets.US_ASCII);
    if (stored.length < HEAD
        || !Arrays.equals(stored, 0, format.length, format, 0, format.length)) {
      return Optional.empty();
    }
    byte[] rest = Arrays.copyOfRange(stored, HEAD, stored.length);
    byte[] hash = new Digest().add(key).add(rest).finish();
    if (!Arrays.equals(stored, format.length, HEAD, hash, 0, hash.length)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(rest)))) {
      Optional<Map<String, SourceText>> read = ReadFiles.askAgain(in, files, configurationOf);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      Map<String, SourceText> texts = new HashMap<>(read.get());
      given.forEach(text -> texts.put(text.name(), text));
      Reader reader = new Reader(in, texts, catalog);
      return Optional.of(
          new ReviewResult(
              reader.all(reader::finding),
              reader.all(reader::finding),
              reader.all(reader::problem),
              in.readInt(),
              in.readInt(),
              true));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the hash is right, so another program wrote it
    }
  }

  private interface Put<T> {
    void put(T value) throws IOException;
  }

  private interface Take<T> {
    T take() throws IOException;
  }

  private record Writer(DataOutputStream out) {
    <T> void all(List<T> values, Put<T> each) throws IOException {
      out.writeInt(values.size());
      for (T value : values) {
        each.put(value);
      }
    }

    void finding(Finding finding) throws IOException {
      text(finding.rule().id());
      text(finding.severity().label());
      place(finding.place());
      text(finding.message());
      all(finding.consequences(), this::consequence);
      all(finding.related(), this::related);
      all(finding.fixes(), this::fix);
    }

    void problem(Problem problem) throws IOException {
      text(problem.file());
      text(problem.message());
      text(problem.kind().name());
      all(problem.places(), this::place);
    }

    private void consequence(Consequence consequence) throws IOException {
      version(consequence.kernels().oldest());
      version(consequence.kernels().newest());
      text(consequence.severity().label());
      text(consequence.effect());
    }

    private void version(KernelVersion version) throws IOException {
      out.writeInt(version.major());
      out.writeInt(version.minor());
      out.writeInt(version.patch());
    }

    private void related(Related related) throws IOException {
      place(related.place());
      text(related.message());
      text(related.order().name());
    }

    private void fix(Fix fix) throws IOException {
      text(fix.title());
      all(fix.edits(), this::edit);
      text(fix.safety().name());
    }

    private void edit(Fix.Edit edit) throws IOException {
      place(edit.place());
      text(edit.replacement());
    }

    private void place(Place place) throws IOException {
      text(place.text().name());
      out.writeInt(place.span().start());
      out.writeInt(place.span().end());
    }

    private void text(String text) throws IOException {
      Strings.write(text, out);
    }
  }

  private record Reader(DataInputStream in, Map<String, SourceText> texts, RuleCatalog catalog) {
    <T> List<T> all(Take<T> each) throws IOException {
      List<T> values = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        values.add(each.take());
      }
      return List.copyOf(values);
    }

    Finding finding() throws IOException {
      return new Finding(
          known(text(), catalog::info),
          known(text(), Severity::of),
          place(),
          text(),
          all(this::consequence),
          all(this::related),
          all(this::fix));
    }

    Problem problem() throws IOException {
      return new Problem(text(), text(), Problem.Kind.valueOf(text()), all(this::place));
    }

    private Consequence consequence() throws IOException {
      return new Consequence(
          new KernelRange(version(), version()), known(text(), Severity::of), text());
    }

    private KernelVersion version() throws IOException {
      return new KernelVersion(in.readInt(), in.readInt(), in.readInt());
    }

    private Related related() throws IOException {
      return new Related(place(), text(), Related.Order.valueOf(text()));
    }

    private Fix fix() throws IOException {
      return new Fix(text(), all(this::edit), Fix.Safety.valueOf(text()));
    }

    private Fix.Edit edit() throws IOException {
      return new Fix.Edit(place(), text());
    }

    private Place place() throws IOException {
      SourceText text = known(text(), name -> Optional.ofNullable(texts.get(name)));
      Span span = new Span(in.readInt(), in.readInt());
      if (span.end() > text.length()) {
        throw new IOException("a place lies outside its text");
      }
      return new Place(text, span);
    }

    private String text() throws IOException {
      return Strings.read(in);
    }

    private static <T> T known(String name, Function<String, Optional<T>> lookup)
        throws IOException {
      return lookup.apply(name).orElseThrow(() -> new IOException("nothing is called " + name));
    }
  }
}
