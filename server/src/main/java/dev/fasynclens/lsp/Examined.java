package dev.fasynclens.lsp;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceText;

/**
 * An open document and what is known of it.
 *
 * @param module the files in view
 * @param file the one of them that is the document
 * @param target the kernels that the document is meant for
 */
record Examined(
    Documents.Document document, DriverModule module, CFile file, TargetKernels target) {
  SourceText text() {
    return document.text();
  }
}
