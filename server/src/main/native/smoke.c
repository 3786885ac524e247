/*
 * Exercises a built library without a JVM, for the platforms check.sh can only emulate:
 *   smoke <library> <C file> <directory>
 * calls the JNI functions with a substitute for the JVM and prints a hash of the flat tree, which
 * is the same everywhere.
 */
#include "flat_tree.h"
#include <jni.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
static void *open_library(const char *path) { return (void *)LoadLibraryA(path); }
static void *symbol(void *library, const char *name) {
  return (void *)GetProcAddress((HMODULE)library, name);
}
#else
#include <dlfcn.h>
static void *open_library(const char *path) { return dlopen(path, RTLD_NOW); }
static void *symbol(void *library, const char *name) { return dlsym(library, name); }
#endif

/* Stands in for every Java object. */
typedef struct {
  jsize length;
  void *content;
} Object;

static const char *thrown;

static jsize get_array_length(JNIEnv *env, jarray array) {
  (void)env;
  return ((Object *)array)->length;
}

static void get_bytes(JNIEnv *env, jbyteArray array, jsize start, jsize length, jbyte *to) {
  (void)env;
  memcpy(to, (jbyte *)((Object *)array)->content + start, (size_t)length);
}

static jintArray new_ints(JNIEnv *env, jsize length) {
  (void)env;
  Object *array = malloc(sizeof *array);
  array->length = length;
  array->content = malloc((size_t)length * sizeof(jint));
  return (jintArray)array;
}

static void set_ints(JNIEnv *env, jintArray array, jsize start, jsize length, const jint *from) {
  (void)env;
  memcpy((jint *)((Object *)array)->content + start, from, (size_t)length * sizeof(jint));
}

static jbyteArray new_bytes(JNIEnv *env, jsize length) {
  (void)env;
  Object *array = malloc(sizeof *array);
  array->length = length;
  array->content = malloc((size_t)length + 1);
  return (jbyteArray)array;
}

static void set_bytes(
  JNIEnv *env, jbyteArray array, jsize start, jsize length, const jbyte *from
) {
  (void)env;
  memcpy((jbyte *)((Object *)array)->content + start, from, (size_t)length);
}

static jstring new_string(JNIEnv *env, const char *text) {
  (void)env;
  puts(text);
  return (jstring)text;
}

static jclass find_class(JNIEnv *env, const char *name) {
  (void)env;
  return (jclass)name;
}

static jint throw_new(JNIEnv *env, jclass class, const char *message) {
  (void)env;
  (void)message;
  thrown = (const char *)class;
  return 0;
}

static void require(int condition, const char *what) {
  if (condition) return;
  printf("FAILED: %s\n", what);
  exit(1);
}

static unsigned long long hash_of(const Object *array) {
  unsigned long long hash = 0xcbf29ce484222325u;
  const unsigned char *bytes = array->content;
  for (size_t i = 0; i < (size_t)array->length * sizeof(jint); i++) {
    hash = (hash ^ bytes[i]) * 0x100000001b3u;
  }
  return hash;
}

static int same(const Object *one, const Object *other) {
  return one->length == other->length
    && memcmp(one->content, other->content, (size_t)one->length * sizeof(jint)) == 0;
}

static void read_file(const char *path, Object *source) {
  enum { LARGEST_FILE = 1 << 22 };
  FILE *file = fopen(path, "rb");
  require(file != NULL, path);
  source->content = malloc(LARGEST_FILE);
  source->length = (jsize)fread(source->content, 1, LARGEST_FILE, file);
  fclose(file);
}

static Object nested(int depth) {
  Object source = {2 * depth + 7, malloc((size_t)depth * 2 + 7)};
  char *text = source.content;
  memcpy(text, "int x=", 6);
  memset(text + 6, '(', (size_t)depth);
  memset(text + 6 + depth, ')', (size_t)depth);
  text[source.length - 1] = ';';
  return source;
}

/* Makes the parser copy its stack over and over, which needs more memory than a parse may have. */
static Object greedy(void) {
  enum { REPETITIONS = 20 * 1000 };
  Object source = {3 * REPETITIONS, malloc(3 * REPETITIONS)};
  for (int i = 0; i < REPETITIONS; i++) memcpy((char *)source.content + 3 * i, "f((", 3);
  return source;
}

