/* SPDX-License-Identifier: GPL-3.0-or-later
 * jsonhas 'PATH=VALUE; PATH=VALUE': does the JSON on standard input hold these? A path is names and indexes with dots
 * between, * for each element of an array; several values are joined with commas. PATH~TEXT: the value holds TEXT
 * somewhere; PATH!VALUE:
 * it is another. Says what is otherwise. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPACE " \t\n"

enum { VALUE_BYTES = 65536 };

static void add(char *out, const char *text)
{
	size_t n = strlen(out);

	(void)snprintf(out + n, VALUE_BYTES - n, "%s%s", n > 0 ? "," : "", text);
}

static void add_value(char *out, const json_t *j)
{
	char *text = NULL;

	if (json_is_string(j)) {
		add(out, json_string_value(j));
	} else {
		text = json_dumps(j, JSON_ENCODE_ANY | JSON_COMPACT);
		add(out, text != NULL ? text : "?");
		free(text);
	}
}

/* The values of `j` at `path`, whose first `n` octets count. */
static void collect(char *out, const json_t *j, const char *path, size_t n)
{
	const char *dot = memchr(path, '.', n);
	size_t head = dot != NULL ? (size_t)(dot - path) : n, i;
	const char *rest = path + head + (dot != NULL);
	size_t left = n - (size_t)(rest - path);
	char name[64];

	if (n == 0) {
		add_value(out, j);
		return;
	}
	(void)snprintf(name, sizeof name, "%.*s", (int)head, path);
	if (strcmp(name, "*") == 0)
		for (i = 0; i < json_array_size(j); i++)
			collect(out, json_array_get(j, i), rest, left);
	else if (json_is_array(j) && json_array_get(j, strtoul(name, NULL, 10)) != NULL)
		collect(out, json_array_get(j, strtoul(name, NULL, 10)), rest, left);
	else if (json_is_object(j) && json_object_get(j, name) != NULL)
		collect(out, json_object_get(j, name), rest, left);
	else
		add(out, "(absent)");
}

static int check(const json_t *j, const char *claim)
{
	static char value[VALUE_BYTES];
	size_t n = strcspn(claim, "=~!");
	const char *wants = claim + n + 1;
	int holds;

	if (claim[n] == '\0') {
		printf("  \"%s\" claims nothing\n", claim);
		return 1;
	}
	value[0] = '\0';
	collect(value, j, claim, n);
	holds = claim[n] == '~' ? strstr(value, wants) != NULL : (strcmp(value, wants) == 0) == (claim[n] == '=');
	if (!holds)
		printf("  %.*s is \"%s\"; claimed was \"%s\"\n", (int)n, claim, value, claim + n);
	return !holds;
}

int main(int argc, char **argv)
{
	json_error_t e;
	json_t *j = json_loadf(stdin, 0, &e);
	char *claim, *end;
	int bad = 0;

	if (argc != 2)
		return 2;
	if (j == NULL) {
		printf("  no JSON: %s\n", e.text);
		return 1;
	}
	for (claim = argv[1]; claim != NULL; claim = end) {
		claim += strspn(claim, SPACE);
		for (end = strchr(claim, ';'); end != NULL && strchr(SPACE, end[1]) == NULL; end = strchr(end + 1, ';'))
			;
		if (end != NULL)
			*end++ = '\0';
		bad |= check(j, claim);
	}
	json_decref(j);
	return bad;
}
