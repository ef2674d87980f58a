/* SPDX-License-Identifier: GPL-3.0-or-later
 * The file of visits: a first line that names the format, then one line a host, fields separated by tabs (clean text
 * has none). Fields may be added at the end. */
#include "visits/visits-file.h"

#include "result/finding.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The word behind the issuer of what was met among many. */
static const char visits_among[] = "among";
static const char visits_magic[] = "certcard visits 1\n";

/* 0000-01-01 and 9999-12-31T23:59:59 in seconds of Unix. */
#define VISIT_EARLIEST INT64_C(-62167219200)
#define VISIT_LATEST INT64_C(253402300799)

enum { VISIT_TARGET, VISIT_TIME, VISIT_LEVEL, VISIT_FINDING, VISIT_KEY_TIME, VISIT_SPKI, VISIT_SHA256, VISIT_NOT_AFTER,
	VISIT_ISSUER, VISIT_FIELDS };

static void visit_done(struct visit *v)
{
	free(v->target);
	free(v->finding);
	free(v->issuer);
	*v = (struct visit){ 0 };
}

char *visit_issuer(const char *name)
{
	return text_clean_line(name, LIMIT_VISIT_ISSUER);
}

struct visit visit_copy(const struct visit *v)
{
	struct visit copy = *v;

	copy.target = mem_strdup(v->target);
	copy.finding = mem_strdup(v->finding);
	copy.issuer = mem_strdup(v->issuer);
	return copy;
}

void visits_done(struct visits *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		visit_done(&v->list[i]);
	free(v->list);
	*v = (struct visits){ 0 };
}

/* Where the target is, or would go. */
static size_t visits_place(const struct visits *v, const char *target, bool *there)
{
	size_t low = 0, high = v->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(v->list[mid].target, target);

		if (order == 0) {
			*there = true;
			return mid;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*there = false;
	return low;
}

struct visit *visits_find(const struct visits *v, const char *target)
{
	bool there;
	size_t i = visits_place(v, target, &there);

	return there ? &v->list[i] : NULL;
}

void visits_put(struct visits *v, struct visit *fresh)
{
	bool there;
	size_t i = visits_place(v, fresh->target, &there);

	if (there) {
		visit_done(&v->list[i]);
	} else {
		MEM_GROW(v->list, v->n);
		memmove(&v->list[i + 1], &v->list[i], (v->n - i) * sizeof *v->list);
		v->n++;
	}
	v->list[i] = *fresh;
	*fresh = (struct visit){ 0 };
}

static int visits_by_time(const void *a, const void *b)
{
	int64_t ta = *(const int64_t *)a, tb = *(const int64_t *)b;

	return ta < tb ? 1 : ta > tb ? -1 : 0;
}

/* A date that has not come yet tells nothing of when the visit was: such visits are older than all others. */
int64_t visit_age_key(const struct visit *v, int64_t now)
{
	return v->time > now + LIMIT_CLOCK_AHEAD_S ? v->time - 2 * VISIT_LATEST : v->time;
}

void visits_trim(struct visits *v, int64_t now)
{
	int64_t *times;
	size_t i, kept = 0;

	if (v->n <= LIMIT_VISITS)
		return;
	times = mem_alloc(v->n * sizeof *times);
	for (i = 0; i < v->n; i++)
		times[i] = visit_age_key(&v->list[i], now);
	qsort(times, v->n, sizeof *times, visits_by_time);
	for (i = 0; i < v->n; i++) {
		if (visit_age_key(&v->list[i], now) >= times[LIMIT_VISITS - 1] && kept < LIMIT_VISITS)
			v->list[kept++] = v->list[i];
		else
			visit_done(&v->list[i]);
	}
	v->n = kept;
	free(times);
}

/* ---- reading ---- */

/* A moment between the years 0 and 9999, which is what a certificate can hold. */
static int visit_number(const char *s, int64_t *out)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(s, &end, 10);
	*out = n;
	return errno == 0 && end != s && *end == '\0' && n >= VISIT_EARLIEST && n <= VISIT_LATEST ? 0 : -1;
}

