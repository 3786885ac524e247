package dev.fasynclens.eclipse.document;

import java.util.List;
import java.util.Set;
import org.eclipse.jface.preference.JFacePreferences;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.TextAttribute;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.rules.EndOfLineRule;
import org.eclipse.jface.text.rules.IRule;
import org.eclipse.jface.text.rules.IToken;
import org.eclipse.jface.text.rules.IWordDetector;
import org.eclipse.jface.text.rules.MultiLineRule;
import org.eclipse.jface.text.rules.RuleBasedScanner;
import org.eclipse.jface.text.rules.SingleLineRule;
import org.eclipse.jface.text.rules.Token;
import org.eclipse.jface.text.rules.WordRule;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;

/** Colours C a little where nothing else does: with CDT or TM4E the file has another type. */
public final class CColours extends PresentationReconciler {
  private static final Set<String> KEYWORDS =
      Set.of(
          "auto",
          "break",
          "case",
          "char",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extern",
          "float",
          "for",
          "goto",
          "if",
          "inline",
          "int",
          "long",
          "register",
          "return",
          "short",
          "signed",
          "sizeof",
          "static",
          "struct",
          "switch",
          "typedef",
          "union",
          "unsigned",
          "void",
          "volatile",
          "while",
          "bool",
          "true",
          "false",
          "NULL",
          "__init",
          "__exit",
          "__user",
          "__iomem");

  /** Colours a document as a whole; drivers are small enough. */
  public CColours() {
    RuleBasedScanner scanner = new RuleBasedScanner();
    scanner.setRules(rules().toArray(IRule[]::new));
    DefaultDamagerRepairer repairer = new WholeText(scanner);
    setDamager(repairer, IDocument.DEFAULT_CONTENT_TYPE);
    setRepairer(repairer, IDocument.DEFAULT_CONTENT_TYPE);
  }

  /** A comment may begin or end anywhere before what was edited. */
  private static final class WholeText extends DefaultDamagerRepairer {
    WholeText(RuleBasedScanner scanner) {
      super(scanner);
    }

    @Override
    public org.eclipse.jface.text.IRegion getDamageRegion(
        org.eclipse.jface.text.ITypedRegion partition,
        org.eclipse.jface.text.DocumentEvent event,
        boolean partitioningChanged) {
      return partition;
    }
  }

  private static List<IRule> rules() {
    IToken comment = token(JFacePreferences.COUNTER_COLOR, SWT.NORMAL);
    IToken string = token(JFacePreferences.DECORATIONS_COLOR, SWT.NORMAL);
    IToken preprocessor = token(JFacePreferences.QUALIFIER_COLOR, SWT.NORMAL);
    IToken keyword = token(JFacePreferences.HYPERLINK_COLOR, SWT.BOLD);
    WordRule words = new WordRule(new Identifier(), new Token(null));
    KEYWORDS.forEach(word -> words.addWord(word, keyword));
    return List.of(
        new MultiLineRule("/*", "*/", comment, (char) 0, true),
        new EndOfLineRule("//", comment),
        new SingleLineRule("\"", "\"", string, '\\', true),
        new SingleLineRule("'", "'", string, '\\', true),
        directive(preprocessor),
        words);
  }

  private static IRule directive(IToken token) {
    EndOfLineRule rule = new EndOfLineRule("#", token, '\\', true);
    rule.setColumnConstraint(0);
    return rule;
  }

  private static IToken token(String color, int style) {
    Color foreground = JFaceResources.getColorRegistry().get(color);
    return new Token(new TextAttribute(foreground, null, style));
  }

  private static final class Identifier implements IWordDetector {
    @Override
    public boolean isWordStart(char character) {
      return Character.isLetter(character) || character == '_';
    }

    @Override
    public boolean isWordPart(char character) {
      return Character.isLetterOrDigit(character) || character == '_';
    }
  }
}
