package dev.fasynclens.program;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.regex.Pattern;

/** Branches of an {@code #if} that are compiled for other systems than Linux. */
final class OtherSystems {
  private static final Pattern ASKED_FOR =
      Pattern.compile(
          "(?:#\\s*(?:el)?if(?:def\\s+|.*(?<!!)\\bdefined\\s*\\(?\\s*))"
              + "(?:_AIX|__hpux|SYS_\\w+|__sun\\w*|sun|__svr4__|__APPLE__|_WIN32|WIN32|_WIN64"
              + "|__FreeBSD__|__NetBSD__|__OpenBSD__|__QNX\\w*|__CYGWIN__)\\b.*");

  private OtherSystems() {}

  /** Whether the directive before a branch asks for another system. */
  static boolean isMeant(SourceText text, Span branch) {
    int directive = text.lineAt(Math.max(0, branch.start() - 1));
    return ASKED_FOR.matcher(text.slice(text.lineSpan(directive)).strip()).matches();
  }
}
