/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does standard input hold one inspection, an array of them, or one a line, each by schema 1? For scripts; prints how
 * many. */
#include "lib/schema.h"

#include <stdio.h>

static int check_value(json_t *schema, json_t *value, int *n)
{
	char why[600] = "";
	json_t *one;
	size_t i;

	if (json_is_array(value)) {
		json_array_foreach(value, i, one) {
			if (check_value(schema, one, n) != 0)
				return -1;
		}
		return 0;
	}
	++*n;
	if (schema_check(schema, value, why, sizeof why) == 0)
		return 0;
	(void)fprintf(stderr, "inspection %d: %s\n", *n, why);
	return -1;
}

int main(void)
{
	json_t *schema = schema_load(), *value;
	json_error_t e;
	int n = 0, bad = schema == NULL;

	while (!bad && (value = json_loadf(stdin, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &e)) != NULL) {
		bad = check_value(schema, value, &n);
		json_decref(value);
	}
	/* At the end there is nothing but blanks. */
	if (!bad && json_error_code(&e) != json_error_premature_end_of_input) {
		(void)fprintf(stderr, "line %d: %s\n", e.line, e.text);
		bad = 1;
	}
	json_decref(schema);
	(void)printf("%d\n", n);
	return bad != 0;
}
