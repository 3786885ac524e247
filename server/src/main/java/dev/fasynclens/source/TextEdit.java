package dev.fasynclens.source;

/**
 * The replacement of one span of a text.
 *
 * @param span what goes, in byte offsets of the text before the edit
 * @param replacement what comes
 */
public record TextEdit(Span span, String replacement) {}
