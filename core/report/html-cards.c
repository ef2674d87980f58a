/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each certificate as the licence that it is: the key's picture, the fields, the stamp. */
#include "report/html-cards.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"
#include "explain/brief.h"
#include "result/bare.h"
#include "result/keyart.h"
#include "result/may.h"
#include "result/phrases.h"
#include "result/veil.h"
#include "x509/dn.h"

#include <stdlib.h>

enum { CARDS_NAMES = 60, CARDS_STRANGERS = 50, CARDS_GLOSS = 160 };

/* ---- the chain ---- */

static void cards_link(struct html *h, const struct inspection *i, size_t card)
{
	const struct card *c = &i->cards[card];
	char *left = c->cert->parsed && !c->cert->request ? phrase_left_short(c, i->time) : NULL;
	enum level l = card_level(i, (int)card);
	bool anchor = c->in_trust_store && l != LEVEL_UNTRUSTED;

	html_put(h, "<li class=\"%s\"><span class=\"mark\">", html_class(anchor ? LEVEL_TRUSTED : l));
	html_escape(h, phrase_level_mark(anchor ? LEVEL_TRUSTED : l));
	html_put(h, "</span> ");
	html_element(h, "b", NULL, phrase_label(c));
	html_element(h, "span", "dim", phrase_place(i, (int)card));
	html_element(h, "span", "left", left);
	html_put(h, "</li>\n");
	free(left);
}

static bool cards_beside(const struct inspection *i, size_t n)
{
	enum card_origin o = i->cards[n].origin;

	return !inspection_in_path(i, (int)n) && o != ORIGIN_STORE && o != ORIGIN_FETCHED;
}

static void cards_strangers(struct html *h, const struct inspection *i)
{
	size_t shown = 0, all = 0;
	char more[TEXT_COUNT];

	for (size_t n = 0; n < i->n_cards; n++)
		all += cards_beside(i, n);
	if (all == 0)
		return;
	html_put(h, "<h3>%s</h3>\n<ul class=\"chain\">\n", phrase_beside_title(i));
	for (size_t n = 0; n < i->n_cards && shown < CARDS_STRANGERS; n++) {
		if (!cards_beside(i, n))
			continue;
		cards_link(h, i, n);
		shown++;
	}
	if (shown < all)
		html_put(h, "<li>and %s more</li>\n", text_count(all - shown, more));
	html_put(h, "</ul>\n");
}

void html_chain(struct html *h, const struct inspection *i)
{
	if (i->target.kind == TARGET_REQUEST || i->target.kind == TARGET_STORE || i->n_cards == 0)
		return;
	html_put(h, "<section>\n");
	if (i->n_path > 0)
		html_put(h, "<h2>%s</h2>\n<ol class=\"chain\">\n", phrase_chain_title(i));
	for (size_t n = 0; n < i->n_path; n++)
		cards_link(h, i, (size_t)i->path[n]);
	html_put(h, "%s", i->n_path > 0 ? "</ol>\n" : "");
	cards_strangers(h, i);
	html_put(h, "</section>\n");
}

/* ---- a card ---- */

static void cards_picture(struct html *h, const struct cert *c)
{
	struct keyart art = keyart_draw(c->spki_sha256, sizeof c->spki_sha256);
	char *key = phrase_key(&c->key);

	html_put(h, "<figure><pre aria-hidden=\"true\">");
	for (size_t y = 0; y < KEYART_H; y++) {
		html_escape(h, art.rows[y]);
		html_put(h, "\n");
	}
	html_put(h, "</pre>");
	html_element(h, "figcaption", NULL, key);
	html_put(h, "</figure>\n");
	free(key);
}

/* `veil`: the inspection in whose names nothing is to tell what it is, and then none is marked; or NULL. */
static void cards_names(struct html *h, const struct card *c, const struct inspection *veil)
{
	const struct cert *x = c->cert;
	char more[TEXT_COUNT];

	if (x->n_sans == 0)
		return;
	html_put(h, "<dt>%s</dt><dd><ul class=\"names\">\n", x->request ? "Asks for" : bare_label(BARE_NAMES));
	for (size_t n = 0; n < x->n_sans && n < CARDS_NAMES; n++) {
		bool match = veil == NULL && c->san_matches != NULL && c->san_matches[n];

		html_put(h, "<li%s>", match ? " class=\"good\"" : "");
		if (veil != NULL) {
			char *name = veil_text(veil, x->sans[n].value);

			html_element(h, "span", NULL, name);
			free(name);
		} else {
			html_element(h, "span", NULL, x->sans[n].value);
		}
		if (x->sans[n].value_unicode != NULL)
			html_element(h, "span", "dim", x->sans[n].value_unicode);
		html_put(h, "</li>\n");
	}
	if (x->n_sans > CARDS_NAMES)
		html_put(h, "<li class=\"dim\">and %s more</li>\n", text_count(x->n_sans - CARDS_NAMES, more));
	html_put(h, "</ul></dd>\n");
}

