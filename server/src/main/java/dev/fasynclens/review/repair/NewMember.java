package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Fix;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;

/** A further member of a struct. */
final class NewMember {
  private NewMember() {}

  /**
   * A pointer to a struct, after the last of some members, aligned like it.
   *
   * @param neighbours members that it belongs to; without them it comes last, but before an array
   *     that may have no size
   */
  static Fix.Edit beside(StructType struct, List<String> neighbours, String tag, String name) {
    SyntaxTree tree = struct.file().tree();
    SourceText text = tree.source();
    List<Variable> members = List.copyOf(struct.members().values());
    Variable neighbour = members.getLast();
    for (Variable member : members) {
      neighbour = neighbours.contains(member.name()) ? member : neighbour;
    }
    int field = field(tree, neighbour.node(), struct.node());
    int line = text.lineSpan(text.lineAt(tree.start(field))).start();
    boolean before =
        !neighbours.contains(neighbour.name()) && neighbour.type() instanceof CType.Array;
    String type = Edits.indentation(text, tree.start(field)) + "struct " + tag;
    String member = type + gap(tree, field, type) + "*" + name + ";\n";
    int at = before ? line : Edits.afterLine(text, tree.end(field));
    return Edits.insertion(text, at, member);
  }

  /** The declaration in the struct itself that a member is part of. */
  private static int field(SyntaxTree tree, int member, int struct) {
    int field = member;
    for (int at = member; at >= 0 && at != struct; at = tree.parent(at)) {
      field = tree.kind(at) == Kind.FIELD_DECLARATION ? at : field;
    }
    return field;
  }

  /** What stands between the type and the name, so that the column is that of the neighbour. */
  private static String gap(SyntaxTree tree, int field, String type) {
    int declarator = tree.part(field, Field.DECLARATOR);
    int specifier = tree.part(field, Field.TYPE);
    if (declarator < 0 || specifier < 0) {
      return " ";
    }
    SourceText text = tree.source();
    int line = text.lineSpan(text.lineAt(tree.start(field))).start();
    int from = tree.end(specifier);
    int to = tree.start(declarator);
    String between = text.slice(from, to);
    boolean aligned =
        between.contains("\t")
            && text.lineAt(tree.end(specifier)) == text.lineAt(tree.start(field));
    int wanted = Edits.column(text.slice(line, tree.start(declarator)));
    int have = Edits.column(type);
    return aligned && have < wanted ? Edits.tabs(have, wanted) : " ";
  }
}
