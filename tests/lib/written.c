/* SPDX-License-Identifier: GPL-3.0-or-later
 * A report into memory. */
#include "lib/written.h"

#include "report/plain-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { WRITTEN_COLUMNS = 200 };

char *written(int (*report)(FILE *, const struct inspection *), const struct inspection *i)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	assert_non_null(f);
	assert_int_equal(report(f, i), 0);
	assert_int_equal(fclose(f), 0);
	return text;
}

static int written_wide(FILE *f, const struct inspection *i)
{
	return report_text(f, i, &(struct report_style){ .width = WRITTEN_COLUMNS });
}

char *written_text(const struct inspection *i)
{
	return written(written_wide, i);
}
