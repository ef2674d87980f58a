/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gathers the clients' answers. */
#include "result/answers.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool answers_same_words(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool answers_same_client(const struct client_answer *a, const struct client_answer *b)
{
	return strcmp(a->client, b->client) == 0;
}

struct answer_run answer_run(const struct inspection *i, size_t first)
{
	struct answer_run r = { first, first < i->n_clients };

	while (first + r.n < i->n_clients && r.n > 0) {
		const struct client_answer *a = &i->clients[first], *b = &i->clients[first + r.n];

		if (!answers_same_client(a, b) || a->accepts != b->accepts || !answers_same_words(a->code, b->code)
			|| !answers_same_words(a->why, b->why))
			break;
		r.n++;
	}
	return r;
}

char *answer_run_label(const struct inspection *i, const struct answer_run *r)
{
	const struct client_answer *newest = &i->clients[r->first], *oldest = &i->clients[r->first + r->n - 1];
	bool newer = r->first > 0 && answers_same_client(newest, newest - 1);
	bool older = r->first + r->n < i->n_clients && answers_same_client(oldest, oldest + 1);

	if (!newer && !older)
		return mem_strdup(newest->client);
	if (!newer)
		return mem_printf("%s %s%s", newest->client, oldest->version, r->n > 1 ? " and newer" : "");
	if (!older)
		return mem_printf("%s %s and older", newest->client, newest->version);
	return r->n == 1 ? mem_printf("%s %s", newest->client, newest->version)
		: mem_printf("%s %s to %s", newest->client, oldest->version, newest->version);
}

bool answers_agree(const struct inspection *i)
{
	bool yes = false, no = false;

	for (size_t k = 0; k < i->n_clients; k++) {
		yes = yes || i->clients[k].accepts == ANSWER_YES;
		no = no || i->clients[k].accepts == ANSWER_NO;
	}
	return !yes || !no;
}

/* Runs of one client that differ in their words alone are one here, unless words are asked for. */
static struct answer_run answers_next(const struct inspection *i, size_t at, bool words)
{
	struct answer_run r = answer_run(i, at), next;

	while (!words && r.n > 0) {
		next = answer_run(i, r.first + r.n);
		if (next.n == 0 || !answers_same_client(&i->clients[r.first], &i->clients[next.first])
			|| i->clients[r.first].accepts != i->clients[next.first].accepts)
			break;
		r.n += next.n;
	}
	return r;
}

char *answers_list(const struct inspection *i, enum answer accepts, const char *why)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	struct answer_run r;

	(void)buf_adds(&b, "");
	for (size_t at = 0; (r = answers_next(i, at, why != NULL)).n > 0; at = r.first + r.n) {
		const struct client_answer *a = &i->clients[at];
		char *label;

		if (a->accepts != accepts || (why != NULL && strcmp(a->why, why) != 0))
			continue;
		label = answer_run_label(i, &r);
		(void)buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", label);
		if (why != NULL && a->code != NULL)
			(void)buf_addf(&b, " (%s)", a->code);
		free(label);
	}
	return buf_take(&b);
}

char *answers_plain(const struct inspection *i)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (i->clients[k].plain)
			return answers_list(i, ANSWER_YES, i->clients[k].why);
	return mem_strdup("");
}

char *answer_way(const struct inspection *i, const struct client_answer *a)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	if (a->way != NULL)
		return mem_strdup(a->way);
	(void)buf_adds(&b, "");
	for (size_t k = 0; k < i->n_path; k++)
		(void)buf_addf(&b, "%s%s", k > 0 ? ", signed by " : "", cert_label(i->cards[i->path[k]].cert));
	return buf_take(&b);
}

char *answers_sentence(const struct inspection *i)
{
	char *yes, *no, *all;

	if (answers_agree(i))
		return NULL;
	yes = answers_list(i, ANSWER_YES, NULL);
	no = answers_list(i, ANSWER_NO, NULL);
	all = mem_printf("%s: yes. %s: no.", yes, no);
	free(yes);
	free(no);
	return all;
}

char *answers_others(const struct inspection *i)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	bool stops = false, newest;
	char *all = NULL;

	(void)buf_adds(&b, "");
	for (size_t k = 0; k < i->n_clients; k++) {
		const struct client_answer *a = &i->clients[k];

		newest = k == 0 || !answers_same_client(a, a - 1);
		if (!a->browser || !newest)
			continue;
		stops = stops || a->accepts == ANSWER_NO;
		if (a->accepts == ANSWER_YES)
			(void)buf_addf(&b, "%s%s %s", b.len > 0 ? ", " : "", a->client, a->version);
	}
	if (stops && b.len > 0)
		all = mem_printf("Other people may see this site without a warning: %s.", b.data);
	buf_done(&b);
	return all;
}

/* What a class meets at home and at work; the newest of each stands first in the table. */
static const char *const answers_class[] = { "Chromium", "Firefox", "curl", "Java" };
enum { ANSWERS_CLASS = sizeof answers_class / sizeof *answers_class };

static const struct client_answer *answers_newest(const struct inspection *i, const char *client)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (strcmp(i->clients[k].client, client) == 0)
			return &i->clients[k];
	return NULL;
}

