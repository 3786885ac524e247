package dev.fasynclens.driver;

/**
 * A declared variable, parameter or member.
 *
 * @param name its name
 * @param type its type
 * @param node the identifier in its declaration
 * @param initializer the node of its initial value, or -1
 * @param isStatic whether it was declared static
 * @param isExtern whether it was declared extern
 */
public record Variable(
    String name, CType type, int node, int initializer, boolean isStatic, boolean isExtern) {}
