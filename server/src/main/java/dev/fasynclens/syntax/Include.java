package dev.fasynclens.syntax;

/**
 * An {@code #include}.
 *
 * @param path as written between the quotes or angle brackets
 * @param quoted whether quotes were used, so that the file's own folder is searched first
 */
public record Include(String path, boolean quoted) {}
