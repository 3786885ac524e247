/*
 * The native half of dev.fasynclens: the tree-sitter core, the flattening of its trees, the search
 * in directories, and the JNI functions of NativeTree and NativeDirectory. The core is compiled as part of this file, since flattening
 * reads its internal structures and the allocator below replaces its own. jtreesitter binds the
 * public ts_ functions of the same library.
 */
#include "parse_memory.h"

/*
 * Replaces the core's function pointers, so that the allocator jtreesitter installs through
 * ts_set_allocator (plain malloc, whose NULL the core does not check) has no effect.
 */
#define ts_malloc fasynclens_malloc
#define ts_calloc fasynclens_calloc
#define ts_realloc fasynclens_realloc
#define ts_free fasynclens_free

#include "lib.c"

#include "directory_search.h"
#include "flat_tree.h"
#include <jni.h>

const TSLanguage *tree_sitter_c(void);

/* TreeAddress (Java) takes the id of a root node, the address of this member, for the tree. */
_Static_assert(offsetof(struct TSTree, root) == 0, "the root must be the first member of TSTree");

#ifdef _WIN32
/*
 * Java's own lookup finds the free() of another C runtime than the one this DLL allocates with, so
 * the DLL exports these under their usual names. The optimizer does not see that they are used.
 */
#define EXPORTED_BY_ALIAS __attribute__((visibility("default")))
EXPORTED_BY_ALIAS void *runtime_malloc(size_t size) { return malloc(size); }
EXPORTED_BY_ALIAS void *runtime_calloc(size_t n, size_t size) { return calloc(n, size); }
EXPORTED_BY_ALIAS void *runtime_realloc(void *block, size_t size) { return realloc(block, size); }
EXPORTED_BY_ALIAS void runtime_free(void *block) { free(block); }
#endif

/* Flattening. */

/* An inner node on the path from the root. Hidden nodes have a level, but no entry of their own. */
typedef struct {
  const Subtree *children;
  const TSSymbol *aliases;
  const TSFieldMapEntry *fields;
  const TSFieldMapEntry *fields_end;
  uint32_t child_count;
  uint32_t next_child;
  uint32_t next_structural_child; /* like next_child, not counting extras */
  uint32_t position;              /* where the next child's padding starts */
  int32_t entry;                  /* of the closest visible node: the parent of the children */
  bool visible;
  uint8_t inherited_field; /* the field of a hidden node belongs to its children */
} Level;

typedef struct {
  Level *levels;
  size_t depth;
  size_t capacity;
} Path;

static bool path_push(Path *path, Level level) {
  if (path->depth == path->capacity) {
    size_t capacity = path->capacity ? path->capacity * 2 : 128;
    Level *levels = realloc(path->levels, capacity * sizeof *levels);
    if (!levels) return false;
    path->levels = levels;
    path->capacity = capacity;
  }
  path->levels[path->depth++] = level;
  return true;
}

static Level level_of(const TSLanguage *language, Subtree node, uint32_t position) {
  Level level = {
    .children = ts_subtree_children(node),
    .aliases = ts_language_alias_sequence(language, node.ptr->production_id),
    .child_count = node.ptr->child_count,
    .position = position,
  };
  ts_language_field_map(language, node.ptr->production_id, &level.fields, &level.fields_end);
  return level;
}

static uint8_t own_field(const Level *level, uint32_t structural_child) {
  for (const TSFieldMapEntry *field = level->fields; field != level->fields_end; field++) {
    if (!field->inherited && field->child_index == structural_child) {
      return (uint8_t)field->field_id;
    }
  }
  return level->inherited_field;
}

static int32_t kind_of(const TSLanguage *language, Subtree node, TSSymbol alias, uint8_t field) {
  TSSymbol symbol = ts_language_public_symbol(language, alias ? alias : ts_subtree_symbol(node));
  bool named =
    alias ? ts_language_symbol_metadata(language, alias).named : ts_subtree_named(node);
  uint32_t flags = (named ? FLAT_NAMED : 0)
    | (ts_subtree_extra(node) ? FLAT_EXTRA : 0)
    | (symbol == ts_builtin_sym_error ? FLAT_ERROR : 0)
    | (ts_subtree_missing(node) ? FLAT_MISSING : 0)
    | (ts_subtree_error_cost(node) > 0 ? FLAT_HAS_ERROR : 0);
  return (int32_t)(symbol | flags << 16 | (uint32_t)field << 24);
}

