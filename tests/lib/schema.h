/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does a JSON value keep to a schema? The part of JSON Schema (2020-12) that doc/schema-1.json uses. */
#ifndef CC_SCHEMA_H
#define CC_SCHEMA_H

#include <jansson.h>
#include <stddef.h>

/* Checks $ref, type, enum, properties, required, items, pattern and minimum; stricter than the standard, the
 * properties must also come in the schema's order, and there are no others. 0, or -1 with where and why in `why`. */
int schema_check(json_t *schema, json_t *value, char *why, size_t size);

/* doc/schema-1.json, found by $srcdir; NULL: not there. */
json_t *schema_load(void);

#endif
