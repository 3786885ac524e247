package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PatchTest {
  @Test
  void newLinesHaveTheirNumbersInTheNewFile() throws Exception {
    List<Patch.FileChange> files =
        files(
            """
            From: somebody
            diff --git a/drivers/x.c b/drivers/x.c
            index 1..2 100644
            --- a/drivers/x.c
            +++ b/drivers/x.c
            @@ -1,4 +1,5 @@ int f(void)
             one
            -two
            +TWO
            +more
             three
            --- a decrement that looks like a header
            +++ an increment that looks like one
            @@ -20 +21 @@
            -old
            +new
            --\s
            2.39.5
            """);

    assertThat(files).hasSize(1);
    assertThat(files.getFirst().name()).isEqualTo("b/drivers/x.c");
    assertThat(files.getFirst().added())
        .containsOnlyKeys(2, 3, 5, 21)
        .containsEntry(2, "TWO")
        .containsEntry(5, "++ an increment that looks like one");
    assertThat(files.getFirst().besideRemoved()).isEmpty();
  }

  @Test
  void whatWentAwayIsKnownByItsNeighbours() throws Exception {
    assertThat(
            files("--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,2 @@\n one\n-two\n three\n")
                .getFirst()
                .besideRemoved())
        .containsExactly(1, 2);
    assertThat(files("--- a/x.c\n+++ b/x.c\n@@ -5,2 +4,0 @@\n-a\n-b\n").getFirst().besideRemoved())
        .containsExactly(4, 5);
  }

  @Test
  void removedFilesAreGoneAndNewOnesWhole() throws Exception {
    List<Patch.FileChange> files =
        files(
            "--- a/old.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
                + "--- /dev/null\n+++ b/new.c\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n");

    assertThat(files).hasSize(1);
    assertThat(files.getFirst().name()).isEqualTo("b/new.c");
    assertThat(files.getFirst().added()).containsOnlyKeys(1, 2);
  }

  @Test
  void namesAreUnquotedAndTimesCutOff() throws Exception {
    List<Patch.FileChange> files =
        files(
            "--- a/x\n+++ \"b/\\303\\251 \\\"q\\\".c\"\n@@ -1 +1 @@\n-x\n+y\n"
                + "--- y.c\t2020-01-01\n+++ y.c\t2020-01-02 00:00:00\n@@ -1 +1 @@\n-x\n+y\r\n");

    assertThat(files).extracting(Patch.FileChange::name).containsExactly("b/é \"q\".c", "y.c");
    assertThat(files.get(1).added()).containsEntry(1, "y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\n",
        "--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n one\n",
        "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\nrubbish\n",
        "--- a/x.c\n+++ b/x.c\n@@ what @@\n",
        "--- a/x.c\n+++ b/x.c\n@@@ -1 -1 +1 @@@\n++x\n",
        "--- a/x.c\n+++ b/x.c\n@@ -1,999999999 +1,999999999 @@\n x\n",
      })
  void whatIsNoPatchIsRefused(String text) {
    assertThatThrownBy(() -> files(text)).isInstanceOf(Patch.MalformedPatchException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"})
  void aPatchMayChangeNoLine(String text) throws Exception {
    assertThat(files(text)).isEmpty();
  }

  private static List<Patch.FileChange> files(String text) throws Patch.MalformedPatchException {
    return Patch.parse(text.getBytes(StandardCharsets.UTF_8)).files();
  }
}
