package dev.fasynclens.syntax;

import dev.fasynclens.source.Span;
import java.util.List;

/**
 * A {@code #define}.
 *
 * @param name what is defined
 * @param functionLike whether it takes parameters
 * @param parameters their names; empty if there are none
 * @param body the replacement, comments and continuation marks turned into blanks
 * @param nameSpan where the name stands
 * @param bodySpan where the replacement stands
 * @param parsed whether the tree holds the body as a function of this name
 */
public record MacroDefinition(
    String name,
    boolean functionLike,
    List<String> parameters,
    String body,
    Span nameSpan,
    Span bodySpan,
    boolean parsed) {}
