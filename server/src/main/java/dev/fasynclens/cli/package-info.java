/** The command line: the only package that touches the process and its streams. */
@NullMarked
package dev.fasynclens.cli;

import org.jspecify.annotations.NullMarked;
