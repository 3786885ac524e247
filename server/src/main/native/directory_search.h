/*
 * Looks through the files of a directory for the words that make one worth reading. What takes its
 * time in a large tree is the kernel's part, so there is one open and one read for most files, by
 * names relative to the directory, into one buffer, and the words are looked for 64 bytes at a time.
 * Reading is faster than mapping: a mapping costs a page fault for every 4 KiB.
 */
#ifndef FASYNCLENS_DIRECTORY_SEARCH_H
#define FASYNCLENS_DIRECTORY_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a file says. Java knows these numbers, see Mention. */
typedef enum { MENTIONS_NOTHING, MENTIONS_FLAG, MENTIONS_FASYNC, MENTIONS_UNKNOWN } Mention;

enum {
  SEARCH_BLOCK = 64,
  SEARCH_BUFFER = 128 << 10, /* most sources fit */
  LONGEST_WORD = 8,          /* FIOASYNC */
  BEFORE_PAIR = 3,           /* "yn" is the rarest pair of neighbours in "fasync" */
};

static bool word_at(const char *text, size_t length, size_t pair, size_t before, const char *word) {
  size_t size = strlen(word);
  return pair >= before && pair - before + size <= length
    && memcmp(text + pair - before, word, size) == 0;
}

/* What stands around a pair "yn" or "YN", if it is one. */
static Mention mention_at(const char *text, size_t length, size_t pair) {
  if (text[pair] == 'y' && word_at(text, length, pair, BEFORE_PAIR, "fasync")) {
    return MENTIONS_FASYNC;
  }
  bool flag = text[pair] == 'Y'
    && (word_at(text, length, pair, BEFORE_PAIR, "FASYNC")
        || word_at(text, length, pair, BEFORE_PAIR + 1, "O_ASYNC")
        || word_at(text, length, pair, BEFORE_PAIR + 2, "FIOASYNC"));
  return flag ? MENTIONS_FLAG : MENTIONS_NOTHING;
}

/* Whether a pair, large or small, begins in a block. Compilers make vector instructions of it. */
static bool has_pair(const char *block) {
  uint8_t any = 0;
  for (int i = 0; i < SEARCH_BLOCK; i++) {
    any |= (uint8_t)(((block[i] | 0x20) == 'y') & ((block[i + 1] | 0x20) == 'n'));
  }
  return any;
}

static Mention mention_in(const char *text, size_t length) {
  Mention found = MENTIONS_NOTHING;
  size_t at = 0;
  while (at < length) {
    size_t end = at + SEARCH_BLOCK;
    if (end < length && !has_pair(text + at)) {
      at = end;
      continue;
    }
    if (end > length) end = length;
    for (; at < end; at++) {
      Mention here = mention_at(text, length, at);
      if (here == MENTIONS_FASYNC) return here;
      if (here > found) found = here;
    }
  }
  return found;
}

#ifndef _WIN32

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Bytes that grow; broken once memory is short. */
typedef struct {
  char *bytes;
  size_t length;
  size_t capacity;
  bool broken;
} Listing;

static void listing_add(Listing *listing, char kind, const char *name) {
  size_t size = strlen(name) + 2;
  if (listing->capacity - listing->length < size) {
    size_t capacity = (listing->capacity + size) * 2;
    char *bytes = realloc(listing->bytes, capacity);
    if (!bytes) {
      listing->broken = true;
      return;
    }
    listing->bytes = bytes;
    listing->capacity = capacity;
  }
  listing->bytes[listing->length] = kind;
  memcpy(listing->bytes + listing->length + 1, name, size - 1);
  listing->length += size;
}

static char kind_of_entry(const struct dirent *entry) {
  switch (entry->d_type) {
    case DT_REG: return 'f';
    case DT_DIR: return 'd';
    case DT_LNK:
    case DT_UNKNOWN: return '?'; /* somebody has to look */
    default: return 'o';
  }
}

/* All entries but . and .., each with its kind before and a NUL behind it; false if that fails. */
static bool list_directory(const char *path, Listing *listing) {
  DIR *directory = opendir(path);
  if (!directory) return false;
  errno = 0;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    const char *name = entry->d_name;
    if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
      listing_add(listing, kind_of_entry(entry), name);
    }
  }
  bool complete = errno == 0 && !listing->broken;
  closedir(directory);
  return complete;
}

static ssize_t read_some(int file, char *to, size_t size) {
  ssize_t count;
  do {
    count = read(file, to, size);
  } while (count < 0 && errno == EINTR);
  return count;
}

/* Reads no farther than it must. */
static Mention mention_in_file(int directory, const char *name, char *buffer) {
  /* What has become a pipe meanwhile must not be waited for. */
  int file = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return MENTIONS_UNKNOWN;
  Mention found = MENTIONS_NOTHING;
  size_t kept = 0;
  while (found != MENTIONS_FASYNC) {
    ssize_t count = read_some(file, buffer + kept, SEARCH_BUFFER - kept);
    if (count < 0) {
      found = MENTIONS_UNKNOWN;
      break;
    }
    if (count == 0) break;
    size_t length = kept + (size_t)count;
    Mention here = mention_in(buffer, length);
    if (here > found) found = here;
    kept = length < LONGEST_WORD - 1 ? length : LONGEST_WORD - 1; /* of a word across two reads */
    memmove(buffer, buffer + length - kept, kept);
  }
  close(file);
  return found;
}

/* One verdict for each of the names, which are `count` and end with NUL; false if that fails. */
static bool search_directory(const char *path, const char *names, size_t count, int8_t *verdicts) {
  int directory = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (directory < 0) return false;
  char *buffer = malloc(SEARCH_BUFFER);
  for (size_t i = 0; buffer && i < count; i++) {
    verdicts[i] = (int8_t)mention_in_file(directory, names, buffer);
    names += strlen(names) + 1;
  }
  bool done = buffer != NULL;
  free(buffer);
  close(directory);
  return done;
}

#endif
#endif
