/* SPDX-License-Identifier: GPL-3.0-or-later
 * Targets that are parts of files. */
#include "engine/target-part.h"

#include "base/mem.h"
#include "net/host.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool target_is_part(const char *text)
{
	const char *hash = strrchr(text, '#');
	char *path;
	bool there;

	if (hash == NULL || hash == text || hash[1] == '\0' || access(text, F_OK) == 0)
		return false;
	path = mem_strndup(text, (size_t)(hash - text));
	there = strcmp(path, "-") == 0 || (access(path, F_OK) == 0 && !host_could_be_public(path));
	free(path);
	return there;
}

const char *target_read_part(struct target *t, const char *text, const struct opts *o)
{
	const char *hash = strrchr(text, '#');

	(void)o;
	t->facts.kind = TARGET_FILE;
	t->path = mem_strndup(text, (size_t)(hash - text));
	t->part = mem_strdup(hash + 1);
	return NULL;
}

static char *part_copy(const char *s)
{
	return s != NULL ? mem_strdup(s) : NULL;
}

struct target target_part(const struct target *file, const char *name)
{
	return (struct target){
		.facts = { .input = mem_printf("%s#%s", file->path, name), .kind = TARGET_FILE,
			.host = part_copy(file->facts.host), .host_unicode = part_copy(file->facts.host_unicode),
			.servername = part_copy(file->facts.servername), .host_is_ip = file->facts.host_is_ip },
		.path = mem_strdup(file->path), .part = mem_strdup(name),
	};
}
