package dev.fasynclens.driver;

/**
 * A place where an operation table is named.
 *
 * @param file the file that names it
 * @param node the identifier
 */
public record TableReference(CFile file, int node) {}
