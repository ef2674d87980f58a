/* SPDX-License-Identifier: GPL-3.0-or-later
 * Moments written, compared and read. RFC 3339 is read strictly: a time without an offset could mean two things, so it
 * is refused. */
#include "base/moment.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* strftime's %b would be the locale's; our sentences are English. */
static const char moment_months[12][4] =
	{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static bool moment_tm(int64_t t, struct tm *tm)
{
	time_t when = (time_t)t;

	return gmtime_r(&when, tm) != NULL;
}

const char *moment_text(int64_t t, char out[static MOMENT_SIZE])
{
	struct tm tm;

	if (!moment_tm(t, &tm))
		(void)snprintf(out, MOMENT_SIZE, "%lld", (long long)t);
	else
		(void)snprintf(out, MOMENT_SIZE, "%04ld-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900L, tm.tm_mon + 1,
			tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	return out;
}

const char *moment_text_ms(int64_t ms, char out[static MOMENT_SIZE])
{
	int64_t part = ((ms % 1000) + 1000) % 1000;
	char *z;

	(void)moment_text((ms - part) / 1000, out);
	z = strchr(out, 'Z');
	if (z != NULL)
		(void)snprintf(z, MOMENT_SIZE - (size_t)(z - out), ".%03dZ", (int)part);
	return out;
}

/* A small number, of at least `least` digits; where it ends. A card has some twenty moments, and to have them formatted
 * cost as much as a good part of its checks. */
static char *moment_digits(char *to, long n, int least)
{
	char digits[20];
	int k = 0;

	do {
		digits[k++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0 || k < least);
	while (k > 0)
		*to++ = digits[--k];
	return to;
}

/* Where it ends, for what follows. Of the years before Christ, which no certificate can write, printf() knows more. */
static char *moment_write_day(const struct tm *tm, char *out)
{
	long year = tm->tm_year + 1900L;
	char *to = moment_digits(out, tm->tm_mday, 1);

	*to++ = ' ';
	to = (char *)memcpy(to, moment_months[tm->tm_mon], 3) + 3;
	*to++ = ' ';
	if (year < 0)
		return to + snprintf(to, MOMENT_SIZE / 2, "%ld", year);
	to = moment_digits(to, year, 1);
	*to = '\0';
	return to;
}

static void moment_write_clock(const struct tm *tm, bool seconds, char *to)
{
	*to++ = ' ';
	to = moment_digits(to, tm->tm_hour, 2);
	*to++ = ':';
	to = moment_digits(to, tm->tm_min, 2);
	if (seconds) {
		*to++ = ':';
		to = moment_digits(to, tm->tm_sec, 2);
	}
	(void)memcpy(to, " UTC", sizeof " UTC");
}

const char *moment_day(int64_t t, char out[static MOMENT_SIZE])
{
	struct tm tm;

	if (!moment_tm(t, &tm))
		return moment_text(t, out);
	(void)moment_write_day(&tm, out);
	return out;
}

static const char *moment_written(int64_t t, bool seconds, char *out)
{
	struct tm tm;

	if (!moment_tm(t, &tm))
		return moment_text(t, out);
	moment_write_clock(&tm, seconds, moment_write_day(&tm, out));
	return out;
}

const char *moment_minute(int64_t t, char out[static MOMENT_SIZE])
{
	return moment_written(t, false, out);
}

const char *moment_second(int64_t t, char out[static MOMENT_SIZE])
{
	return moment_written(t, true, out);
}

/* How far apart. */

int64_t moment_days(int64_t seconds)
{
	return seconds / MOMENT_DAY - (seconds % MOMENT_DAY < 0);
}

int64_t moment_days_up(int64_t seconds)
{
	return seconds / MOMENT_DAY + (seconds % MOMENT_DAY > 0);
}

bool moment_is_near(int64_t seconds)
{
	return seconds < 2 * MOMENT_DAY && seconds > -2 * MOMENT_DAY;
}

/* Days that are counted in years, to a tenth where that says something. False: they are too few. */
static bool moment_years(int64_t days, const char *unit, char out[static MOMENT_SIZE])
{
	if (days < MOMENT_YEARS_FROM)
		return false;
	(void)snprintf(out, MOMENT_SIZE, days < 100 * 365 ? "%.1f%s" : "%.0f%s", (double)days / 365.25, unit);
	return true;
}

const char *moment_short(int64_t seconds, char out[static MOMENT_SIZE])
{
	long long days = llabs((long long)moment_days(seconds));

	if (!moment_years(days, "y", out))
		(void)snprintf(out, MOMENT_SIZE, "%lldd", days);
	return out;
}

const char *moment_span(int64_t seconds, char out[static MOMENT_SIZE])
{
	int64_t n = seconds < 0 ? -seconds : seconds;
	const char *unit = "second";

	if (!moment_is_near(seconds)) {
		n = llabs((long long)moment_days(seconds));
		unit = "day";
		if (moment_years(n, " years", out))
			return out;
	} else if (n >= 2 * MOMENT_HOUR) {
		n /= MOMENT_HOUR;
		unit = "hour";
	} else if (n >= 2 * MOMENT_MINUTE) {
		n /= MOMENT_MINUTE;
		unit = "minute";
	}
	(void)snprintf(out, MOMENT_SIZE, "%lld %s%s", (long long)n, unit, n == 1 ? "" : "s");
	return out;
}

const char *moment_when(int64_t t, int64_t now, char out[static MOMENT_SIZE])
{
	return moment_is_near(t - now) ? moment_minute(t, out) : moment_day(t, out);
}

const char *moment_ago(int64_t then, int64_t now, char out[static MOMENT_SIZE])
{
	int64_t s = now - then, days = moment_days(now) - moment_days(then);

	if (s < 0 || days > 1)
		return moment_day(then, out);
	if (s < MOMENT_MINUTE)
		(void)snprintf(out, MOMENT_SIZE, "just now");
	else if (s < MOMENT_HOUR)
		(void)snprintf(out, MOMENT_SIZE, "%d min ago", (int)(s / MOMENT_MINUTE));
	else
		(void)snprintf(out, MOMENT_SIZE, days == 0 ? "today" : "yesterday");
	return out;
}

/* The calendar. */

struct moment_date moment_date(int64_t t)
{
	struct tm tm;

	if (!moment_tm(t, &tm))
		return (struct moment_date){ .year = 1970, .month = 1, .day = 1 };
	return (struct moment_date){ .year = tm.tm_year + INT64_C(1900), .month = tm.tm_mon + 1, .day = tm.tm_mday };
}

int64_t moment_of_month(int64_t year, int month)
{
	struct tm tm = { .tm_mday = 1, .tm_mon = month - 1, .tm_year = (int)(year - 1900) };

	return (int64_t)timegm(&tm);
}

const char *moment_month(int month)
{
	return moment_months[month - 1];
}

/* Exactly `digits` decimal digits at *p, which moves on. */
static bool moment_number(const char **p, int digits, int *out)
{
	int i;

	for (*out = 0, i = 0; i < digits; i++, (*p)++) {
		if (!isdigit((unsigned char)**p))
			return false;
		*out = *out * 10 + (**p - '0');
	}
	return true;
}

static bool moment_char(const char **p, const char *any)
{
	if (**p == '\0' || strchr(any, **p) == NULL)
		return false;
	(*p)++;
	return true;
}

static int moment_month_days(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static const char *moment_parse_date(const char **p, struct tm *tm)
{
	int year, month, day;

	if (!moment_number(p, 4, &year) || !moment_char(p, "-") || !moment_number(p, 2, &month)
		|| !moment_char(p, "-") ||
	    !moment_number(p, 2, &day))
		return "it does not begin with a date like 2026-11-21";
	if (month < 1 || month > 12)
		return "there is no such month";
	if (day < 1 || day > moment_month_days(year, month))
		return "that month has no such day";
	*tm = (struct tm){ .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };
	return NULL;
}

static const char *moment_clock(const char **p, struct tm *tm)
{
	int fraction = 0;

	if (!moment_number(p, 2, &tm->tm_hour) || !moment_char(p, ":") || !moment_number(p, 2, &tm->tm_min)
		|| !moment_char(p, ":") ||
	    !moment_number(p, 2, &tm->tm_sec))
		return "the time is not written like 18:40:00";
	if (tm->tm_hour > 23 || tm->tm_min > 59 || tm->tm_sec > 60)
		return "there is no such time of day";
	if (**p != '.')
		return NULL;
	for ((*p)++; isdigit((unsigned char)**p); (*p)++)
		fraction++;
	return fraction > 0 ? NULL : "there are no digits after the point";
}

static const char *moment_offset(const char **p, int *seconds)
{
	int hours, minutes, sign;

	*seconds = 0;
	if (moment_char(p, "Zz"))
		return NULL;
	sign = **p == '-' ? -1 : 1;
	if (!moment_char(p, "+-"))
		return "the offset from UTC is missing (Z, or +01:00)";
	if (!moment_number(p, 2, &hours) || !moment_char(p, ":") || !moment_number(p, 2, &minutes))
		return "the offset is not written like +01:00";
	if (hours > 23 || minutes > 59)
		return "there is no such offset";
	*seconds = sign * (hours * MOMENT_HOUR + minutes * MOMENT_MINUTE);
	return NULL;
}

const char *moment_parse(const char *text, int64_t *out)
{
	const char *p = text, *why;
	struct tm tm;
	int offset = 0;
	bool leap;

	why = moment_parse_date(&p, &tm);
	if (why == NULL && *p != '\0') {
		if (!moment_char(&p, "Tt "))
			return "after the date comes a T and the time";
		why = moment_clock(&p, &tm);
		if (why == NULL)
			why = moment_offset(&p, &offset);
	}
	if (why != NULL)
		return why;
	if (*p != '\0')
		return "something follows behind it";
	leap = tm.tm_sec == 60;                  /* timegm() turns it into the next minute */
	*out = (int64_t)timegm(&tm) - offset;
	return leap && *out % MOMENT_DAY != 0 ? "a leap second can only be at 23:59:60 UTC" : NULL;
}