/* Whether a listing has an entry of this kind and name. */
static int lists(const Object *entries, char kind, const char *name) {
  const char *entry = entries->content;
  while (entry < (const char *)entries->content + entries->length) {
    if (*entry == kind && strcmp(entry + 1, name) == 0) return 1;
    entry += strlen(entry) + 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  require(argc == 4, "usage: smoke <library> <C file> <directory of this file>");
  void *library = open_library(argv[1]);
  require(library != NULL, "the library loads");

  struct JNINativeInterface_ functions = {
    .GetArrayLength = get_array_length,
    .GetByteArrayRegion = get_bytes,
    .NewByteArray = new_bytes,
    .SetByteArrayRegion = set_bytes,
    .NewIntArray = new_ints,
    .SetIntArrayRegion = set_ints,
    .NewStringUTF = new_string,
    .FindClass = find_class,
    .ThrowNew = throw_new,
  };
  JNIEnv env = &functions;

#define FIND(result, name, ...) \
  result (*name)(__VA_ARGS__) = (result (*)(__VA_ARGS__))symbol(library, #name); \
  require(name != NULL, #name " is exported")
  FIND(jintArray, Java_dev_fasynclens_syntax_NativeTree_parse, JNIEnv *, jclass, jbyteArray, jint,
       jlong);
  FIND(jintArray, Java_dev_fasynclens_syntax_NativeTree_flatten, JNIEnv *, jclass, jlong);
  FIND(jstring, Java_dev_fasynclens_syntax_NativeTree_version, JNIEnv *, jclass);
  FIND(jbyteArray, Java_dev_fasynclens_project_NativeDirectory_entries, JNIEnv *, jclass,
       jbyteArray);
  FIND(jbyteArray, Java_dev_fasynclens_project_NativeDirectory_mentions, JNIEnv *, jclass,
       jbyteArray, jbyteArray, jint);
  FIND(const TSLanguage *, tree_sitter_c, void);
  FIND(TSParser *, ts_parser_new, void);
  FIND(bool, ts_parser_set_language, TSParser *, const TSLanguage *);
  FIND(TSTree *, ts_parser_parse_string, TSParser *, const TSTree *, const char *, uint32_t);
  FIND(TSRange *, ts_tree_included_ranges, const TSTree *, uint32_t *);
  FIND(TSNode, ts_tree_root_node, const TSTree *);
  FIND(void, ts_tree_delete, TSTree *);
  FIND(void, ts_parser_delete, TSParser *);
#define parse Java_dev_fasynclens_syntax_NativeTree_parse
#define flatten Java_dev_fasynclens_syntax_NativeTree_flatten

  Java_dev_fasynclens_syntax_NativeTree_version(&env, NULL);

  Object source;
  read_file(argv[2], &source);
  Object *parsed = (Object *)parse(&env, NULL, (jbyteArray)&source, source.length, 0);
  require(parsed && parsed->length > 5, "the file parses");

  TSParser *parser = ts_parser_new();
  require(ts_parser_set_language(parser, tree_sitter_c()), "the grammar fits the core");
  TSTree *tree = ts_parser_parse_string(parser, NULL, source.content, (uint32_t)source.length);
  require(ts_tree_root_node(tree).id == (const void *)tree, "the root id is the tree address");
  Object *flattened = (Object *)flatten(&env, NULL, (jlong)(uintptr_t)tree);
  require(flattened && same(parsed, flattened), "parse and flatten agree");
  uint32_t ranges = 0;
  void *included = ts_tree_included_ranges(tree, &ranges);
#ifdef _WIN32
  void (*library_free)(void *) = (void (*)(void *))symbol(library, "free");
  require(library_free != NULL, "free is exported");
  library_free(included);
#else
  free(included);
#endif
  ts_tree_delete(tree);
  ts_parser_delete(parser);

  Object deep = nested(200 * 1000);
  Object *deep_parsed = (Object *)parse(&env, NULL, (jbyteArray)&deep, deep.length, 0);
  require(deep_parsed && deep_parsed->length > 5 * 600 * 1000, "deep nesting parses");
  require(!parse(&env, NULL, (jbyteArray)&deep, deep.length, 1000), "the budget ends a parse");
  Object too_much = greedy();
  require(!parse(&env, NULL, (jbyteArray)&too_much, too_much.length, 0), "memory is limited");

  Object directory = {(jsize)strlen(argv[3]), argv[3]};
  Object *entries = (Object *)Java_dev_fasynclens_project_NativeDirectory_entries(
    &env, NULL, (jbyteArray)&directory
  );
  char names[] = "smoke.c\0parse_memory.h\0nothing.c";
  Object named = {sizeof names, names};
  Object *mentions = (Object *)Java_dev_fasynclens_project_NativeDirectory_mentions(
    &env, NULL, (jbyteArray)&directory, (jbyteArray)&named, 3
  );
#ifdef _WIN32
  require(!entries && !mentions, "Java does it itself");
#else
  require(entries && lists(entries, 'f', "smoke.c"), "the directory is listed");
  require(!lists(entries, 'd', ".") && !lists(entries, 'd', ".."), "only what is in it");
  require(mentions && mentions->length == 3, "each file gets an answer");
  require(memcmp(mentions->content, "\2\2\3", 3) == 0, "and the right one");
#endif
  require(!thrown, "no exception up to here");
  require(!parse(&env, NULL, (jbyteArray)&source, source.length + 1, 0), "a wrong length fails");
  require(thrown != NULL, "a wrong length throws");

  printf("%d nodes, hash %016llx\n", (int)(parsed->length / 5), hash_of(parsed));
  return 0;
}
