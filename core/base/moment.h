/* SPDX-License-Identifier: GPL-3.0-or-later
 * Moments in time as text and back: RFC 3339, in UTC. Seconds since 1970 everywhere. */
#ifndef CC_MOMENT_H
#define CC_MOMENT_H

#include <stdint.h>

enum { MOMENT_SIZE = 40 };   /* room for any of the texts below, NUL included */

/* "2026-11-21T18:40:00Z" */
const char *moment_text(int64_t t, char out[static MOMENT_SIZE]);
/* "2026-11-21T18:40:00.123Z" of milliseconds */
const char *moment_text_ms(int64_t ms, char out[static MOMENT_SIZE]);
const char *moment_day(int64_t t, char out[static MOMENT_SIZE]);         /* "21 Nov 2026" */
const char *moment_minute(int64_t t, char out[static MOMENT_SIZE]);      /* "21 Nov 2026 18:40 UTC" */

/* RFC 3339 with an offset (5.6; T, t or a space between; fractions are cut off; second 60 only where a leap second can
 * be, at 23:59:60 UTC) or a date alone (00:00 UTC). NULL, or why it is neither (static). */
const char *moment_parse(const char *text, int64_t *out);

#endif
