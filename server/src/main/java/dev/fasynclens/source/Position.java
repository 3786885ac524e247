package dev.fasynclens.source;

/**
 * A place in a text as line and column, in some {@link PositionEncoding}.
 *
 * @param line line number from 0
 * @param column code units (of the encoding in use) before the place on its line, from 0
 */
public record Position(int line, int column) {}