/* Fills `values`, which has room for `count` nodes; false when short of memory. */
static bool write_entries(const TSTree *tree, Path *path, int32_t *values, uint32_t count) {
  const TSLanguage *language = tree->language;
  int32_t *kinds = values;
  int32_t *starts = kinds + count;
  int32_t *ends = starts + count;
  int32_t *parents = ends + count;
  int32_t *subtree_ends = parents + count;

  Subtree root = tree->root;
  uint32_t root_start = ts_subtree_padding(root).bytes;
  kinds[0] = kind_of(language, root, 0, 0);
  starts[0] = (int32_t)root_start;
  ends[0] = (int32_t)(root_start + ts_subtree_size(root).bytes);
  parents[0] = -1;
  subtree_ends[0] = 1;
  uint32_t written = 1;
  if (ts_subtree_child_count(root) > 0) {
    Level level = level_of(language, root, root_start);
    level.visible = true;
    if (!path_push(path, level)) return false;
  }

  while (path->depth > 0) {
    Level *level = &path->levels[path->depth - 1];
    if (level->next_child == level->child_count) {
      if (level->visible) subtree_ends[level->entry] = (int32_t)written;
      path->depth--;
      continue;
    }
    Subtree node = level->children[level->next_child];
    TSSymbol alias = 0;
    uint8_t field = 0;
    if (!ts_subtree_extra(node)) {
      uint32_t structural_child = level->next_structural_child++;
      if (level->aliases) alias = level->aliases[structural_child];
      field = own_field(level, structural_child);
    }
    /* The position of a level already includes the padding of its first child. */
    uint32_t start = level->position;
    if (level->next_child > 0) start += ts_subtree_padding(node).bytes;
    uint32_t end = start + ts_subtree_size(node).bytes;
    level->position = end;
    level->next_child++;

    int32_t entry = level->entry;
    bool visible = alias || ts_subtree_visible(node);
    if (visible) {
      if (written == count) return false;
      entry = (int32_t)written++;
      kinds[entry] = kind_of(language, node, alias, field);
      starts[entry] = (int32_t)start;
      ends[entry] = (int32_t)end;
      parents[entry] = level->entry;
      subtree_ends[entry] = (int32_t)written;
    }
    if (ts_subtree_child_count(node) > 0) {
      Level inner = level_of(language, node, start);
      inner.entry = entry;
      inner.visible = visible;
      inner.inherited_field = visible ? 0 : field;
      if (!path_push(path, inner)) return false;
    }
  }
  return written == count;
}

FlatTree flat_tree_of(const TSTree *tree) {
  FlatTree none = {NULL, 0};
  uint64_t count = (uint64_t)ts_subtree_visible_descendant_count(tree->root) + 1;
  if (count * 5 > INT32_MAX || ts_subtree_total_bytes(tree->root) > INT32_MAX) return none;
  int32_t *values = malloc((size_t)count * 5 * sizeof *values);
  if (!values) return none;
  Path path = {NULL, 0, 0};
  bool complete = write_entries(tree, &path, values, (uint32_t)count);
  free(path.levels);
  if (!complete) {
    free(values);
    return none;
  }
  return (FlatTree) {values, (uint32_t)count};
}

/* Parsing. */

/* Longer budgets are cut: the core's clock multiplies them by its tick rate. */
static const uint64_t LONGEST_BUDGET_MICROS = 24ull * 60 * 60 * 1000 * 1000;

typedef struct {
  const char *text;
  uint32_t length;
} Source;

static const char *read_source(void *payload, uint32_t offset, TSPoint point, uint32_t *length) {
  (void)point;
  const Source *source = payload;
  *length = offset < source->length ? source->length - offset : 0;
  return *length ? source->text + offset : "";
}

static bool report_deadline(TSParseState *state) { return is_past_deadline(state->payload); }

static TSTree *parse_within(ParseMemory *memory, Source *source) {
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_c())) return NULL;
  TSInput input = {
    .payload = source,
    .read = read_source,
    .encoding = TSInputEncodingUTF8,
  };
  TSParseOptions options = {
    .payload = memory,
    .progress_callback = memory->has_deadline ? report_deadline : NULL,
  };
  return ts_parser_parse_with_options(parser, NULL, input, options);
}

FlatTree flat_tree_parse(const char *text, uint32_t length, uint64_t budget_micros) {
  Source source = {text, length};
  FlatTree flat = {NULL, 0};
  ParseMemory memory;
  parse_memory_init(&memory, length);
  if (budget_micros > 0) {
    if (budget_micros > LONGEST_BUDGET_MICROS) budget_micros = LONGEST_BUDGET_MICROS;
    memory.has_deadline = true;
    memory.deadline = clock_after(clock_now(), duration_from_micros(budget_micros));
  }
  /* Parser and tree are never deleted: they go with the memory. */
  if (setjmp(memory.exhausted) == 0) {
    parse_memory_enter(&memory);
    TSTree *tree = parse_within(&memory, &source);
    parse_memory_suspend();
    if (tree) flat = flat_tree_of(tree);
  }
  parse_memory_leave(&memory);
  return flat;
}

/* JNI. */

static void throw_new(JNIEnv *env, const char *class_name, const char *message) {
  jclass exception = (*env)->FindClass(env, class_name);
  if (exception) (*env)->ThrowNew(env, exception, message);
}