static void cards_fingerprint(struct html *h, const struct cert *c)
{
	html_field_free(h, "SHA-256", phrase_hex(c->sha256, sizeof c->sha256, sizeof c->sha256));
}

static void cards_fields(struct html *h, const struct inspection *i, const struct card *c)
{
	const struct cert *x = c->cert;

	html_put(h, "<dl>\n");
	html_field_free(h, "Holder", x->subject.text[0] != '\0' ? dn_plain(x->subject.text) : mem_strdup("(empty)"));
	html_field_free(h, "Issued by", x->request ? mem_strdup("nobody yet: it is an application for a licence")
		: dn_plain(x->issuer.text));
	if (!x->request) {
		html_field_free(h, "Process", phrase_process(i, c));
		html_field_free(h, "Valid", phrase_validity(c, i->time));
	}
	cards_names(h, c, NULL);
	html_field_free(h, "May", phrase_may(x));
	html_field_free(h, "Signature", phrase_signature(i, (int)(c - i->cards)));
	if (!x->request)
		html_field_free(h, "Serial", phrase_hex(x->serial.p, x->serial.n, x->serial.n));
	cards_fingerprint(h, x);
	html_put(h, "</dl>\n");
}

/* The stamps of what was found about it, each with what it means. */
static void cards_stamps(struct html *h, const struct inspection *i, int card)
{
	for (size_t n = 0; n < i->n_findings; n++) {
		const struct finding *f = &i->findings[n];
		char *gloss;

		if (f->card != card || f->stamp == NULL || f->stamp[0] == '\0' || f->level == LEVEL_INFO)
			continue;
		gloss = brief_gloss_of(f, CARDS_GLOSS);
		html_put(h, "<p class=\"stamp %s\">", html_class(f->level));
		html_element(h, "strong", NULL, f->stamp);
		html_element(h, "span", NULL, gloss);
		html_put(h, "</p>\n");
		free(gloss);
	}
}

void html_card_bare(struct html *h, const struct inspection *i, const struct card *c)
{
	html_put(h, "<section class=\"card\">\n<div class=\"inside\">\n");
	cards_picture(h, c->cert);
	html_put(h, "<dl>\n");
	for (enum bare_field f = 0; f < BARE_FIELDS; f++) {
		if (f == BARE_NAMES) {
			cards_names(h, c, i);
		} else if (f != BARE_KEY) {        /* it stands below the picture */
			char *text = bare_text(f, c, CARDS_NAMES);

			html_field_free(h, bare_label(f), veil_text(i, text));
			free(text);
		}
	}
	html_put(h, "</dl>\n</div>\n</section>\n");
}

static void cards_card(struct html *h, const struct inspection *i, size_t card)
{
	const struct card *c = &i->cards[card];

	html_put(h, "<section class=\"card %s\">\n<header>", html_class(card_level(i, (int)card)));
	html_element(h, "span", NULL, c->cert->request ? "APPLICATION" : phrase_licence(i, c));
	html_element(h, "h3", NULL, phrase_label(c));
	html_put(h, "</header>\n");
	cards_stamps(h, i, (int)card);
	html_put(h, "<div class=\"inside\">\n");
	if (c->cert->parsed) {
		cards_picture(h, c->cert);
		cards_fields(h, i, c);
	} else {
		html_put(h, "<dl>\n");
		html_field(h, "Fault", c->cert->fault);
		cards_fingerprint(h, c->cert);
		html_put(h, "</dl>\n");
	}
	html_put(h, "</div>\n</section>\n");
}

static void cards_store(struct html *h, const struct inspection *i)
{
	char day[MOMENT_SIZE];

	html_put(h, "<section>\n<h2>The trust store</h2>\n<table><thead><tr><th scope=\"col\">Root</th>"
		"<th scope=\"col\">From</th><th scope=\"col\">Ends</th></tr></thead>\n<tbody>\n");
	for (size_t n = 0; n < i->n_cards; n++) {
		const struct card *c = &i->cards[n];

		html_put(h, "<tr>");
		html_element(h, "td", NULL, phrase_label(c));
		html_element(h, "td", NULL, c->anchor == ANCHOR_PUBLIC ? "public" : "added here");
		html_element(h, "td", NULL, c->cert->parsed ? moment_day(c->cert->not_after, day) : "cannot be read");
		html_put(h, "</tr>\n");
	}
	html_put(h, "</tbody></table>\n</section>\n");
}

void html_cards(struct html *h, const struct inspection *i)
{
	if (i->target.kind == TARGET_STORE) {
		cards_store(h, i);
		return;
	}
	if (i->target.kind == TARGET_REQUEST) {
		for (size_t n = 0; n < i->n_cards; n++)
			cards_card(h, i, n);
		return;
	}
	for (size_t n = 0; n < i->n_path; n++)
		cards_card(h, i, (size_t)i->path[n]);
}