/* "Chromium (NET::ERR_CERT_DATE_INVALID), Firefox and curl": those of the class with this answer, and how many. */
static size_t answers_some(const struct inspection *i, enum answer accepts, struct buf *b)
{
	const struct client_answer *some[ANSWERS_CLASS];
	size_t n = 0;

	for (size_t k = 0; k < ANSWERS_CLASS; k++) {
		const struct client_answer *a = answers_newest(i, answers_class[k]);

		if (a != NULL && a->accepts == accepts)
			some[n++] = a;
	}
	for (size_t k = 0; k < n; k++) {
		(void)buf_addf(b, "%s%s", k == 0 ? "" : k + 1 == n ? " and " : ", ", some[k]->client);
		if (some[k]->browser && some[k]->code != NULL)
			(void)buf_addf(b, " (%s)", some[k]->code);
	}
	return n;
}

/* What no certificate came of: the codes that the finding goes by. */
static void answers_by_codes(const struct inspection *i, struct buf *b)
{
	static const char *const tools[] = { "Chrome/Edge", "Firefox", "curl", "Java" };
	const struct finding *f = i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;

	for (size_t t = 0; f != NULL && t < ANSWERS_CLASS; t++)
		for (size_t k = 0; k < f->n_codes; k++)
			if (strcmp(f->codes[k].tool, tools[t]) == 0) {
				(void)buf_addf(b, "%s%s says %s", b->len > 0 ? "; " : "", tools[t], f->codes[k].code);
				break;
			}
	if (b->len > 0)
		(void)buf_adds(b, ".");
}

char *answers_for_class(const struct inspection *i)
{
	static const struct { enum answer accepts; const char *before, *one, *many; } rows[] = {
		{ ANSWER_YES, "", " opens this without a word.", " open this without a word." },
		{ ANSWER_NO, "", " stops.", " stop." },
		{ ANSWER_UNKNOWN, "Of ", " it cannot be told.", " it cannot be told." },
	};
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	(void)buf_adds(&b, "");
	for (size_t k = 0; k < sizeof rows / sizeof *rows && i->n_clients > 0; k++) {
		struct buf who = BUF_INIT(LIMIT_TEXT_BYTES);
		size_t n = answers_some(i, rows[k].accepts, &who);

		if (n > 0)
			(void)buf_addf(&b, "%s%s%s%s", b.len > 0 ? " " : "", rows[k].before, who.data,
				n == 1 ? rows[k].one : rows[k].many);
		buf_done(&who);
	}
	if (i->n_clients == 0)
		answers_by_codes(i, &b);
	return buf_take(&b);
}

bool answers_edge_agrees(const struct inspection *i)
{
	const struct client_answer *edge = answers_newest(i, "Edge"), *chrome = answers_newest(i, "Chromium");

	return edge == NULL || chrome == NULL
		|| (edge->code != NULL && chrome->code != NULL && strcmp(edge->code, chrome->code) == 0);
}

/* "Chromium and Firefox": the newest of the browsers on a desk with this answer, and may their users go on? Those that
 * were asked themselves (tests/servers/browsers.sh): what Edge and Safari offer on their pages nobody here has seen. */
static size_t answers_desk(const struct inspection *i, enum answer accepts, enum answer bypass, struct buf *b)
{
	static const char *const desk[] = { "Chromium", "Firefox" };
	const char *some[sizeof desk / sizeof *desk];
	size_t n = 0;

	for (size_t k = 0; k < sizeof desk / sizeof *desk; k++) {
		const struct client_answer *a = answers_newest(i, desk[k]);

		if (a != NULL && a->accepts == accepts && (accepts == ANSWER_YES || a->bypass == bypass))
			some[n++] = desk[k];
	}
	for (size_t k = 0; k < n; k++)
		(void)buf_addf(b, "%s%s", k == 0 ? "" : k + 1 == n ? " and " : ", ", some[k]);
	return n;
}

char *answers_past(const struct inspection *i)
{
	static const struct { enum answer accepts, bypass; const char *one, *many; } rows[] = {
		{ ANSWER_YES, ANSWER_UNKNOWN, "opens it without a word", "open it without a word" },
		{ ANSWER_NO, ANSWER_YES, "lets you past", "let you past" },
		{ ANSWER_NO, ANSWER_NO, "does not let you past", "do not let you past" },
	};
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	(void)buf_adds(&b, "");
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct buf who = BUF_INIT(LIMIT_TEXT_BYTES);
		size_t n = answers_desk(i, rows[k].accepts, rows[k].bypass, &who);

		if (n > 0)
			(void)buf_addf(&b, "%s%s %s", b.len > 0 ? "; " : "", who.data,
				n == 1 ? rows[k].one : rows[k].many);
		buf_done(&who);
	}
	if (b.len > 0)
		(void)buf_adds(&b, ".");
	return buf_take(&b);
}

size_t answer_first(const struct inspection *i, size_t k)
{
	for (size_t n = 0; n < k; n++)
		if (i->clients[n].accepts == i->clients[k].accepts
			&& answers_same_words(i->clients[n].why, i->clients[k].why))
			return n;
	return k;
}
