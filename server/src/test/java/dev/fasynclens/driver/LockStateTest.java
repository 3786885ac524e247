package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sleeping is forbidden. */
final class LockStateTest {
  @ParameterizedTest
  @CsvSource({
    "spin_lock, spin_unlock",
    "spin_lock_bh, spin_unlock_bh",
    "spin_lock_irq, spin_unlock_irq",
    "spin_lock_irqsave, spin_unlock_irqrestore",
    "spin_lock_irqsave, spin_unlock",
    "raw_spin_lock, raw_spin_unlock",
    "raw_spin_lock_irqsave, raw_spin_unlock_irqrestore",
    "read_lock, read_unlock",
    "write_lock_irq, write_unlock_irq",
    "write_lock_bh, write_unlock_bh",
    "rcu_read_lock, rcu_read_unlock",
    "preempt_disable, preempt_enable",
    "local_bh_disable, local_bh_enable",
    "local_irq_disable, local_irq_enable",
    "local_irq_save, local_irq_restore",
  })
  void aSectionLastsFromItsLockToItsUnlock(String lock, String unlock) {
    assertThat(heldAtMark(lock + "(&c->lock); mark();")).isEqualTo(lock);
    assertThat(heldAtMark(lock + "(&c->lock); " + unlock + "(&c->lock); mark();")).isEmpty();
    assertThat(heldAtMark("mark(); " + lock + "(&c->lock);")).isEmpty();
    assertThat(LockState.leaves(unlock)).isTrue();
    assertThat(LockState.leaves(lock)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mutex_lock(&c->lock);",
        "down(&c->sem);",
        "down_write(&c->sem);",
        "lock_kernel();",
        "spin_lock_init(&c->lock);",
        "my_spin_lock(&c->lock);",
        "guard(mutex)(&c->lock);",
        "guard(rwsem_read)(&c->sem);",
        "c->ops->spin_lock(&c->lock);",
      })
  void whereSleepingIsAllowedNothingIsHeld(String statement) {
    assertThat(heldAtMark(statement + " mark();")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "guard(spinlock)(&c->lock);",
        "guard(spinlock_irqsave)(&c->lock);",
        "guard(raw_spinlock)(&c->lock);",
        "guard(read_lock)(&c->lock);",
        "guard(rcu)();",
        "guard(preempt)();",
      })
  void aGuardHoldsFromThereOn(String guard) {
    assertThat(heldAtMark(guard + " other(); mark();")).isEqualTo("guard");
  }

  private record Order(String name, String body, String held) {}

  private static final List<Order> ORDERS =
      List.of(
          new Order("nothing", "mark();", ""),
          new Order(
              "the inner of two", "spin_lock(&a); spin_lock_irq(&b); mark();", "spin_lock_irq"),
          new Order(
              "the outer after the inner is left",
              "spin_lock_bh(&a); spin_lock(&b); spin_unlock(&b); mark();",
              "spin_lock_bh"),
          new Order(
              "left in the order of entering",
              "spin_lock_bh(&a); spin_lock(&b); spin_unlock_bh(&a); mark();",
              "spin_lock"),
          new Order(
              "both left",
              "spin_lock(&a); spin_lock(&b); spin_unlock(&b); spin_unlock(&a); mark();",
              ""),
          new Order(
              "left under another name", "spin_lock(&c->lock); spin_unlock(lock); mark();", ""),
          new Order(
              "another kind does not leave it",
              "spin_lock(&a); rcu_read_unlock(); mark();",
              "spin_lock"),
          new Order("left without entering", "spin_unlock(&a); mark();", ""),
          new Order(
              "left and entered again",
              "spin_lock(&a); spin_unlock(&a); spin_lock_irq(&a); mark();",
              "spin_lock_irq"),
          new Order("an argument that is a call", "spin_lock(lock_of(c)); mark();", "spin_lock"));

  @TestFactory
  Stream<DynamicTest> theInnermostOpenSectionCounts() {
    return ORDERS.stream()
        .map(
            order ->
                dynamicTest(
                    order.name(),
                    () -> assertThat(heldAtMark(order.body())).isEqualTo(order.held())));
  }

  @Test
  void aGuardEndsWithItsBlock() {
    assertThat(heldAtMark("if (c) { guard(spinlock)(&c->lock); other(); } mark();")).isEmpty();
  }

  @Test
  void theSectionIsWhereItWasEntered() {
    String text = "static void f(void)\n{\n\tspin_lock(&a);\n\tmark();\n}\n";
    CFunction function = TestModule.of(text).function("f");
    LockState state = new LockState(function.tree());
    function.calls().forEach(state::call);

    int section = state.sectionAt(function.calls().getLast()).orElseThrow();
    assertThat(function.tree().start(section)).isEqualTo(text.indexOf("spin_lock"));
  }

  /** The function that entered the section which is open when mark() is called, or nothing. */
  private static String heldAtMark(String body) {
    CFunction function =
        TestModule.of("static void f(struct chip *c)\n{\n" + body + "\n}\n").function("f");
    LockState state = new LockState(function.tree());
    for (int call : function.calls()) {
      if (Expressions.callee(function.tree(), call).equals("mark")) {
        return state
            .sectionAt(call)
            .map(section -> LockState.nameOf(function.tree(), section))
            .orElse("");
      }
      state.call(call);
    }
    throw new IllegalArgumentException("no mark() in " + body);
  }
}
