/*
 * Flattening: a syntax tree as five int arrays, one entry a node, in preorder.
 *
 * The arrays follow one another in a single block of 5 * count ints:
 *   kind         symbol | flags << 16 | field id << 24
 *   start, end   byte offsets
 *   parent       index of the parent, -1 for the root
 *   subtree end  index one past the last descendant
 */
#ifndef FASYNCLENS_FLAT_TREE_H
#define FASYNCLENS_FLAT_TREE_H

#include <stdint.h>
#include <tree_sitter/api.h>

enum {
  FLAT_NAMED = 1,
  FLAT_EXTRA = 2,
  FLAT_ERROR = 4,
  FLAT_MISSING = 8,
  FLAT_HAS_ERROR = 16,
};

typedef struct {
  int32_t *values; /* 5 * count ints, to be freed by the caller; NULL if there is no result */
  uint32_t count;
} FlatTree;

/* Flattens a tree; no values when memory is short or the tree has too many nodes for an array. */
FlatTree flat_tree_of(const TSTree *tree);

/*
 * Parses C source and flattens the tree. No values when memory is short or the parse took longer
 * than the budget; a budget of 0 means no limit.
 */
FlatTree flat_tree_parse(const char *source, uint32_t length, uint64_t budget_micros);

#endif
