package dev.fasynclens.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.SignalNumbers;
import org.junit.jupiter.api.Test;

final class WatchesTest {
  private final Bench bench = new Bench("6.12");
  private final Watches watches = new Watches(bench.machine, bench.signals.tasks(), bench.files);
  private final SilentFile directory = SilentFile.special("directory");
  private final SilentFile file = SilentFile.regular();
  private final Watches.Place folder = new Watches.Place(directory, true, false, null, "d");
  private final Watches.Place place = new Watches.Place(file, false, true, directory, "f");

  WatchesTest() {
    bench.files.table().watch(watches);
  }

  private OpenFile open(Watches.Place where, boolean writes) {
    OpenFile opened = bench.files.table().open(where.name(), where.inode(), true, writes, false);
    bench.install(opened);
    bench.run(
        () -> {
          watches.opened(opened, where);
          return 0;
        });
    return opened;
  }

  private void happens(Runnable code) {
    bench.run(
        () -> {
          code.run();
          return 0;
        });
  }

  private OpenFile inotify(FileOperations inode) {
    Inotify inotify = watches.newInotify();
    inotify.watch(inode);
    OpenFile opened = inotify.open("i");
    bench.install(opened);
    return bench.arm(opened);
  }

  @Test
  void inotifyTellsOfEachEventThatIsNotTheLastOneAgain() {
    OpenFile i = inotify(directory);

    happens(() -> watches.created(place));
    happens(() -> watches.attributesChanged(place));
    happens(() -> watches.attributesChanged(place));

    assertThat(bench.arrived()).containsExactly("POLL_IN 3", "POLL_IN 3");
    assertThat(bench.read(i, 4096)).isEqualTo(64);
    happens(() -> watches.attributesChanged(place));
    assertThat(bench.arrived()).containsExactly("POLL_IN 3");
  }

  @Test
  void inotifyTellsTheEndOfAFileOnlyWhenNobodyHasItOpen() {
    open(place, false);
    inotify(file);

    happens(() -> watches.removed(place));
    assertThat(bench.arrived()).containsExactly("POLL_IN 4");
    bench.close(3);

    assertThat(bench.arrived()).containsExactly("POLL_IN 4", "POLL_IN 4", "POLL_IN 4");
  }

  @Test
  void dnotifyMakesTheCallerOwnerAndTellsOnce() {
    OpenFile d = open(folder, false);
    bench.run(() -> bench.files.fcntl().setsig(d, SignalNumbers.RTMIN));

    assertThat(
            bench.run(
                () -> watches.notify(bench.task(), bench.descriptors, 3, d, Dnotify.Mode.ONCE)))
        .isZero();
    happens(() -> watches.created(place));
    happens(() -> watches.created(place));

    assertThat(bench.arrived()).containsExactly("POLL_MSG 3");
  }

  @Test
  void dnotifyEndsWithAnyDescriptorOfTheFile() {
    OpenFile d = open(folder, false);
    bench.install(d);
    bench.run(() -> watches.notify(bench.task(), bench.descriptors, 3, d, Dnotify.Mode.MULTISHOT));

    bench.close(4);
    happens(() -> watches.created(place));

    assertThat(bench.arrived()).isEmpty();
  }

  @Test
  void dnotifyIsForFolders() {
    OpenFile f = open(place, false);

    assertThat(
            bench.run(
                () -> watches.notify(bench.task(), bench.descriptors, 3, f, Dnotify.Mode.ONCE)))
        .isEqualTo(-Errno.ENOTDIR);
  }

  private int lease(int fd, OpenFile opened, Leases.Kind kind) {
    return bench.run(() -> watches.setLease(bench.task(), fd, opened, kind));
  }

  @Test
  void aLeaseIsBrokenOnce() {
    OpenFile f = open(place, false);
    bench.run(() -> bench.files.fcntl().setsig(f, SignalNumbers.RTMIN));
    assertThat(lease(3, f, Leases.Kind.READ)).isZero();

    assertThat(f.fasync()).isTrue();
    assertThat(bench.run(() -> watches.mayOpen(place, false, true))).isZero();
    assertThat(bench.run(() -> watches.mayOpen(place, true, true))).isEqualTo(-Errno.EAGAIN);
    assertThat(bench.run(() -> watches.mayOpen(place, true, true))).isEqualTo(-Errno.EAGAIN);
    assertThat(bench.arrived()).containsExactly("POLL_MSG 3");

    assertThat(lease(3, f, Leases.Kind.NONE)).isZero();
    assertThat(bench.run(() -> watches.mayOpen(place, true, true))).isZero();
    assertThat(bench.files.fcntl().getsig(f)).isZero();
    assertThat(f.fasync()).isFalse();
  }

  @Test
  void aLeaseThroughADuplicateChangesTheDescriptor() {
    OpenFile f = open(place, false);
    bench.install(f);
    bench.run(() -> bench.files.fcntl().setsig(f, SignalNumbers.RTMIN));
    lease(3, f, Leases.Kind.READ);
    lease(4, f, Leases.Kind.READ);

    bench.run(() -> watches.mayOpen(place, true, true));

    assertThat(bench.arrived()).containsExactly("POLL_MSG 4");
  }

  @Test
  void aLeaseIsRefusedWhileOthersHaveTheFile() {
    OpenFile reading = open(place, false);
    OpenFile writing = open(place, true);

    assertThat(lease(3, reading, Leases.Kind.READ)).isEqualTo(-Errno.EAGAIN);
    assertThat(lease(4, writing, Leases.Kind.WRITE)).isEqualTo(-Errno.EAGAIN);
    bench.close(3);
    assertThat(lease(4, writing, Leases.Kind.READ)).isEqualTo(-Errno.EAGAIN);
    assertThat(lease(4, writing, Leases.Kind.WRITE)).isZero();
    assertThat(lease(4, writing, Leases.Kind.NONE)).isZero();
    assertThat(lease(4, writing, Leases.Kind.NONE)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void closingGivesTheLeaseBack() {
    OpenFile f = open(place, false);
    lease(3, f, Leases.Kind.READ);

    bench.close(3);

    assertThat(bench.run(() -> watches.mayOpen(place, true, true))).isZero();
    assertThat(bench.arrived()).isEmpty();
  }

  @Test
  void perfTellsOfEachOverflowAndHangsUpAtTheLast() {
    PageFaults faults = new PageFaults(bench.machine, bench.files);
    PerfEvent event = faults.newEvent(bench.task());
    OpenFile p = event.open("p");
    bench.install(p);
    bench.arm(p);

    happens(() -> faults.fault(bench.task()));
    assertThat(bench.arrived()).isEmpty();
    event.enable();
    happens(() -> faults.fault(bench.task()));
    assertThat(bench.arrived()).containsExactly("POLL_IN 3");
    event.refresh(2);
    for (int i = 0; i < 3; i++) {
      happens(() -> faults.fault(bench.task()));
    }

    assertThat(bench.arrived()).containsExactly("POLL_IN 3", "POLL_HUP 3");
  }
}