/* Frees the flat tree. NULL if there is none, or Java is out of memory (then it has thrown). */
static jintArray to_java(JNIEnv *env, FlatTree flat) {
  if (!flat.values) return NULL;
  jsize size = (jsize)(flat.count * 5);
  jintArray array = (*env)->NewIntArray(env, size);
  if (array) (*env)->SetIntArrayRegion(env, array, 0, size, (const jint *)flat.values);
  free(flat.values);
  return array;
}

JNIEXPORT jintArray JNICALL Java_dev_fasynclens_syntax_NativeTree_parse(
  JNIEnv *env, jclass class, jbyteArray source, jint length, jlong budget_micros
) {
  (void)class;
  if (!source || length < 0 || length > (*env)->GetArrayLength(env, source)) {
    throw_new(env, "java/lang/IllegalArgumentException", "length is not within the source");
    return NULL;
  }
  /* A copy, because the array itself could only be read by stopping the garbage collector. */
  char *text = malloc(length ? (size_t)length : 1);
  if (!text) return NULL;
  (*env)->GetByteArrayRegion(env, source, 0, length, (jbyte *)text);
  uint64_t budget = budget_micros > 0 ? (uint64_t)budget_micros : 0;
  FlatTree flat = flat_tree_parse(text, (uint32_t)length, budget);
  free(text);
  return to_java(env, flat);
}

JNIEXPORT jintArray JNICALL
Java_dev_fasynclens_syntax_NativeTree_flatten(JNIEnv *env, jclass class, jlong tree_address) {
  (void)class;
  if (!tree_address) {
    throw_new(env, "java/lang/IllegalArgumentException", "no tree");
    return NULL;
  }
  return to_java(env, flat_tree_of((const TSTree *)(uintptr_t)tree_address));
}

#ifndef _WIN32

/* The bytes of an array and a NUL; to be freed. NULL if memory is short. */
static char *text_of(JNIEnv *env, jbyteArray array) {
  jsize length = (*env)->GetArrayLength(env, array);
  char *text = malloc((size_t)length + 1);
  if (!text) return NULL;
  (*env)->GetByteArrayRegion(env, array, 0, length, (jbyte *)text);
  text[length] = 0;
  return text;
}

static jbyteArray bytes_to_java(JNIEnv *env, const void *bytes, size_t length) {
  if (length > INT32_MAX) return NULL;
  jbyteArray array = (*env)->NewByteArray(env, (jsize)length);
  if (array) (*env)->SetByteArrayRegion(env, array, 0, (jsize)length, (const jbyte *)bytes);
  return array;
}

JNIEXPORT jbyteArray JNICALL
Java_dev_fasynclens_project_NativeDirectory_entries(JNIEnv *env, jclass class, jbyteArray path) {
  (void)class;
  Listing listing = {NULL, 0, 0, false};
  char *directory = text_of(env, path);
  bool listed = directory && list_directory(directory, &listing);
  jbyteArray entries = listed ? bytes_to_java(env, listing.bytes, listing.length) : NULL;
  free(listing.bytes);
  free(directory);
  return entries;
}

JNIEXPORT jbyteArray JNICALL Java_dev_fasynclens_project_NativeDirectory_mentions(
  JNIEnv *env, jclass class, jbyteArray path, jbyteArray names, jint count
) {
  (void)class;
  char *directory = text_of(env, path);
  char *text = text_of(env, names);
  int8_t *verdicts = malloc(count > 0 ? (size_t)count : 1);
  bool done = directory && text && verdicts && count >= 0
    && search_directory(directory, text, (size_t)count, verdicts);
  jbyteArray mentions = done ? bytes_to_java(env, verdicts, (size_t)count) : NULL;
  free(verdicts);
  free(text);
  free(directory);
  return mentions;
}

#else

/* There, Java's own way is as good. */

JNIEXPORT jbyteArray JNICALL
Java_dev_fasynclens_project_NativeDirectory_entries(JNIEnv *env, jclass class, jbyteArray path) {
  (void)env, (void)class, (void)path;
  return NULL;
}

JNIEXPORT jbyteArray JNICALL Java_dev_fasynclens_project_NativeDirectory_mentions(
  JNIEnv *env, jclass class, jbyteArray path, jbyteArray names, jint count
) {
  (void)env, (void)class, (void)path, (void)names, (void)count;
  return NULL;
}

#endif

#define AS_TEXT(token) #token
#define VALUE_AS_TEXT(macro) AS_TEXT(macro)

JNIEXPORT jstring JNICALL
Java_dev_fasynclens_syntax_NativeTree_version(JNIEnv *env, jclass class) {
  (void)class;
  const TSLanguage *language = tree_sitter_c();
  const TSLanguageMetadata *grammar = ts_language_metadata(language);
  char text[96];
  snprintf(
    text, sizeof text, "tree-sitter %s, tree-sitter-c %u.%u.%u, ABI %u",
    VALUE_AS_TEXT(TREE_SITTER_VERSION), grammar ? grammar->major_version : 0u,
    grammar ? grammar->minor_version : 0u, grammar ? grammar->patch_version : 0u,
    ts_language_abi_version(language)
  );
  return (*env)->NewStringUTF(env, text);
}
