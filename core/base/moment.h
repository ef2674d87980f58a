/* SPDX-License-Identifier: GPL-3.0-or-later
 * Moments in time as text and back, and how far they are apart: days, hours, one rule of rounding. UTC, and seconds
 * since 1970, everywhere; nobody else asks the C library for a calendar. */
#ifndef CC_MOMENT_H
#define CC_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

enum { MOMENT_SIZE = 40 };   /* room for any of the texts below, NUL included */

enum { MOMENT_YEARS_FROM = 730 };   /* so many days are said in years */

enum { MOMENT_MINUTE = 60, MOMENT_HOUR = 60 * MOMENT_MINUTE, MOMENT_DAY = 24 * MOMENT_HOUR };    /* in seconds */

/* For people there is one style, that of moment_day(); digits are for programs: JSON and files.
 * "2026-11-21T18:40:00Z" */
const char *moment_text(int64_t t, char out[static MOMENT_SIZE]);
/* "2026-11-21T18:40:00.123Z" of milliseconds */
const char *moment_text_ms(int64_t ms, char out[static MOMENT_SIZE]);
const char *moment_day(int64_t t, char out[static MOMENT_SIZE]);         /* "21 Nov 2026" */
const char *moment_minute(int64_t t, char out[static MOMENT_SIZE]);      /* "21 Nov 2026 18:40 UTC" */
const char *moment_second(int64_t t, char out[static MOMENT_SIZE]);      /* "21 Nov 2026 18:40:05 UTC" */

/* Whole days, always rounded down, towards the past: half a day is 0, half a day ago is -1 (contract: days_left). */
int64_t moment_days(int64_t seconds);
/* Of a lifetime: begun days count (contract: lifetime_days). */
int64_t moment_days_up(int64_t seconds);

/* Less than two days, either way: then "today" and "1 day" are too coarse, and sentences give the hour. */
bool moment_is_near(int64_t seconds);
/* How far away a moment is, given t - now, for a sentence that says which way: "82 days", "8.9 years", "30 hours",
 * "90 minutes", "1 second". Days are those of moment_days(): 81.5 days ago are 82. From two years on they are years. */
const char *moment_span(int64_t seconds, char out[static MOMENT_SIZE]);
/* The same where there is no room: "82d", "8.9y" */
const char *moment_short(int64_t seconds, char out[static MOMENT_SIZE]);
/* When, as exactly as it matters now: "21 Nov 2026", or to the minute where it is near. */
const char *moment_when(int64_t t, int64_t now, char out[static MOMENT_SIZE]);
/* How long ago: "just now", "2 min ago", "today", "yesterday", "21 Nov 2026". */
const char *moment_ago(int64_t then, int64_t now, char out[static MOMENT_SIZE]);

/* The calendar. A year beyond its reach is 1970. */
struct moment_date { int64_t year; int month, day; };   /* month and day from 1 */
struct moment_date moment_date(int64_t t);
int64_t moment_of_month(int64_t year, int month);        /* its first second */
const char *moment_month(int month);                     /* "Jan"; from 1 */

/* RFC 3339 with an offset (5.6; T, t or a space between; fractions are cut off; second 60 only where a leap second can
 * be, at 23:59:60 UTC) or a date alone (00:00 UTC). NULL, or why it is neither (static). */
const char *moment_parse(const char *text, int64_t *out);

#endif
