package dev.fasynclens.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SignalDrivenProgramTest {
  private static final String HEADERS = "#include <fcntl.h>\n#include <signal.h>\n";

  @Test
  void theHeadersTellAProgramFromADriver() throws UnreadableSourceException {
    String body = "int f(int fd) { return fcntl(fd, F_SETFL, O_ASYNC); }\n";

    assertThat(parsed("#include <unistd.h>\n" + body)).isPresent();
    assertThat(parsed("#include \"stdio.h\"\n" + body)).isPresent();
    assertThat(parsed("#include <linux/fcntl.h>\n" + body)).isEmpty();
    assertThat(parsed("#include <stdio.h>\n#include <linux/module.h>\n" + body)).isEmpty();
    assertThat(parsed("#include <stdio.h>\nint main(void) { return 0; }\n")).isEmpty();
  }

  @Test
  void aProgramIsWholeIfItHasAMainAndNothingElsewhere() throws UnreadableSourceException {
    String main = "int main(void) { return fcntl(0, F_SETFL, O_ASYNC); }\n";

    assertThat(program(main).isWhole()).isTrue();
    assertThat(program("#include \"string.h\"\n" + main).isWhole()).isTrue();
    assertThat(program("#include \"own.h\"\n" + main).isWhole()).isFalse();
    assertThat(program("int elsewhere(void);\n" + main).isWhole()).isFalse();
    assertThat(
            program("static int here(void);\nstatic int here(void) { return 0; }\n" + main)
                .isWhole())
        .isTrue();
    assertThat(program(main.replace("main", "other")).isWhole()).isFalse();
  }

  @Test
  void descriptorsKeepTheirNamesThroughCallsAndCopies() throws UnreadableSourceException {
    SignalDrivenProgram program =
        program(
            """
            struct line { int fd; };
            static int on(int fd) { return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_ASYNC); }
            int main(void) {
              struct line line;
              int key = open("/dev/key", 0), copy;
              line.fd = open("/dev/line", 0);
              copy = dup(key);
              on(key); on(copy); on(line.fd); on(0);
            }
            """);

    assertThat(program.commands())
        .filteredOn(Act.Command::switchesOn)
        .extracting(Act.Command::descriptor)
        .containsExactly("main::key", "main::key", "main::line.fd", "STDIN_FILENO");
  }

  @Test
  void flagsAreFollowed() throws UnreadableSourceException {
    FlagWord word = lastFlags("int x = fcntl(fd, F_GETFL); x |= FASYNC; x &= ~O_NDELAY;", "x");
    assertThat(word.origin()).isEqualTo(FlagWord.Origin.STATUS_FLAGS);
    assertThat(word.on()).containsExactly("O_ASYNC");
    assertThat(word.off()).containsExactly("O_NONBLOCK");

    assertThat(lastFlags("", "O_ASYNC | O_NDELAY").on()).contains("O_ASYNC", "O_NONBLOCK");
    assertThat(lastFlags("int x = fcntl(fd, F_GETFD);", "x | O_ASYNC").origin())
        .isEqualTo(FlagWord.Origin.DESCRIPTOR_FLAGS);
    assertThat(lastFlags("int x = fcntl(fd, F_GETFL) == -1;", "x").origin())
        .isEqualTo(FlagWord.Origin.COMPARISON);
    assertThat(lastFlags("int x = fcntl(fd, F_GETFL); if (fd) x |= O_ASYNC;", "x").has("O_ASYNC"))
        .isFalse();
    assertThat(lastFlags("int x = fcntl(fd, F_GETFL); if (fd) x = 0;", "x").origin())
        .isEqualTo(FlagWord.Origin.UNKNOWN);
  }

  @Test
  void whatOneBranchDidMayBeAndWhatBothDidIsSure() throws UnreadableSourceException {
    assertThat(beforeTheEnd("if (x) fcntl(0, F_SETOWN, 1);")).isEqualTo("maybe");
    assertThat(beforeTheEnd("if (x) fcntl(0, F_SETOWN, 1); else fcntl(0, F_SETOWN, 2);"))
        .isEqualTo("surely");
    assertThat(beforeTheEnd("if (fcntl(0, F_SETOWN, 1) < 0) return 1;")).isEqualTo("surely");
    assertThat(beforeTheEnd("if (x) { fcntl(0, F_SETOWN, 1); return 1; }")).isEqualTo("no");
    assertThat(beforeTheEnd("if (x) { fcntl(0, F_SETOWN, 1); exit(1); }")).isEqualTo("no");
    assertThat(beforeTheEnd("while (x) fcntl(0, F_SETOWN, 1);")).isEqualTo("maybe");
    assertThat(beforeTheEnd("do fcntl(0, F_SETOWN, 1); while (x);")).isEqualTo("surely");
    assertThat(beforeTheEnd("for (;;) { fcntl(0, F_SETOWN, 1); if (x) break; }"))
        .isEqualTo("surely");
    assertThat(beforeTheEnd("if (x) goto out; fcntl(0, F_SETOWN, 1); out:")).isEqualTo("maybe");
    assertThat(
            beforeTheEnd("switch (x) { case 1: fcntl(0, F_SETOWN, 1); break; default: return 1; }"))
        .isEqualTo("surely");
    assertThat(beforeTheEnd("switch (x) { case 1: fcntl(0, F_SETOWN, 1); }")).isEqualTo("maybe");
    assertThat(beforeTheEnd("x && fcntl(0, F_SETOWN, 1);")).isEqualTo("maybe");
  }

  @Test
  void handlersAreFoundWhereverTheyAreStored() throws UnreadableSourceException {
    String handlers =
        "static void one(int sig) {}\nstatic void two(int sig, siginfo_t *i, void *c) {}\n";
    String on = "fcntl(0, F_SETFL, O_ASYNC); }\n";

    assertThat(handlersOf(handlers + "int main(void) { signal(SIGIO, one); " + on))
        .isEqualTo("one");
    assertThat(handlersOf(handlers + "int main(void) { signal(SIGPOLL, &one); " + on))
        .isEqualTo("one");
    assertThat(handlersOf(handlers + "int main(void) { signal(SIGINT, one); " + on)).isEmpty();
    assertThat(
            handlersOf(
                handlers
                    + "int main(void) { struct sigaction a = {.sa_sigaction = two};"
                    + " sigaction(SIGIO, &a, 0); "
                    + on))
        .isEqualTo("two");
    assertThat(
            handlersOf(
                handlers
                    + "static void set(int s, struct sigaction *a) { a->sa_handler = one; sigaction(s, a, 0); }"
                    + "int main(void) { struct sigaction a; set(SIGIO, &a); "
                    + on))
        .isEqualTo("one");
    assertThat(
            handlersOf(
                handlers
                    + "int main(void) { fcntl(0, F_SETSIG, SIGRTMIN + 1); signal(SIGRTMIN + 1, one); "
                    + on))
        .isEqualTo("one");
  }

  @Test
  void aProgramThatCallsItselfWithoutEndIsWalkedToTheEnd() throws UnreadableSourceException {
    StringBuilder text = new StringBuilder("int f0(int x) { fcntl(x, F_SETFL, O_ASYNC); }\n");
    for (int i = 1; i < 40; i++) {
      text.append("int f%d(int x) { ".formatted(i));
      text.append("f%1$d(x); f%1$d(x); f%1$d(x); f%2$d(x); }%n".formatted(i - 1, i));
    }
    text.append("int main(void) { f39(0); }\n");

    assertThat(program(text.toString()).file().allFunctions()).hasSize(41);
  }

  @Test
  void whatNestsTooDeeplyIsGivenUp() throws UnreadableSourceException {
    String sum = "x" + " + x".repeat(1_500);
    String text = "int main(int x) { int y = %s; return fcntl(0, F_SETFL, O_ASYNC | y); }\n";

    assertThat(program(text.formatted("x")).isWhole()).isTrue();
    assertThat(program(text.formatted(sum)).isWhole()).isFalse();
  }

  private static FlagWord lastFlags(String before, String argument)
      throws UnreadableSourceException {
    String text = "int f(int fd) { %s return fcntl(fd, F_SETFL, %s); } // O_ASYNC\n";
    return program("int on = O_ASYNC;\n" + text.formatted(before, argument))
        .commands()
        .getLast()
        .argument()
        .word();
  }

  private static String beforeTheEnd(String statements) throws UnreadableSourceException {
    Before before =
        program("int main(int x) { " + statements + " return fcntl(0, F_SETFL, O_ASYNC); }\n")
            .commands()
            .getLast()
            .before();
    boolean surely = before.surely(Mark.Kind.OWNED, "STDIN_FILENO");
    return surely ? "surely" : before.maybe(Mark.Kind.OWNED, "STDIN_FILENO") ? "maybe" : "no";
  }

  private static String handlersOf(String text) throws UnreadableSourceException {
    return String.join(" ", program(text).handlers().stream().map(CFunction::name).toList());
  }

  private static SignalDrivenProgram program(String text) throws UnreadableSourceException {
    return parsed(HEADERS + text).orElseThrow();
  }

  private static Optional<SignalDrivenProgram> parsed(String text)
      throws UnreadableSourceException {
    return SignalDrivenProgram.of(new CFile(SyntaxTree.parse(SourceText.of("p.c", text))));
  }
}
