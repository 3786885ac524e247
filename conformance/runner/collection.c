// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "collection.h"
#include "memory.h"

struct collector {
	struct collection *collection;
	const char *pattern;
	bool complete;
};

static bool is_wanted(const char *name, const char *pattern)
{
	const char *base = strrchr(name, '/');

	if (!pattern || strstr(name, pattern))
		return true;
	return !fnmatch(pattern, name, 0) || !fnmatch(pattern, base ? base + 1 : name, 0);
}

static void complain(struct collector *c, const char *path, const char *why)
{
	fprintf(stderr, "fasync-run: %s: %s\n", path, why);
	c->complete = false;
}

/* Scenarios are known by their path in the folder that was named, without the ending. */
static void collect_file(struct collector *c, const char *path, const char *shown)
{
	struct collection *collection = c->collection;
	char *name = copied(shown);
	size_t length = strlen(name);
	struct scenario *scenario;
	char error[300];

	if (length > 5 && !strcmp(name + length - 5, ".json"))
		name[length - 5] = '\0';
	if (is_wanted(name, c->pattern)) {
		scenario = load_scenario(path, name, error, sizeof(error));
		if (scenario) {
			collection->scenarios = resized(collection->scenarios,
							collection->count + 1, sizeof(scenario));
			collection->scenarios[collection->count++] = scenario;
		} else {
			complain(c, path, error);
		}
	}
	free(name);
}

static bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void collect_folder(struct collector *c, const char *folder, size_t prefix)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	int i;

	if (count < 0) {
		complain(c, folder, strerror(errno));
		return;
	}
	for (i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		size_t length = strlen(name);
		char *path;

		if (name[0] != '.' && asprintf(&path, "%s/%s", folder, name) >= 0) {
			if (is_folder(path))
				collect_folder(c, path, prefix);
			else if (length > 5 && !strcmp(name + length - 5, ".json"))
				collect_file(c, path, path + prefix);
			free(path);
		}
		free(entries[i]);
	}
	free(entries);
}

bool collect(char **paths, int count, const char *pattern, struct collection *collection)
{
	struct collector c = { .collection = collection, .pattern = pattern, .complete = true };
	int i;

	for (i = 0; i < count; i++) {
		if (is_folder(paths[i]))
			collect_folder(&c, paths[i], strlen(paths[i]) + 1);
		else
			collect_file(&c, paths[i], paths[i]);
	}
	return c.complete;
}

void free_collection(struct collection *collection)
{
	size_t i;

	for (i = 0; i < collection->count; i++)
		free_scenario(collection->scenarios[i]);
	free(collection->scenarios);
}
