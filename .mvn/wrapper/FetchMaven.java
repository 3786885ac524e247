import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches the Maven pinned in maven-wrapper.properties, checks it and unpacks it.
 *
 * <p>{@code java FetchMaven.java PROPERTIES TARGET}; run by mvnw and mvnw.cmd when TARGET is not
 * there. Needs a JDK 17 or newer and nothing else. Environment: {@code MVNW_REPOURL} names a mirror
 * of Maven Central, {@code MVNW_USERNAME} and {@code MVNW_PASSWORD} log in there; a proxy is given
 * as for Maven, by {@code MAVEN_OPTS}.
 */
public final class FetchMaven {
  private static final String GROUP = "org.apache.maven";
  private static final int ATTEMPTS = 3;

  public static void main(String[] args) throws Exception {
    Path target = Path.of(args[1]).toAbsolutePath();
    Properties pinned = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      pinned.load(in);
    }
    String version = required(pinned, "mavenVersion");
    String sha512 = required(pinned, "distributionSha512");
    String zip =
        "/%s/apache-maven/%s/apache-maven-%s-bin.zip"
            .formatted(GROUP.replace('.', '/'), version, version);
    URI uri = URI.create(repository() + zip);

    System.err.println("Fetching Maven " + version + " (once)...");
    Files.createDirectories(target.getParent());
    Path work = Files.createTempDirectory(target.getParent(), "fetch");
    boolean done = false;
    try {
      Path archive = work.resolve("maven.zip");
      download(uri, archive);
      String found = sha512(archive);
      if (!found.equalsIgnoreCase(sha512)) {
        throw new IOException("checksum of " + uri + " is " + found + ", expected " + sha512);
      }
      unpack(archive, work.resolve("unpacked"));
      publish(work.resolve("unpacked").resolve("apache-maven-" + version), target);
      done = true;
    } catch (IOException e) {
      System.err.println("Cannot fetch Maven: " + e.getMessage());
      System.err.println("From another place: set MVNW_REPOURL to a mirror of Maven Central.");
    } finally {
      delete(work);
    }
    System.exit(done ? 0 : 1);
  }

  private static String required(Properties pinned, String key) throws IOException {
    String value = pinned.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IOException("maven-wrapper.properties lacks " + key);
    }
    return value;
  }

  /**
   * Set MVNW_REPOURL to use a mirror. Otherwise Central: its host is "repo." and the group id
   * turned round.
   */
  private static String repository() {
    String mirror = System.getenv("MVNW_REPOURL");
    if (mirror != null && !mirror.isBlank()) {
      return mirror.strip().replaceAll("/+$", "");
    }
    List<String> labels = Arrays.asList(GROUP.split("\\."));
    Collections.reverse(labels);
    return "https://repo." + String.join(".", labels) + "/maven2";
  }

  private static void download(URI uri, Path file) throws IOException, InterruptedException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20));
    String user = System.getenv("MVNW_USERNAME");
    String password = System.getenv("MVNW_PASSWORD");
    if (user != null && password != null) {
      client.authenticator(
          new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
              return new PasswordAuthentication(user, password.toCharArray());
            }
          });
    }
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(10)).build();
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<Path> response =
            client.build().send(request, HttpResponse.BodyHandlers.ofFile(file));
        if (response.statusCode() == 200) {
          return;
        }
        throw new IOException(uri + " answered " + response.statusCode());
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          String why = e.getMessage() == null ? e.toString() : e.getMessage();
          throw new IOException(why.contains(uri.toString()) ? why : uri + ": " + why, e);
        }
        Thread.sleep(1000L * attempt);
      }
    }
  }

  private static String sha512(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) > 0; ) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void unpack(Path archive, Path into) throws IOException {
    boolean posix = Files.getFileStore(archive).supportsFileAttributeView("posix");
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("entry leaves the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
        if (posix && file.getParent().endsWith("bin")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  /**
   * In one step, so that nobody sees half a Maven. When another build was faster, its copy stays.
   */
  private static void publish(Path from, Path target) throws IOException {
    try {
      Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target.resolve("lib"))) {
        throw e;
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
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
