/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small validator. */
#include "lib/schema.h"

#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct schema_run {
	json_t *root;
	char *why;
	size_t size;
};

static int schema_value(struct schema_run *s, json_t *schema, json_t *value, const char *where);

static int schema_bad(struct schema_run *s, const char *where, const char *why, const char *what)
{
	(void)snprintf(s->why, s->size, "%s: %s %s", where, why, what);
	return -1;
}

static bool schema_is_type(json_t *v, const char *type)
{
	static const struct { const char *name; int type, other; } rows[] = {
		{ "object", JSON_OBJECT, -1 }, { "array", JSON_ARRAY, -1 }, { "string", JSON_STRING, -1 },
			{ "integer", JSON_INTEGER, -1 },
		{ "number", JSON_INTEGER, JSON_REAL }, { "boolean", JSON_TRUE, JSON_FALSE }, { "null", JSON_NULL, -1 },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(rows[i].name, type) == 0)
			return (int)json_typeof(v) == rows[i].type || (int)json_typeof(v) == rows[i].other;
	}
	return false;
}

static int schema_type(struct schema_run *s, json_t *type, json_t *value, const char *where)
{
	size_t i;
	json_t *one;

	if (json_is_string(type))
		return schema_is_type(value, json_string_value(type)) ? 0
			: schema_bad(s, where, "is no", json_string_value(type));
	json_array_foreach(type, i, one) {
		if (schema_is_type(value, json_string_value(one)))
			return 0;
	}
	return schema_bad(s, where, "has a wrong type", "");
}

static int schema_enum(struct schema_run *s, json_t *list, json_t *value, const char *where)
{
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one) {
		if (json_equal(one, value))
			return 0;
	}
	return schema_bad(s, where, "is none of the values", json_is_string(value) ? json_string_value(value) : "");
}

static int schema_pattern(struct schema_run *s, const char *pattern, const char *text, const char *where)
{
	regex_t re;
	int r;

	if (regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return schema_bad(s, where, "has a bad pattern", pattern);
	r = regexec(&re, text, 0, NULL, 0);
	regfree(&re);
	return r == 0 ? 0 : schema_bad(s, where, "does not match", pattern);
}

/* Both in one order, none missing, none besides. */
static int schema_object(struct schema_run *s, json_t *properties, json_t *value, const char *where)
{
	void *want = json_object_iter(properties), *got = json_object_iter(value);

	for (; want != NULL || got != NULL;
		want = json_object_iter_next(properties, want), got = json_object_iter_next(value, got)) {
		char below[300];

		if (want == NULL)
			return schema_bad(s, where, "has a field too many:", json_object_iter_key(got));
		if (got == NULL || strcmp(json_object_iter_key(want), json_object_iter_key(got)) != 0)
			return schema_bad(s, where, "lacks, or has not in its place,", json_object_iter_key(want));
		(void)snprintf(below, sizeof below, "%.200s.%.90s", where, json_object_iter_key(want));
		if (schema_value(s, json_object_iter_value(want), json_object_iter_value(got), below) != 0)
			return -1;
	}
	return 0;
}

static int schema_items(struct schema_run *s, json_t *schema, json_t *value, const char *where)
{
	size_t i;
	json_t *one;

	json_array_foreach(value, i, one) {
		char below[300];

		(void)snprintf(below, sizeof below, "%.250s[%zu]", where, i);
		if (schema_value(s, schema, one, below) != 0)
			return -1;
	}
	return 0;
}

static int schema_value(struct schema_run *s, json_t *schema, json_t *value, const char *where)
{
	const char *ref = json_string_value(json_object_get(schema, "$ref")),
		*pattern = json_string_value(json_object_get(schema, "pattern"));
	json_t *type = json_object_get(schema, "type"), *list = json_object_get(schema, "enum"),
	*minimum = json_object_get(schema, "minimum");
	json_t *properties = json_object_get(schema, "properties"), *items = json_object_get(schema, "items");

	if (ref != NULL)
		return schema_value(s,
			json_object_get(json_object_get(s->root, "$defs"), ref + strlen("#/$defs/")), value,
			where);
	if (schema == NULL)
		return schema_bad(s, where, "has no rule", "");
	if (type != NULL && schema_type(s, type, value, where) != 0)
		return -1;
	if (list != NULL && schema_enum(s, list, value, where) != 0)
		return -1;
	if (pattern != NULL && json_is_string(value)
		&& schema_pattern(s, pattern, json_string_value(value), where) != 0)
		return -1;
	if (minimum != NULL && json_is_number(value) && json_number_value(value) < json_number_value(minimum))
		return schema_bad(s, where, "is too small", "");
	if (properties != NULL && json_is_object(value) && schema_object(s, properties, value, where) != 0)
		return -1;
	return items != NULL && json_is_array(value) ? schema_items(s, items, value, where) : 0;
}

int schema_check(json_t *schema, json_t *value, char *why, size_t size)
{
	struct schema_run s = { schema, why, size };

	return schema_value(&s, schema, value, "$");
}

json_t *schema_load(void)
{
	const char *dir = getenv("srcdir");
	char path[1000];

	(void)snprintf(path, sizeof path, "%s/doc/schema-1.json", dir != NULL ? dir : ".");
	return json_load_file(path, 0, NULL);
}
