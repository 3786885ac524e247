package dev.fasynclens.syntax;

import dev.fasynclens.source.Span;
import java.util.List;

/**
 * A C text as the grammar gets to see it, and what the preprocessor said.
 *
 * @param bytes as many as the source has, ASCII only; every token is where it was
 * @param macros what the text defines, in order
 * @param includes what it includes, in order
 * @param conditionals its {@code #if} blocks
 * @param comments where its comments are
 * @param depth how deeply its brackets nest
 * @param conditionalDepth how deeply its {@code #if}s nest
 * @param full whether it has more tokens than are looked at
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MaskedText(
    byte[] bytes,
    List<MacroDefinition> macros,
    List<Include> includes,
    List<Conditional> conditionals,
    List<Span> comments,
    int depth,
    int conditionalDepth,
    boolean full) {}
