/*
 * Produces the execution profile for build.sh: parses the C files named on the command line, each
 * also in a damaged form, as kernel code is full of macros the grammar cannot make sense of.
 */
#include "flat_tree.h"
#include <stdio.h>
#include <stdlib.h>

enum { LINES_BETWEEN_DAMAGE = 29 };

static size_t without_some_lines(const char *text, size_t length, char *damaged) {
  size_t kept = 0;
  unsigned line = 1;
  for (size_t i = 0; i < length; i++) {
    if (line % LINES_BETWEEN_DAMAGE != 0) damaged[kept++] = text[i];
    if (text[i] == '\n') line++;
  }
  return kept;
}

static int parse(const char *text, size_t length) {
  FlatTree flat = flat_tree_parse(text, (uint32_t)length, 0);
  free(flat.values);
  return flat.values ? 0 : 1;
}

int main(int argc, char **argv) {
  static char text[1 << 20];
  static char damaged[sizeof text];
  int failures = 0;
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    if (!file) return perror(argv[i]), 1;
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    failures += parse(text, length);
    failures += parse(damaged, without_some_lines(text, length, damaged));
  }
  return failures != 0;
}
