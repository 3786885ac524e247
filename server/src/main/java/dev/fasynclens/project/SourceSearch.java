package dev.fasynclens.project;

import dev.fasynclens.project.FasyncScanner.Mention;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.Problem;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files to look at: those named on the command line, and below named directories the C
 * sources and headers that mention fasync, and the programs that ask for signals. Directories are
 * shared out between threads.
 *
 * <p>Links to directories are not followed and links to files are, but no file is taken twice. What
 * is neither file nor directory is left alone: opening a pipe would wait for its writer.
 */
public final class SourceSearch {
  private static final String GIT = ".git";

  private final FileNames names;
  private final ConfigurationLookup configurations;
  private final int jobs;
  private final AtomicInteger searched = new AtomicInteger();
  private final AtomicInteger hits = new AtomicInteger();
  private int mostFound = Integer.MAX_VALUE;
  private int mostSearched = Integer.MAX_VALUE;

  private final Deque<Folder> waiting = new ArrayDeque<>();
  private int busy;
  private @Nullable Throwable failure;
  private boolean cancelled;

  private final List<Path> found = new ArrayList<>();
  private final Set<String> complete = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A search.
   *
   * @param jobs how many threads take part
   */
  public SourceSearch(FileNames names, ConfigurationLookup configurations, int jobs) {
    this.names = names;
    this.configurations = configurations;
    this.jobs = jobs;
  }

  /**
   * What was found.
   *
   * @param files by the name that reports call them, sorted
   * @param problems what could not be read, sorted
   * @param searched how many files were looked into
   * @param directories where they were looked for
   */
  public record Outcome(
      Map<String, Path> files,
      List<Problem> problems,
      int searched,
      SearchedDirectories directories) {}

  /** A directory to search, with what is excluded in it. */
  private record Folder(File directory, ConfigurationLookup.Settings settings) {}

  /**
   * Lets the search end with {@link #isCut} when there are more files than somebody can use.
   *
   * @param mostFound files that mention fasync
   * @param mostSearched files that are looked into
   */
  public SourceSearch within(int mostFound, int mostSearched) {
    this.mostFound = mostFound;
    this.mostSearched = mostSearched;
    return this;
  }

  /** Whether there were more files. */
  public boolean isCut() {
    return hits.get() > mostFound || searched.get() > mostSearched;
  }

  private void hit() {
    hits.incrementAndGet();
    if (isCut()) {
      cancel();
    }
  }

  /** How many files were looked into so far. */
  public int searched() {
    return searched.get();
  }

  /** Makes a search that goes on end soon, with what it found so far. */
  public synchronized void cancel() {
    cancelled = true;
    waiting.clear();
    notifyAll();
  }

