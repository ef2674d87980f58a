/* SPDX-License-Identifier: GPL-3.0-or-later
 * What changed since the last visit: both keys' pictures side by side, issuer and dates, and what to make of it. */
#include "views/pager.h"

#include "result/keyart.h"
#include "base/mem.h"
#include "base/moment.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* bytes of a hash; as many of them stand below its picture */
	CHANGES_INDENT = 14, CHANGES_HASH = 32, CHANGES_SHOWN = 8,
	CHANGES_GAP = 1, CHANGES_GAP_WIDE = 8, CHANGES_WIDE = 60
};

static const struct finding *changes_finding(const struct view *v)
{
	return v->shown != NULL ? inspection_finding(v->shown->i, FINDING_CHANGED_SINCE_LAST_VISIT) : NULL;
}

static const struct card *changes_card(const struct view *v)
{
	const struct finding *f = changes_finding(v);

	return f != NULL && f->card >= 0 ? &v->shown->i->cards[f->card] : NULL;
}

static const char *changes_get(const struct finding *f, enum param_id id)
{
	const char *value = finding_get(f, id);

	return value != NULL ? value : "not known";
}

/* The old key's hash out of the finding. False: it is none. */
static bool changes_old_key(const struct finding *f, uint8_t hash[static CHANGES_HASH])
{
	const char *hex = finding_get(f, PARAM_OLD_SPKI);

	if (hex == NULL || strlen(hex) != 2 * CHANGES_HASH)
		return false;
	for (size_t i = 0; i < CHANGES_HASH; i++) {
		const char two[3] = { hex[2 * i], hex[2 * i + 1], '\0' };

		hash[i] = (uint8_t)strtoul(two, NULL, 16);
	}
	return true;
}

