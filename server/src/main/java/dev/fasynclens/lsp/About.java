package dev.fasynclens.lsp;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the server has to know about the program it is part of.
 *
 * @param version of the program
 * @param directory where relative paths start
 * @param pages the folder with a folder a rule, if the program was packaged with it
 * @param store for pages that the editor is asked to open
 */
public record About(String version, Path directory, Optional<Path> pages, PageStore store) {}
