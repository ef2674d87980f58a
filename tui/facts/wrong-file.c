/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file without certificates. */
#include "facts/wrong-file.h"

#include <string.h>

const char *wrong_file(const struct inspection *i, const char *asked)
{
	const char *reason, *file = i->target.input;

	if (i->target.kind != TARGET_FILE || i->n_cards > 0 || i->verdict.finding < 0 || asked == NULL)
		return NULL;
	if (strcmp(file, asked) != 0 && (strncmp(file, "file:", 5) != 0 || strcmp(file + 5, asked) != 0))
		return NULL;
	reason = finding_get(&i->findings[i->verdict.finding], PARAM_REASON);
	return reason != NULL ? reason : i->findings[i->verdict.finding].what;
}
