package dev.fasynclens.driver;

/**
 * A call in a function.
 *
 * @param function the function that calls
 * @param call the node of the call
 */
public record CallSite(CFunction function, int call) {}