static void changes_hash(struct page *p, int x, const uint8_t *hash)
{
	char text[2 * CHANGES_SHOWN + 1];

	for (int i = 0; i < CHANGES_SHOWN; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", hash[i]);
	(void)page_span(p, x, INK_DIM, text);
}

static void changes_pictures(struct page *p, const uint8_t *then, const uint8_t *now)
{
	struct keyart a = keyart_draw(then, CHANGES_HASH), b = keyart_draw(now, CHANGES_HASH);
	int right = KEYART_W + (p->width >= CHANGES_WIDE ? CHANGES_GAP_WIDE : CHANGES_GAP);

	page_line(p);
	(void)page_span(p, 0, INK_LABEL, "The key before");
	(void)page_span(p, right, INK_LABEL, "The key now");
	for (int row = 0; row < KEYART_H; row++) {
		page_line(p);
		(void)page_span(p, 0, INK_PICTURE, a.rows[row]);
		(void)page_span(p, right, INK_PICTURE, b.rows[row]);
	}
	page_line(p);
	changes_hash(p, 0, then);
	changes_hash(p, right, now);
	page_blank(p);
}

static void changes_field(struct page *p, const char *label, char *text)
{
	page_field(p, 0, CHANGES_INDENT, INK_LABEL, label, INK_TEXT, text);
	free(text);
}

static void changes_facts(struct page *p, const struct finding *f, const struct cert *c)
{
	const char *before = changes_get(f, PARAM_SEEN), *now = changes_get(f, PARAM_ISSUER);
	char until[MOMENT_SIZE];
	bool same = strcmp(before, now) == 0;

	changes_field(p, "last visit", mem_printf("%s; that key was known since"
		" %s", changes_get(f, PARAM_LAST), changes_get(f, PARAM_SINCE)));
	changes_field(p, "issuer", same ? mem_printf("%s, as before", now) : mem_printf("%s; before: %s", now, before));
	changes_field(p, "valid until", mem_printf("%s; before: %s", moment_day(c->not_after, until),
		changes_get(f, PARAM_OLD_UNTIL)));
}

/* What it looks like, and what certcard does with the new key. */
static void changes_meaning(struct page *p, const struct inspection *i, const struct finding *f)
{
	static const char *const meanings[] = {
		"Not a renewal that a browser would take: the new certificate is not trusted.",
		"A new key with another issuer: more than a renewal. A move to another CA or hosting company looks like"
		" this; so does somebody who "
			"opens the traffic on its way.",
		"A renewal: it is trusted, comes from the same issuer, and the certificate before was due to be"
		" replaced.",
		"A new key before its time: it is trusted and comes from the same issuer, but the certificate before"
		" was good for much longer. "
			"A new server, or a key that was believed lost, looks like this.",
	};
	const char *due = finding_get(f, PARAM_RENEWAL);
	bool untrusted = i->verdict.level == LEVEL_UNTRUSTED;
	int which = untrusted ? 0 : f->level != LEVEL_INFO ? 1 : due != NULL && strcmp(due, "due") == 0 ? 2 : 3;

	page_field(p, 0, CHANGES_INDENT, INK_LABEL, "looks like", INK_STRONG, meanings[which]);
	page_blank(p);
	page_field(p, 0, CHANGES_INDENT, INK_LABEL, "from now on", INK_TEXT, untrusted
		? "Visits are compared with the key before. If you know that the new one is right, A accepts it in its"
		" place; the verdict stays."
		: "Visits are compared with the new key.");
}

/* "the same: TRUSTED", "TRUSTED; then: CAUTION" */
static char *changes_verdict(const struct inspection *i)
{
	const char *now = inspection_word(i), *then = level_word(i->last_visit.level);

	return i->verdict.level == i->last_visit.level ? mem_printf("the same: %s", now)
		: mem_printf("%s; then: %s", now, then);
}

/* The key is the one of the last visit. */
static void changes_none(struct page *p, const struct inspection *i)
{
	const struct cert *c = i->cards[i->presented[0]].cert;
	const struct last_visit *last = &i->last_visit;
	struct keyart art = keyart_draw(c->spki_sha256, CHANGES_HASH);
	char day[MOMENT_SIZE], ago[MOMENT_SIZE];

	page_text(p, 0, INK_STRONG, "The same key as at the last visit.");
	page_blank(p);
	page_line(p);
	(void)page_span(p, 0, INK_LABEL, "The key, then and now");
	for (int row = 0; row < KEYART_H; row++) {
		page_line(p);
		(void)page_span(p, 0, INK_PICTURE, art.rows[row]);
	}
	page_line(p);
	changes_hash(p, 0, c->spki_sha256);
	page_blank(p);
	changes_field(p, "last visit", mem_printf("%s, %s", moment_day(last->time, day),
		moment_ago(last->time, i->time, ago)));
	changes_field(p, "this key", mem_printf("known since %s", moment_day(last->key_time, day)));
	changes_field(p, "verdict", changes_verdict(i));
	changes_field(p, "valid until", mem_strdup(moment_day(c->not_after, day)));
}

static void changes_fill(struct view *v, struct page *p)
{
	const struct finding *f = changes_finding(v);
	const struct card *c = changes_card(v);
	uint8_t then[CHANGES_HASH];

	if (c == NULL && v->shown != NULL && v->shown->i->last_visit.same_key && v->shown->i->n_presented > 0) {
		changes_none(p, v->shown->i);
		return;
	}
	if (c == NULL || !changes_old_key(f, then)) {
		page_text(p, 0, INK_DIM, "No visit before this one is remembered.");
		return;
	}
	changes_pictures(p, then, c->cert->spki_sha256);
	changes_meaning(p, v->shown->i, f);
	page_blank(p);
	changes_facts(p, f, c->cert);
}

static void changes_open(struct view *v)
{
	pager_open(v, changes_fill);
	if (v->shown != NULL)
		v->shown->looked = true;
}

static enum handled changes_request(struct view *v, enum request r)
{
	if (r != REQUEST_ACCEPT)
		return pager_request(v, r);
	if (changes_card(v) == NULL)
		app_say(v->app, INK_MESSAGE, "There is nothing to accept");
	else if (app_accept(v->app, v->shown->i))
		app_say(v->app, INK_MESSAGE, "Accepted: this key is expected now");
	else
		app_say(v->app, INK_ERROR, "Visits to this target are not remembered");
	return HANDLED;
}

static const char *changes_hint(const struct view *v, enum request r)
{
	return r == REQUEST_ACCEPT && changes_card(v) == NULL ? "" : pager_hint(v, r);
}

static const enum request changes_requests[] = { REQUEST_ACCEPT, PAGER_REQUESTS, REQUEST_AGAIN, REQUEST_NONE };

const struct view_ops view_changes = {
	.name = "changes", .title = "Since the last visit", .state_size = sizeof(struct pager),
		.opened_by = REQUEST_CHANGES,
	.requests = changes_requests, .open = changes_open, .close = pager_close, .paint = pager_paint,
	.plain = pager_plain,
	.request = changes_request,
	.hint = changes_hint,
};
