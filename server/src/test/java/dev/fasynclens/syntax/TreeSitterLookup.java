package dev.fasynclens.syntax;

import io.github.treesitter.jtreesitter.NativeLibraryLookup;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;

/** Makes jtreesitter use the tree-sitter functions of our native library. */
public final class TreeSitterLookup implements NativeLibraryLookup {
  /** Creates the lookup; called by the service loader. */
  public TreeSitterLookup() {}

  @Override
  @SuppressWarnings("restricted")
  public SymbolLookup get(Arena arena) {
    // The C library's own functions come last: only on Windows does ours export free and the like.
    return SymbolLookup.libraryLookup(NativeLibrary.load(), arena)
        .or(Linker.nativeLinker().defaultLookup());
  }
}
