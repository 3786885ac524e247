package dev.fasynclens.kernel.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TroubleKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MachineTest {
  private static final KernelVersion VERSION = new KernelVersion(6, 1, 0);

  private final Machine machine = new Machine(VERSION, BootOptions.DEFAULT, null);
  private final LockClass device = new LockClass("dev->lock", true);
  private final Lock lock = new Lock(device);

  private Machine.End process(Runnable code) {
    return machine.run(Context.Kind.PROCESS, "m", code);
  }

  private List<TroubleKind> troubles() {
    return machine.troubles().stream().map(Trouble::kind).toList();
  }

  @Test
  void aBugEndsTheTaskAndLeavesItsLocksTaken() {
    Machine.End first =
        process(
            () -> {
              machine.lock(lock, LockMode.SPIN);
              machine.bug(KernelFunction.SEND_SIGIO_TO_TASK, "a wrong band");
            });
    Machine.End second = process(() -> machine.lock(lock, LockMode.SPIN));

    assertThat(first).isEqualTo(Machine.End.KILLED);
    assertThat(second).isEqualTo(Machine.End.STUCK);
    assertThat(troubles()).containsExactly(TroubleKind.BUG, TroubleKind.HANG);
  }

  @Test
  void nothingAfterABugIsDone() {
    List<String> done = new ArrayList<>();

    process(
        () -> {
          machine.bug(KernelFunction.SEND_SIGIO_TO_TASK, "a wrong band");
          done.add("more");
        });

    assertThat(done).isEmpty();
  }

  @Test
  void aBugInAnInterruptTakesTheMachineDownWithWhoeverWasInterrupted() {
    List<String> done = new ArrayList<>();

    Machine.End end =
        process(
            () -> {
              machine.run(
                  Context.Kind.HARDIRQ,
                  "irq",
                  () -> machine.bug(KernelFunction.SEND_SIGIO_TO_TASK, "a wrong band"));
              done.add("more");
            });

    assertThat(end).isEqualTo(Machine.End.DOWN);
    assertThat(machine.isDown()).isTrue();
    assertThat(done).isEmpty();
    assertThat(process(() -> done.add("later"))).isEqualTo(Machine.End.DOWN);
    assertThat(done).isEmpty();
  }

  @Test
  void panicOnOopsTakesTheMachineDownAtOnce() {
    Machine strict = new Machine(VERSION, new BootOptions(true, 2, 100), null);

    Machine.End end =
        strict.run(
            Context.Kind.PROCESS,
            "m",
            () -> strict.bug(KernelFunction.SEND_SIGIO_TO_TASK, "a wrong band"));

    assertThat(end).isEqualTo(Machine.End.DOWN);
  }

  @Test
  void aProcessorThatSpinsForEverIsLost() {
    Machine single = new Machine(VERSION, new BootOptions(false, 1, 100), null);

    single.run(
        Context.Kind.PROCESS,
        "m",
        () -> {
          single.lock(lock, LockMode.SPIN);
          single.bug(KernelFunction.SEND_SIGIO_TO_TASK, "a wrong band");
        });
    single.run(
        Context.Kind.PROCESS,
        "c1",
        () -> {
          single.lock(new Lock(new LockClass("other", true)), LockMode.SPIN_IRQSAVE);
          single.lock(lock, LockMode.SPIN);
        });

    assertThat(single.isDown()).isTrue();
  }

  @Test
  void readersShareALockAndWritersDoNot() {
    Machine.End end =
        process(
            () -> {
              machine.lock(lock, LockMode.READ);
              machine.run(
                  Context.Kind.HARDIRQ,
                  "irq",
                  () -> {
                    machine.lock(lock, LockMode.READ);
                    machine.unlock(lock);
                  });
              machine.unlock(lock);
            });

    assertThat(end).isEqualTo(Machine.End.DONE);
    assertThat(troubles()).isEmpty();
  }

  @Test
  void sleepingIsAMistakeWhereNobodyMay() {
    process(() -> machine.mightSleep("kmalloc"));
    assertThat(troubles()).isEmpty();

    process(
        () -> {
          machine.lock(lock, LockMode.SPIN);
          machine.mightSleep("kmalloc");
          machine.unlock(lock);
        });
    machine.run(Context.Kind.HARDIRQ, "irq", () -> machine.mightSleep("kmalloc"));

    assertThat(machine.troubles())
        .extracting(Trouble::message)
        .containsExactly(
            "kmalloc may sleep, but dev->lock is held",
            "kmalloc may sleep, but an interrupt handler is running");
  }

  @Test
  void aLockOfInterruptsMustNotBeHeldWhileTheyAreOn() {
    machine.run(
        Context.Kind.HARDIRQ,
        "irq",
        () -> {
          machine.lock(lock, LockMode.SPIN);
          machine.unlock(lock);
        });
    process(
        () -> {
          machine.lock(lock, LockMode.SPIN);
          machine.unlock(lock);
        });

    assertThat(machine.troubles())
        .extracting(Trouble::message)
        .containsExactly("dev->lock is taken in an interrupt, and elsewhere with interrupts on");
  }

  @Test
  void aLockOfInterruptsMayBeHeldWhileTheyAreOff() {
    machine.run(
        Context.Kind.HARDIRQ,
        "irq",
        () -> {
          machine.lock(lock, LockMode.SPIN);
          machine.unlock(lock);
        });
    process(
        () -> {
          machine.lock(lock, LockMode.SPIN_IRQSAVE);
          machine.unlock(lock);
        });

    assertThat(troubles()).isEmpty();
  }

  @Test
  void locksHaveOneOrder() {
    Lock other = new Lock(new LockClass("other", true));
    process(() -> nest(lock, other));
    assertThat(troubles()).isEmpty();

    process(() -> nest(other, lock));
    process(() -> nest(other, lock));

    assertThat(troubles()).as("told once").containsExactly(TroubleKind.POSSIBLE_DEADLOCK);
  }

  @Test
  void whatALockOfInterruptsLeadsToMustNotBeHeldWhileTheyAreOnEither() {
    Lock inner = new Lock(new LockClass("inner", true));
    process(
        () -> {
          machine.lock(inner, LockMode.SPIN);
          machine.unlock(inner);
        });
    machine.run(Context.Kind.HARDIRQ, "irq", () -> nest(lock, inner));

    assertThat(troubles()).contains(TroubleKind.POSSIBLE_DEADLOCK);
  }

  private void nest(Lock outer, Lock inner) {
    machine.lock(outer, LockMode.SPIN);
    machine.lock(inner, LockMode.SPIN);
    machine.unlock(inner);
    machine.unlock(outer);
  }

  @Test
  void anIrqUnlockTurnsInterruptsOnWhateverTheCallerWanted() {
    Lock inner = new Lock(new LockClass("inner", true));
    process(
        () -> {
          machine.lock(lock, LockMode.SPIN_IRQSAVE);
          machine.lock(inner, LockMode.WRITE_IRQ);
          machine.unlock(inner);
          assertThat(machine.context().orElseThrow().interruptsOff()).isFalse();
          machine.unlock(lock);
        });
  }
}
