/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scenario's name and remarks in brackets, taken out of names. */
#include "result/veil.h"

#include "base/buf.h"
#include "base/mem.h"
#include "result/answers.h"

#include <string.h>

enum { VEIL_BYTES = 4096 };

char *veil_text(const struct inspection *i, const char *text)
{
	const char *colon = strchr(i->target.input, ':'), *demo = colon != NULL ? colon + 1 : "";
	size_t n = i->target.kind == TARGET_DEMO ? strlen(demo) : 0;
	struct buf b = BUF_INIT(VEIL_BYTES);

	for (; *text != '\0'; text++) {
		if (n > 0 && strncmp(text, demo, n) == 0) {
			(void)buf_adds(&b, "shop");
			text += n - 1;
		} else if (n > 0 && strncmp(text, " (", 2) == 0) {
			break;
		} else {
			(void)buf_add(&b, text, 1);
		}
	}
	return buf_take(&b);
}

char *veil_connection(const struct inspection *i)
{
	const char *protocol = i->has_connection ? i->connection.protocol : NULL;

	return mem_printf("%s%s", protocol != NULL ? protocol : "no TLS",
		inspection_finding(i, FINDING_REVOKED) != NULL ? "; stapled: revoked" : "");
}

char *veil_stops(const struct inspection *i)
{
	return answers_agree(i) ? NULL : answers_list(i, ANSWER_NO, NULL);
}
