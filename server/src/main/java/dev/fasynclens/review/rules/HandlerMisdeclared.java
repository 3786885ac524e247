package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.VersionGuard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA106: a handler, or a queue, is declared with other types than the kernel's. */
public final class HandlerMisdeclared implements Rule {
  private static final String QUEUE_TYPE = WrongArgumentShape.QUEUE_TYPE;
  private static final String NO_HEADER = "linux/fasync.h";
  private static final String TAKES = "(int, struct file *, int)";

  /** Types of the language and the kernel that are no int, whatever the machine. */
  private static final Set<String> NO_INT =
      Set.of(
          "void",
          "char",
          "short",
          "long",
          "long int",
          "long long",
          "unsigned",
          "unsigned int",
          "unsigned long",
          "unsigned char",
          "unsigned short",
          "float",
          "double",
          "bool",
          "_Bool",
          "ssize_t",
          "size_t",
          "loff_t",
          "off_t",
          "u8",
          "u16",
          "u32",
          "u64",
          "s8",
          "s16",
          "s64",
          "uint",
          "ulong",
          "uint8_t",
          "uint16_t",
          "uint32_t",
          "uint64_t",
          "__poll_t");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFunction handler : Handlers.wired(module)) {
      if (!isUnclear(module, handler)) {
        parameters(module, handler, findings);
        result(module, handler, findings);
      }
    }
    for (CFile file : module.files()) {
      queues(module.facts(), file, findings);
      header(module, file, findings);
    }
  }

  /** A macro may stand for several parameters, and an {@code #if} may choose between heads. */
  private static boolean isUnclear(DriverModule module, CFunction handler) {
    boolean nameless = handler.parameters().stream().anyMatch(p -> p.name().isEmpty());
    boolean variants = module.functionsNamed(handler.name(), handler.file()).size() > 1;
    return handler.isMacro() || nameless || variants || hasConditionalHead(handler);
  }

  private static boolean hasConditionalHead(CFunction handler) {
    SyntaxTree tree = handler.tree();
    Span head = new Span(tree.start(handler.node()), tree.start(handler.body()));
    return tree.conditionals().stream()
        .flatMap(conditional -> conditional.branches().stream())
        .anyMatch(head::contains);
  }

  /** What is certainly no (int, struct file *, int), however its types are named. */
  private static void parameters(DriverModule module, CFunction handler, Findings findings) {
    List<Variable> parameters = handler.parameters();
    boolean wrong =
        parameters.size() != 3
            || isNoInt(parameters.get(0).type())
            || isNoFile(parameters.get(1).type())
            || isNoInt(parameters.get(2).type());
    if (wrong) {
      findings
          .at(
              handler.place(),
              "%s() is a .fasync method, but does not take %s.".formatted(handler.name(), TAKES))
          .always(
              severity(module, handler),
              "it does not compile, or where that is only a warning, numbers are taken for pointers")
          .report();
    }
  }

  private static void result(DriverModule module, CFunction handler, Findings findings) {
    if (handler.returnsVoid()) {
      findings
          .at(
              handler.place(),
              "The handler %s() returns nothing, but a .fasync method returns an int."
                  .formatted(handler.name()))
          .always(
              severity(module, handler),
              "it does not compile, or F_SETFL returns whatever was left in a register")
          .report();
    } else if (hasNoType(handler)) {
      findings
          .at(handler.place(), "The handler %s() has no type.".formatted(handler.name()))
          .always(Severity.INFO, "compilers that do not take that for int refuse it")
          .fix(typed(handler))
          .report();
    } else if (isNoInt(handler.returns())) {
      findings
          .at(
              handler.place(),
              "The handler %s() does not return an int, as a .fasync method does."
                  .formatted(handler.name()))
          .always(
              severity(module, handler),
              "it does not compile, or where that is only a warning, it is called as what it is not")
          .report();
    }
  }

  /** The mask puts a type where C of old takes int for granted, over a part of another word. */
  private static boolean hasNoType(CFunction handler) {
    SyntaxTree tree = handler.tree();
    int type = tree.part(handler.node(), Field.TYPE);
    int end = type < 0 ? -1 : tree.end(type);
    return end < 0
        || (end < tree.source().length() && Character.isLetterOrDigit(tree.source().byteAt(end)));
  }

  private static Optional<Fix> typed(CFunction handler) {
    Place name = handler.place();
    int start = name.span().start();
    return Optional.of(
        Fix.replacing("Declare that it returns int", Place.of(name.text(), start, start), "int "));
  }

  /** A handler that is not compiled by default, or that no table in use names, does no harm yet. */
  private static Severity severity(DriverModule module, CFunction handler) {
    SyntaxTree tree = handler.tree();
    int start = tree.start(handler.node());
    boolean optional =
        tree.guardAt(start).equals(VersionGuard.NONE)
            && tree.conditionals().stream().anyMatch(each -> each.branchAt(start) >= 0);
    List<OperationTable> tables = module.facts().tablesWith(Handlers.MEMBER, handler);
    boolean unused =
        !tables.isEmpty()
            && tables.stream().allMatch(table -> HandlerOutOfReach.isUnused(module.facts(), table));
    return optional || unused ? Severity.INFO : Severity.ERROR;
  }

  private static boolean isNoInt(CType type) {
    return switch (type) {
      case CType.Named named -> NO_INT.contains(named.name().replaceAll("\\s+", " "));
      case CType.Pointer _, CType.Array _, CType.Struct _ -> true;
      case CType.Function _ -> false;
    };
  }

  private static boolean isNoFile(CType type) {
    if (type instanceof CType.Named named) {
      return named.name().equals("int") || isNoInt(type);
    }
    boolean object = type.target() instanceof CType.Struct;
    return type instanceof CType.Struct || (object && !type.isPointerTo("file"));
  }

  private static void queues(Facts facts, CFile file, Findings findings) {
    for (CFunction function : file.allFunctions()) {
      for (Effect effect : facts.effects(function)) {
        for (Queue queue : effect.queues()) {
          declaration(queue).ifPresent(found -> queue(found, findings));
        }
      }
    }
  }

  private record Declared(CFile file, Variable variable) {}

  private static Optional<Declared> declaration(Queue queue) {
    if (queue instanceof Queue.Member member && member.owner() != null) {
      StructType owner = member.owner();
      return Optional.ofNullable(owner.members().get(member.member()))
          .map(v -> new Declared(owner.file(), v));
    }
    if (queue instanceof Queue.Global global && global.file() != null) {
      CFile file = global.file();
      return Optional.ofNullable(file.globals().get(global.name())).map(v -> new Declared(file, v));
    }
    return Optional.empty();
  }

  private static void queue(Declared declared, Findings findings) {
    if (declared.variable().type() instanceof CType.Struct object
        && object.tag().equals(QUEUE_TYPE)) {
      noPointer(declared, findings);
    } else if (declared.variable().type().target() instanceof CType.Struct struct
        && resembles(struct.tag())) {
      misspelt(declared, struct.tag(), findings);
    }
  }

  private static void noPointer(Declared declared, Findings findings) {
    Place name = declared.file().tree().place(declared.variable().node());
    findings
        .at(
            name,
            "%s is declared as a struct; a queue is a pointer, struct fasync_struct *%1$s."
                .formatted(declared.variable().name()))
        .always(
            Severity.ERROR,
            "it does not compile, or where that is only a warning, the first bytes of the struct"
                + " are taken for the head of a list")
        .fix(
            Fix.replacing(
                "Declare a pointer",
                Place.of(name.text(), name.span().start(), name.span().start()),
                "*"))
        .report();
  }

  /** A queue of a type that does not exist. */
  private static void misspelt(Declared declared, String tag, Findings findings) {
    SyntaxTree tree = declared.file().tree();
    int at = declared.variable().node();
    while (at >= 0 && tree.part(at, Field.TYPE) < 0) {
      at = tree.parent(at);
    }
    int type = at < 0 ? -1 : tree.part(at, Field.TYPE);
    int name = type < 0 ? -1 : tree.part(type, Field.NAME);
    if (name >= 0) {
      findings
          .at(
              tree.place(name),
              "There is no struct %s; the type of a queue is struct fasync_struct *."
                  .formatted(tag))
          .always(Severity.ERROR, "it does not compile, or a pointer of the wrong type is passed")
          .fix(Fix.replacing("Write " + QUEUE_TYPE, tree.place(name), QUEUE_TYPE))
          .report();
    }
  }

  private static boolean resembles(String tag) {
    return !tag.equals(QUEUE_TYPE)
        && tag.contains("fasync_s")
        && Math.abs(tag.length() - QUEUE_TYPE.length()) <= 2;
  }

  /** A header that sounds right, but is none of the kernel's. */
  private static void header(DriverModule module, CFile file, Findings findings) {
    boolean included =
        file.tree().includes().stream()
            .anyMatch(include -> !include.quoted() && include.path().equals(NO_HEADER));
    boolean inView = module.files().stream().anyMatch(f -> f.name().endsWith("/" + NO_HEADER));
    if (!included || inView) {
      return;
    }
    SourceText text = file.source();
    String written = "<" + NO_HEADER + ">";
    int at = text.indexOf(written, 0);
    while (at >= 0 && isInComment(file, at)) {
      at = text.indexOf(written, at + 1);
    }
    if (at >= 0) {
      findings
          .at(
              Place.of(text, at, at + written.length()),
              "The kernel has no header linux/fasync.h; all there is of fasync is in linux/fs.h.")
          .always(Severity.INFO, "it does not compile, unless the project brings such a header")
          .fix(
              Fix.replacing(
                  "Include linux/fs.h", Place.of(text, at, at + written.length()), "<linux/fs.h>"))
          .report();
    }
  }

  private static boolean isInComment(CFile file, int offset) {
    return file.tree().comments().stream().anyMatch(comment -> comment.contains(offset));
  }
}
