/** The language server: what editors ask, answered from the layers below. */
@NullMarked
package dev.fasynclens.lsp;

import org.jspecify.annotations.NullMarked;