static int visit_nibble(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int visit_digest(const char *s, uint8_t out[static 32])
{
	size_t i;

	if (strlen(s) != 64)
		return -1;
	for (i = 0; i < 32; i++) {
		int high = visit_nibble(s[2 * i]), low = visit_nibble(s[2 * i + 1]);

		if (high < 0 || low < 0)
			return -1;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return 0;
}

static int visit_level(const char *s, enum level *out)
{
	int l;

	for (l = LEVEL_INFO; l <= LEVEL_TRUSTED; l++) {
		if (strcmp(level_name((enum level)l), s) == 0) {
			*out = (enum level)l;
			return 0;
		}
	}
	return -1;
}

static int visit_key_fields(struct visit *v, char *const *field)
{
	v->has_key = field[VISIT_SPKI][0] != '\0';
	if (!v->has_key)
		return 0;
	if (visit_number(field[VISIT_KEY_TIME], &v->key_time) != 0
		|| visit_digest(field[VISIT_SPKI], v->spki_sha256) != 0 ||
	    visit_digest(field[VISIT_SHA256], v->sha256) != 0
	    || visit_number(field[VISIT_NOT_AFTER], &v->not_after) != 0)
		return -1;
	return 0;
}

/* Somebody may have edited the file: its text is a stranger's, bidirectional controls included. */
static int visit_parse(struct visits *list, char *line)
{
	char *field[VISIT_FIELDS];
	struct visit v = { 0 };
	size_t n;

	for (n = 0; n < VISIT_FIELDS; n++) {
		field[n] = line == NULL ? NULL : strsep(&line, "\t");
		if (field[n] == NULL || !text_is_clean(field[n]))
			return -1;
	}
	if (field[VISIT_TARGET][0] == '\0' || visit_number(field[VISIT_TIME], &v.time) != 0
		|| visit_level(field[VISIT_LEVEL], &v.level) != 0 ||
	    visit_key_fields(&v, field) != 0)
		return -1;
	v.target = mem_strdup(field[VISIT_TARGET]);
	v.finding = mem_strdup(field[VISIT_FINDING]);
	v.issuer = visit_issuer(field[VISIT_ISSUER]);
	v.among = line != NULL && strcmp(strsep(&line, "\t"), visits_among) == 0;
	visits_put(list, &v);
	return 0;
}

int visits_parse(struct visits *v, const struct buf *text)
{
	char *copy, *rest, *line;
	size_t n = strlen(visits_magic);
	int r = 0;

	if (text->len == 0)
		return 0;
	if (text->len < n || memcmp(text->data, visits_magic, n) != 0 || memchr(text->data, '\0', text->len) != NULL)
		return -1;
	rest = copy = mem_strdup(text->data + n);
	while (r == 0 && (line = strsep(&rest, "\n")) != NULL) {
		if (rest == NULL && line[0] == '\0')
			break;                       /* behind the last newline */
		r = rest == NULL ? -1 : visit_parse(v, line);
	}
	free(copy);
	if (r != 0)
		visits_done(v);
	return r;
}

/* ---- writing ---- */

static void visit_write(const struct visit *v, struct buf *b)
{
	(void)buf_addf(b, "%s\t%lld\t%s\t%s\t", v->target, (long long)v->time, level_name(v->level), v->finding);
	if (v->has_key) {
		(void)buf_addf(b, "%lld\t", (long long)v->key_time);
		(void)buf_addhex(b, v->spki_sha256, sizeof v->spki_sha256, NULL);
		(void)buf_addc(b, '\t');
		(void)buf_addhex(b, v->sha256, sizeof v->sha256, NULL);
		(void)buf_addf(b, "\t%lld\t%s", (long long)v->not_after, v->issuer);
	} else {
		(void)buf_adds(b, "\t\t\t\t");
	}
	(void)buf_addf(b, "%s%s\n", v->among ? "\t" : "", v->among ? visits_among : "");
}

void visits_write(const struct visits *v, struct buf *text)
{
	size_t i;

	(void)buf_adds(text, visits_magic);
	for (i = 0; i < v->n; i++)
		visit_write(&v->list[i], text);
}
