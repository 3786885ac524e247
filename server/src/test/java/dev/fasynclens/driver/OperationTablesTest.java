package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operation tables of a driver hold, however they are filled. */
final class OperationTablesTest {
  private static final String HANDLERS =
      """
      static int chip_fasync(int fd, struct file *filp, int on)
      {
        return fasync_helper(fd, filp, on, &queue);
      }
      static int chip_release(struct inode *inode, struct file *filp) { return 0; }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static const struct file_operations ops = { .fasync = chip_fasync, .release = chip_release };",
        "struct file_operations ops = { .release = chip_release, .fasync = &chip_fasync, };",
        "static struct file_operations ops = { release: chip_release, fasync: chip_fasync };",
        "static struct file_operations ops = { .release = (void *)chip_release, .fasync = (chip_fasync) };",
        "static struct file_operations __read_mostly ops = {\n#ifdef X\n.fasync = chip_fasync,\n#endif\n"
            + ".release = chip_release };",
        "typedef struct file_operations fops_t;\nstatic fops_t ops = { .fasync = chip_fasync,"
            + " .release = chip_release };",
      })
  void initialisersInEveryStyleAreRead(String table) {
    OperationTable ops = onlyTable(HANDLERS + table);

    assertThat(ops.name()).isEqualTo("ops");
    assertThat(ops.entries().keySet()).containsExactlyInAnyOrder("fasync", "release");
    assertThat(ops.entry("fasync").orElseThrow().function()).isEqualTo("chip_fasync");
    assertThat(ops.entry("release").orElseThrow().function()).isEqualTo("chip_release");
    assertThat(ops.entry("open")).isEmpty();
    assertThat(ops.isOpaque()).isFalse();
  }

  @Test
  void anEntryStandsWhereItIsWritten() {
    String text =
        HANDLERS + "static struct file_operations ops = {\n\t.fasync = chip_fasync,\n};\n";
    OperationTable ops = onlyTable(text);

    assertThat(ops.entry("fasync").orElseThrow().place().span().start())
        .isEqualTo(text.lastIndexOf("chip_fasync"));
    assertThat(ops.place().span().start()).isEqualTo(text.indexOf("ops = "));
  }

  @Test
  void aTableWithoutInitialiserIsNoTable() {
    TestModule module =
        TestModule.of(
            "static const struct file_operations ops;\nextern struct file_operations other;\n");

    assertThat(module.facts().tables(module.file("drivers/chip.c"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "static struct file_operations ops = { NULL, chip_read, NULL, chip_fasync };",
        "static struct file_operations ops = { THIS_MODULE, .fasync = chip_fasync };",
        "static struct file_operations ops = { CHIP_COMMON_OPS, .open = chip_open };",
      })
  void whatIsPositionalOrComesFromAMacroMakesATableOpaque(String table) {
    assertThat(onlyTable(HANDLERS + table).isOpaque()).isTrue();
  }

  @Test
  void aMemberThatIsNullIsNoEntry() {
    OperationTable ops =
        onlyTable(
            "static struct file_operations ops = { .fasync = NULL, .release = 0, .open = f };\n");

    assertThat(ops.entries().keySet()).containsExactly("open");
  }

  @Test
  void eachTableOfAnArrayIsOne() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "static const struct file_operations ops[] = {\n"
                + "{ .fasync = chip_fasync, .release = chip_release },\n{ .release = chip_release },\n};\n");

    assertThat(tables).hasSize(2);
    assertThat(tables).extracting(OperationTable::name).containsExactly("ops", "ops");
    assertThat(tables.get(0).entry("fasync")).isPresent();
    assertThat(tables.get(1).entry("fasync")).isEmpty();
    assertThat(tables.get(1).entry("release")).isPresent();
  }

  @Test
  void aTableInsideAnotherStructIsFoundByItsMembers() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "static struct chip_class cls = {\n.name = \"x\",\n.fops = {\n.read = chip_read,\n"
                + ".fasync = chip_fasync,\n},\n};\n");

    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).entry("fasync").orElseThrow().function()).isEqualTo("chip_fasync");
  }

  @Test
  void otherStructsAreNoTables() {
    assertThat(
            tables(
                HANDLERS
                    + "static struct platform_driver drv = { .probe = chip_probe, .remove = x };\n"
                    + "static struct chip chip = { .fasync = chip_fasync };\n"))
        .isEmpty();
  }

  @Test
  void aCompoundLiteralIsATable() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "static void setup(struct cdev *c)\n{\n"
                + "c->ops = &(struct file_operations){ .fasync = chip_fasync };\n}\n");

    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).entry("fasync").orElseThrow().function()).isEqualTo("chip_fasync");
  }

  @Test
  void membersSetAtRunTimeCount() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "static struct file_operations ops = { .release = chip_release };\n"
                + "static void setup(void)\n{\nops.fasync = chip_fasync;\n}\n");

    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).entries().keySet()).containsExactlyInAnyOrder("release", "fasync");
  }

  @Test
  void membersOfATableBehindAPointerCount() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "struct chip { struct file_operations fops; };\n"
                + "static void setup(struct chip *c)\n{\nc->fops.fasync = chip_fasync;\n}\n");

    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).entry("fasync").orElseThrow().function()).isEqualTo("chip_fasync");
    assertThat(tables.get(0).isOpaque()).isTrue();
  }

  @Test
  void aCopyHasWhatTheOriginalHas() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "static const struct file_operations base = { .fasync = chip_fasync };\n"
                + "static struct file_operations ops;\n"
                + "static void setup(void)\n{\nops = base;\nops.open = chip_open;\n}\n");

    assertThat(tables).extracting(OperationTable::name).containsExactly("base", "ops");
    assertThat(tables.get(1).entries().keySet()).containsExactlyInAnyOrder("fasync", "open");
  }

  @Test
  void aCopyOfSomethingElseIsOpaque() {
    List<OperationTable> tables =
        tables(
            HANDLERS
                + "static struct file_operations ops;\n"
                + "static void setup(struct inode *i)\n{\nops = *i->i_fop;\nops.fasync = chip_fasync;\n}\n");

    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).isOpaque()).isTrue();
    assertThat(tables.get(0).entry("fasync")).isPresent();
  }

  @Test
  void variantsOfAMemberAreAllKept() {
    TestModule module =
        TestModule.of(
            HANDLERS
                + "static int old_fasync(int fd, struct file *filp, int on) { return 0; }\n"
                + "static struct file_operations ops = {\n#ifdef A\n.fasync = chip_fasync,\n#else\n"
                + ".fasync = old_fasync,\n#endif\n};\n");
    OperationTable ops = module.facts().tables(module.file("drivers/chip.c")).get(0);

    assertThat(ops.variants("fasync")).containsExactly("chip_fasync", "old_fasync");
    assertThat(module.facts().methods(ops, "fasync"))
        .containsExactly(module.function("chip_fasync"), module.function("old_fasync"));
    assertThat(ops.variants("release")).isEmpty();
  }

  @Test
  void theTablesOfAHandlerAreFoundFromOtherFiles() {
    TestModule module =
        TestModule.of(
            "d/core.c",
            "extern int chip_fasync(int fd, struct file *filp, int on);\n"
                + "static const struct file_operations ops = { .fasync = chip_fasync };\n",
            "d/irq.c",
            "int chip_fasync(int fd, struct file *filp, int on)\n{\nreturn 0;\n}\n");

    assertThat(module.facts().tablesWith("fasync", module.function("chip_fasync")))
        .extracting(OperationTable::name)
        .containsExactly("ops");
    assertThat(module.facts().tablesWith("release", module.function("chip_fasync"))).isEmpty();
  }

  @Test
  void aStaticHandlerOfTheSameNameElsewhereIsNotInTheTable() {
    TestModule module =
        TestModule.of(
            "d/a.c",
            "static int x_fasync(int fd, struct file *filp, int on) { return 0; }\n"
                + "static const struct file_operations a_ops = { .fasync = x_fasync };\n",
            "d/b.c",
            "static int x_fasync(int fd, struct file *filp, int on) { return 1; }\n");

    assertThat(module.facts().tablesWith("fasync", module.function("d/a.c", "x_fasync")))
        .hasSize(1);
    assertThat(module.facts().tablesWith("fasync", module.function("d/b.c", "x_fasync"))).isEmpty();
  }

  private static List<OperationTable> tables(String text) {
    TestModule module = TestModule.of(text);
    return module.facts().tables(module.file("drivers/chip.c"));
  }

  private static OperationTable onlyTable(String text) {
    List<OperationTable> tables = tables(text);
    assertThat(tables).hasSize(1);
    return tables.get(0);
  }
}
