package dev.fasynclens.kernel.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.machine.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TasksTest {
  private final Signals signals =
      new Signals(
          new Machine(new KernelVersion(6, 1, 0), BootOptions.DEFAULT, null), new NoObserver());
  private final Tasks tasks = signals.tasks();
  private UserProcess main = tasks.boot("unset");

  @BeforeEach
  void startMain() {
    main = tasks.fork("m", tasks.boot("ctl").leader());
  }

  @Test
  void aNumberOutlivesItsTaskButMeansNobody() {
    UserProcess child = tasks.fork("c", main.leader());
    Pid pid = child.pid();

    signals.ending().exit(child.leader(), 0);

    assertThat(pid.task()).isNull();
    assertThat(tasks.find(pid.number())).isNull();
    assertThat(tasks.processes()).doesNotContain(child);
  }

  @Test
  void aNumberCanBeUsedAgainOnceItIsFree() {
    UserProcess first = tasks.fork("a", main.leader());
    int number = first.pid().number();
    assertThatThrownBy(() -> tasks.useNext(number)).isInstanceOf(IllegalArgumentException.class);

    signals.ending().exit(first.leader(), 0);
    tasks.useNext(number);
    UserProcess second = tasks.fork("b", main.leader());

    assertThat(second.pid().number()).isEqualTo(number);
    assertThat(second.pid()).isNotSameAs(first.pid());
  }

  @Test
  void theNumberOfAGroupLivesAsLongAsItHasMembers() {
    tasks.moveToGroup(main, main.pid());
    UserProcess child = tasks.fork("c", main.leader());
    Pid group = main.pid();

    signals.ending().exit(main.leader(), 0);

    assertThat(tasks.find(group.number())).isSameAs(group);
    assertThat(group.members()).containsExactly(child);
    assertThat(group.task()).isNull();
  }

  @Test
  void aLeaderThatEndedKeepsItsNumberWhileAThreadLives() {
    Task thread = tasks.startThread("t", main.leader());

    signals.ending().exitThread(main.leader());

    assertThat(main.pid().task()).isSameAs(main.leader());
    assertThat(main.isDead()).isFalse();

    signals.ending().exitThread(thread);

    assertThat(main.isDead()).isTrue();
    assertThat(main.pid().task()).isNull();
  }

  @Test
  void aThreadThatStartsAnotherProgramTakesTheLeadersNumber() {
    Task thread = tasks.startThread("t", main.leader());
    int own = thread.pid().number();

    signals.ending().exec(thread);

    assertThat(thread.pid()).isSameAs(main.pid());
    assertThat(thread.isLeader()).isTrue();
    assertThat(main.threads()).containsExactly(thread);
    assertThat(tasks.find(own)).isNull();
  }

  @Test
  void aContainerIsSeenFromOutsideOnly() {
    UserProcess inside = tasks.fork("c", main.leader());
    inside.startContainer();

    assertThat(main.pidNamespace().sees(inside.pidNamespace())).isTrue();
    assertThat(inside.pidNamespace().sees(main.pidNamespace())).isFalse();
  }

  private static final class NoObserver implements SignalObserver {
    @Override
    public void delivered(Task to, Via via, SigInfo info) {}

    @Override
    public void died(UserProcess process, int signal, boolean core) {}

    @Override
    public void exited(UserProcess process, int status) {}

    @Override
    public void stopped(UserProcess process, int signal) {}

    @Override
    public void continued(UserProcess process) {}
  }
}