  /** Searches files and directories. */
  public Outcome search(Collection<Path> paths) throws InterruptedException {
    List<Path> named = new ArrayList<>();
    for (Path given : paths) {
      Path path = names.resolve(given);
      if (Files.isDirectory(path)) {
        enter(path);
      } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        named.add(path);
      } else {
        problems.add(
            new Problem(
                names.nameOf(path), "no such file or directory", Problem.Kind.NOT_EXAMINED));
      }
    }
    run();
    Map<String, Path> files = new TreeMap<>();
    Set<Path> real = new HashSet<>();
    for (Path path : named) {
      add(path, files, real);
    }
    List<Path> links = new ArrayList<>();
    for (Path path : found) {
      if (Files.isSymbolicLink(path)) {
        links.add(path);
      } else {
        add(path, files, real);
      }
    }
    Collections.sort(links);
    for (Path link : links) {
      add(link, files, real);
    }
    problems.sort((a, b) -> a.file().compareTo(b.file()));
    return new Outcome(
        files, problems, searched.get() + named.size(), new SearchedDirectories(complete, found));
  }

  private void add(Path path, Map<String, Path> files, Set<Path> real) {
    Path identity;
    try {
      identity = path.toRealPath();
    } catch (IOException e) {
      identity = path; // whoever reads it will say what is wrong
    }
    if (real.add(identity)) {
      files.put(names.nameOf(path), path);
    }
  }

  private void enter(Path directory) {
    ConfigurationLookup.Settings settings = configurations.in(directory);
    if (!ConfigurationLookup.isExcluded(directory, settings)) {
      waiting.add(new Folder(directory.toFile(), settings));
    }
  }

  private void run() throws InterruptedException {
    List<Thread> helpers = new ArrayList<>();
    int helpersWanted = waiting.isEmpty() ? 0 : jobs - 1;
    for (int i = 1; i <= helpersWanted; i++) {
      helpers.add(Thread.ofPlatform().daemon().name("search-" + i).start(this::work));
    }
    work();
    for (Thread helper : helpers) {
      helper.join();
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("the search failed", thrown);
    }
  }

  private void work() {
    Worker worker = new Worker();
    try {
      for (Folder folder = take(null); folder != null; folder = take(folder)) {
        worker.search(folder);
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        failure = e;
        waiting.clear();
        busy--;
        notifyAll();
      }
    }
    synchronized (this) {
      found.addAll(worker.found);
      complete.addAll(worker.complete);
      problems.addAll(worker.problems);
    }
  }

  /** The next directory; waits while other threads may still find some. */
  private synchronized @Nullable Folder take(@Nullable Folder done) {
    if (done != null) {
      busy--;
    }
    while (waiting.isEmpty() && busy > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    Folder next = waiting.pollLast();
    if (next == null) {
      notifyAll();
    } else {
      busy++;
    }
    return next;
  }

  private synchronized void put(Folder folder) {
    if (!cancelled) {
      waiting.add(folder);
      notify();
    }
  }

  private static boolean isExcluded(String path, ConfigurationLookup.Settings settings) {
    return settings.written().exclude().excludes(path);
  }

  /** The part of the search that one thread does. */
  private final class Worker {
    private final FasyncScanner scanner = new FasyncScanner();
    private final List<Path> found = new ArrayList<>();
    private final List<String> complete = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    void search(Folder folder) {
      Directory directory = new Directory(folder.directory());
      Optional<List<Directory.Entry>> entries = directory.entries();
      if (entries.isEmpty()) {
        problem(folder.directory().toPath());
        return;
      }
      ConfigurationLookup.Settings settings = folder.settings();
      boolean undecodable = false;
      for (Directory.Entry entry : entries.get()) {
        if (entry.name().equals(ConfigurationFile.NAME)) {
          settings = configurations.in(folder.directory().toPath());
        }
        undecodable |= isUndecodable(entry.name());
      }
      String prefix = prefix(folder.directory(), settings);
      List<String> sources = new ArrayList<>();
      for (Directory.Entry entry : entries.get()) {
        String name = entry.name();
        boolean excluded = prefix != null && isExcluded(prefix + name, settings);
        if (excluded || (isUndecodable(name) && !new File(folder.directory(), name).exists())) {
          continue;
        }
        if (entry.kind() == Directory.Kind.FILE && DiskFiles.isSource(name)) {
          sources.add(name);
        } else if (entry.kind() == Directory.Kind.DIRECTORY && !name.equals(GIT)) {
          put(new Folder(new File(folder.directory(), name), settings));
        }
      }
      scan(folder.directory(), sources, directory.mentions(sources, scanner));
      searched.addAndGet(sources.size());
      if (isCut()) {
        cancel();
      }
      if (undecodable) {
        searchUndecodable(folder.directory().toPath());
      } else if (prefix == null) {
        complete.add(folder.directory().getPath());
      }
    }

    private void scan(File directory, List<String> sources, List<@Nullable Mention> mentions) {
      for (int i = 0; i < sources.size(); i++) {
        Mention mention = mentions.get(i);
        if (mention == Mention.NOTHING) {
          continue;
        }
        File file = new File(directory, sources.get(i));
        try {
          if (mention == null) {
            problem(file.toPath());
          } else if (scanner.isSought(mention, () -> new FileInputStream(file))) {
            found.add(file.toPath());
            hit();
          }
        } catch (IOException e) {
          problem(file.toPath());
        }
      }
    }

    /**
     * What goes before a name to get the path that exclusions are about; null if there are none.
     */
    private @Nullable String prefix(File directory, ConfigurationLookup.Settings settings) {
      if (settings.written().exclude().isEmpty()) {
        return null;
      }
      Path path = directory.toPath();
      return path.equals(settings.base()) ? "" : FileNames.nameOf(path, settings.base()) + "/";
    }

    /**
     * Whether a name has bytes that the locale cannot decode. As a string it does not lead back to
     * its file, so such names take the slower way as paths.
     */
    private boolean isUndecodable(String name) {
      return name.indexOf('\uFFFD') >= 0 || (File.separatorChar == '/' && name.indexOf('?') >= 0);
    }

    private void searchUndecodable(Path top) {
      Deque<Path> directories = new ArrayDeque<>();
      directories.add(top);
      while (!directories.isEmpty()) {
        Path directory = directories.removeLast();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
          for (Path path : entries) {
            String name = String.valueOf(path.getFileName());
            boolean seen = directory.equals(top) && new File(path.toString()).exists();
            if (seen || name.equals(GIT)) {
              continue;
            }
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
              directories.add(path);
            } else if (DiskFiles.isSource(name) && Files.isRegularFile(path)) {
              searched.incrementAndGet();
              scan(path);
            }
          }
        } catch (IOException | DirectoryIteratorException e) {
          problem(directory);
        }
      }
    }

    private void scan(Path path) {
      try {
        if (scanner.isSought(() -> Files.newInputStream(path))) {
          found.add(path);
          hit();
        }
      } catch (IOException e) {
        problem(path);
      }
    }

    /** Notes why a file or directory cannot be read. */
    private void problem(Path path) {
      String reason = DiskFiles.reason(path);
      problems.add(new Problem(names.nameOf(path), reason, Problem.Kind.NOT_EXAMINED));
    }
  }
}
