/*
 * Memory for one parse.
 *
 * tree-sitter cannot survive a failed allocation: it aborts, or writes through NULL when the host
 * installs an allocator that returns it. A parse started from Java therefore takes everything it
 * needs from one ParseMemory. When that runs out, control jumps back to the start of the parse, and
 * the whole memory is released at once, whatever state the parser was in. As a side effect nobody
 * has to walk a finished tree in order to free it.
 *
 * The same way out serves parses that need too much memory, or take too long between two of the
 * core's own checks of the deadline: copying long stacks, it can spend seconds there.
 *
 * Memory requested outside such a parse (jtreesitter's parsers, trees and queries) comes from the
 * C library, because jtreesitter hands some of it to free().
 */
#ifndef FASYNCLENS_PARSE_MEMORY_H
#define FASYNCLENS_PARSE_MEMORY_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h> /* before clock.h, which looks whether CLOCK_MONOTONIC is defined */

#include "clock.h"

/* Requests up to SMALL_LIMIT bytes have a size class every 8 bytes, larger ones 4 a doubling. */
#define SMALL_LIMIT 512
#define SMALL_CLASSES (SMALL_LIMIT / 8 + 1)
#define CLASS_COUNT (SMALL_CLASSES + 4 * 56)
#define LARGEST_REQUEST ((size_t)1 << 40)

#define FIRST_CHUNK ((size_t)1 << 20)
#define LARGEST_REGULAR_CHUNK ((size_t)16 << 20)

/*
 * What a parse may take. Of 50,000 kernel files the neediest one above 3 kB takes 120 bytes for a
 * byte of source, most take 20 to 30.
 */
#define MEMORY_BASE ((size_t)64 << 20)
#define MEMORY_PER_SOURCE_BYTE ((size_t)512)

typedef struct Chunk {
  struct Chunk *previous;
  size_t size;
} Chunk;

/* Precedes every block; 8 bytes, so that blocks stay aligned for pointers. */
typedef struct {
  uint64_t size_class;
} BlockHeader;

typedef struct {
  Chunk *newest;
  char *cursor;
  char *end;
  size_t available; /* for further chunks */
  bool has_deadline;
  TSClock deadline;
  void *free_blocks[CLASS_COUNT];
  jmp_buf exhausted;
} ParseMemory;

static _Thread_local ParseMemory *parse_memory;

static inline unsigned class_of_request(size_t size) {
  if (size <= SMALL_LIMIT) return size == 0 ? 1 : (unsigned)((size + 7) / 8);
  unsigned log = 63u - (unsigned)__builtin_clzll(size - 1);
  unsigned quarter = (unsigned)((size - 1) >> (log - 2)) & 3;
  return SMALL_CLASSES + (log - 9) * 4 + quarter;
}

static inline size_t capacity_of_class(unsigned size_class) {
  if (size_class < SMALL_CLASSES) return (size_t)size_class * 8;
  unsigned log = 9 + (size_class - SMALL_CLASSES) / 4;
  size_t quarter = (size_class - SMALL_CLASSES) % 4;
  return (quarter + 5) << (log - 2);
}

static inline BlockHeader *header_of(void *block) { return (BlockHeader *)block - 1; }

/*
 * Sets up an empty memory. The caller may set the deadline, has to set `exhausted`, and then calls
 * parse_memory_enter.
 */
static void parse_memory_init(ParseMemory *memory, size_t source_length) {
  memory->newest = NULL;
  memory->cursor = NULL;
  memory->end = NULL;
  memory->available = MEMORY_BASE + MEMORY_PER_SOURCE_BYTE * source_length;
  memory->has_deadline = false;
  memset(memory->free_blocks, 0, sizeof memory->free_blocks);
}

/* From here to parse_memory_suspend, this thread's allocations come from the memory. */
static void parse_memory_enter(ParseMemory *memory) { parse_memory = memory; }

static void parse_memory_suspend(void) { parse_memory = NULL; }

/* Releases every block. */
static void parse_memory_leave(ParseMemory *memory) {
  parse_memory = NULL;
  Chunk *chunk = memory->newest;
  while (chunk) {
    Chunk *previous = chunk->previous;
    free(chunk);
    chunk = previous;
  }
}

static bool is_past_deadline(const ParseMemory *memory) {
  return memory->has_deadline && clock_is_gt(clock_now(), memory->deadline);
}

static void *take_from_new_chunk(ParseMemory *memory, size_t needed) {
  size_t size = FIRST_CHUNK;
  if (memory->newest) size = memory->newest->size * 2;
  if (size > LARGEST_REGULAR_CHUNK) size = LARGEST_REGULAR_CHUNK;
  if (size < needed + sizeof(Chunk)) size = needed + sizeof(Chunk);
  if (size > memory->available || is_past_deadline(memory)) longjmp(memory->exhausted, 1);
  Chunk *chunk = malloc(size);
  if (!chunk) longjmp(memory->exhausted, 1);
  memory->available -= size;
  chunk->previous = memory->newest;
  chunk->size = size;
  memory->newest = chunk;
  char *start = (char *)(chunk + 1);
  memory->cursor = start + needed;
  memory->end = (char *)chunk + size;
  return start;
}

static void *take_block(ParseMemory *memory, size_t size) {
  if (size > LARGEST_REQUEST) longjmp(memory->exhausted, 1);
  unsigned size_class = class_of_request(size);
  void *reused = memory->free_blocks[size_class];
  if (reused) {
    memcpy(&memory->free_blocks[size_class], reused, sizeof(void *));
    return reused;
  }
  size_t needed = sizeof(BlockHeader) + capacity_of_class(size_class);
  BlockHeader *header;
  if (needed <= (size_t)(memory->end - memory->cursor)) {
    header = (BlockHeader *)memory->cursor;
    memory->cursor += needed;
  } else {
    header = take_from_new_chunk(memory, needed);
  }
  header->size_class = size_class;
  return header + 1;
}

static void give_back_block(ParseMemory *memory, void *block) {
  unsigned size_class = (unsigned)header_of(block)->size_class;
  memcpy(block, &memory->free_blocks[size_class], sizeof(void *));
  memory->free_blocks[size_class] = block;
}

static void *or_abort(void *block, size_t size) {
  if (!block && size > 0) {
    fprintf(stderr, "fasync-lens: out of memory (%zu bytes)\n", size);
    abort();
  }
  return block;
}

static void *fasynclens_malloc(size_t size) {
  ParseMemory *memory = parse_memory;
  return memory ? take_block(memory, size) : or_abort(malloc(size), size);
}

static void *fasynclens_calloc(size_t count, size_t size) {
  ParseMemory *memory = parse_memory;
  if (!memory) return or_abort(calloc(count, size), count && size);
  if (size > 0 && count > LARGEST_REQUEST / size) longjmp(memory->exhausted, 1);
  void *block = take_block(memory, count * size);
  memset(block, 0, count * size);
  return block;
}

static void *fasynclens_realloc(void *block, size_t size) {
  ParseMemory *memory = parse_memory;
  if (!memory) return or_abort(realloc(block, size), size);
  if (!block) return take_block(memory, size);
  size_t capacity = capacity_of_class((unsigned)header_of(block)->size_class);
  if (size <= capacity) return block;
  void *moved = take_block(memory, size);
  memcpy(moved, block, capacity);
  give_back_block(memory, block);
  return moved;
}

static void fasynclens_free(void *block) {
  ParseMemory *memory = parse_memory;
  if (!memory) {
    free(block);
  } else if (block) {
    give_back_block(memory, block);
  }
}

#endif
