package dev.fasynclens.explain;

import dev.fasynclens.source.Span;

/**
 * What an editor shows when somebody points at a name.
 *
 * @param span the name, in bytes of the file
 * @param markdown the text; what it quotes from the source is escaped
 */
public record Hover(Span span, String markdown) {}
