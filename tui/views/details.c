/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every field and extension of a certificate, to be read and searched. */
#include "views/pager.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"
#include "result/may.h"
#include "result/phrases.h"

#include <stdlib.h>

/* Labels are of at most 15 columns, so that values stand beside them on a narrow screen, too. */
enum { DETAILS_INDENT = 20, DETAILS_NARROW = 18, DETAILS_MAX_HEX = 64 };

static int details_indent(const struct page *p)
{
	return p->width < 70 ? DETAILS_NARROW : DETAILS_INDENT;
}

static void details_field(struct page *p, const char *label, const char *text)
{
	if (text != NULL)
		page_field(p, 2, details_indent(p), INK_LABEL, label, *text != '\0' ? INK_TEXT : INK_DIM,
			*text != '\0' ? text : "empty");
}

/* Takes the text. */
static void details_take(struct page *p, const char *label, char *text)
{
	details_field(p, label, text);
	free(text);
}

static void details_time(struct page *p, const char *label, int64_t t)
{
	char text[MOMENT_SIZE];

	details_field(p, label, moment_second(t, text));
}

static void details_hex(struct page *p, const char *label, const uint8_t *bytes, size_t n)
{
	if (n > 0)
		details_take(p, label, phrase_hex(bytes, n, DETAILS_MAX_HEX));
}

static void details_name(struct page *p, const char *heading, const struct dn *dn)
{
	page_heading(p, heading);
	details_field(p, "name", dn->text);
	details_field(p, "common name", dn->cn);
	details_field(p, "organisation", dn->o);
	details_field(p, "unit", dn->ou);
	details_field(p, "country", dn->c);
}

static const char *const details_origins[] = {
	[ORIGIN_PRESENTED] = "sent by the server", [ORIGIN_FETCHED] = "fetched: left out by the server",
	[ORIGIN_STORE] = "the trust store", [ORIGIN_FILE] = "the file",
};

static void details_names(struct page *p, const struct card *k)
{
	const struct cert *c = k->cert;
	char more[TEXT_COUNT];
	bool any = false;

	if (!c->has_san)
		return;
	/* Beside one that matches, the others are no fault. */
	for (size_t i = 0; i < c->n_sans && k->san_matches != NULL; i++)
		any = any || k->san_matches[i];
	page_heading(p, "Names it is good for");
	for (size_t i = 0; i < c->n_sans; i++) {
		bool known = k->san_matches != NULL, match = known && k->san_matches[i];

		page_line(p);
		(void)page_span(p, 2, INK_LABEL, san_type_name(c->sans[i].type));
		page_mark(p, details_indent(p), match ? INK_GOOD : any ? INK_DIM : INK_BAD,
			!known ? " " : match ? "✔" : any ? "·" : "✖", INK_TEXT, c->sans[i].value);
		if (c->sans[i].value_unicode != NULL)
			details_field(p, "", c->sans[i].value_unicode);
	}
	if (c->sans_total > c->n_sans)
		details_take(p, "", mem_printf("and %s more", text_count(c->sans_total - c->n_sans, more)));
}

static void details_list(struct page *p, const char *label, char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		details_field(p, i == 0 ? label : "", list[i]);
}

static void details_urls(struct page *p, const char *label, const struct url *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		details_field(p, i == 0 ? label : "", list[i].text);
}

static void details_key(struct page *p, const struct cert *c)
{
	page_heading(p, "Key and signature");
	details_take(p, "public key", phrase_key_whole(&c->key));
	details_hex(p, "key's SHA-256", c->spki_sha256, sizeof c->spki_sha256);
	details_take(p, "signed with", phrase_signed_with(c));
	details_hex(p, "key id", c->skid.p, c->skid.n);
	details_hex(p, "issuer's key id", c->akid.p, c->akid.n);
}

static void details_rights(struct page *p, const struct cert *c)
{
	page_heading(p, "Rights");
	details_take(p, "in plain words", phrase_may(c));
	details_field(p, "may issue (CA)", c->is_ca ? "yes" : "no");
	if (c->path_length >= 0)
		details_take(p, "CAs below it", mem_printf("at most %d", c->path_length));
	details_list(p, "extended usage", c->eku, c->n_eku);
	details_list(p, "policies", c->policies, c->n_policies);
	for (size_t i = 0; c->nc != NULL && i < c->nc->n_permitted; i++)
		details_take(p, i == 0 ? "only names in" : "",
			mem_printf("%s: %s", c->nc->permitted[i].type, c->nc->permitted[i].value));
	for (size_t i = 0; c->nc != NULL && i < c->nc->n_excluded; i++)
		details_take(p, i == 0 ? "never names in" : "",
			mem_printf("%s: %s", c->nc->excluded[i].type, c->nc->excluded[i].value));
	details_urls(p, "OCSP responder", c->ocsp, c->n_ocsp);
	details_urls(p, "CRL", c->crl, c->n_crl);
	details_urls(p, "issuer is at", c->ca_issuers, c->n_ca_issuers);
	details_field(p, "must staple", c->must_staple ? "yes: promises a stapled proof" : "no");
}

static void details_logs(struct page *p, const struct cert *c)
{
	if (c->n_scts == 0)
		return;
	page_heading(p, "Logged in public (certificate transparency)");
	for (size_t i = 0; i < c->n_scts; i++) {
		char *id = phrase_hex(c->scts[i].log_id, sizeof c->scts[i].log_id, 8);

		details_time(p, c->scts[i].log != NULL ? c->scts[i].log : id, c->scts[i].time_ms / 1000);
		free(id);
	}
}

static void details_extensions(struct page *p, const struct cert *c)
{
	if (c->attributes != NULL) {
		page_heading(p, "What the request says besides");
		page_text(p, 2, INK_TEXT, c->attributes);
	}
	if (c->n_extensions > 0)
		page_heading(p, "Extensions, as they stand");
	for (size_t i = 0; i < c->n_extensions; i++) {
		const struct extension *x = &c->extensions[i];

		page_line(p);
		(void)page_span(p, 2, INK_STRONG, x->name != NULL ? x->name : x->oid);
		if (x->critical)
			(void)page_span(p, -1, INK_WARN, "  critical");
		if (x->name != NULL) {
			(void)page_span(p, -1, INK_DIM, "  ");
			(void)page_span(p, -1, INK_DIM, x->oid);
		}
		if (x->text != NULL && *x->text != '\0')
			page_text(p, 6, INK_TEXT, x->text);
	}
}

static void details_fill(struct view *v, struct page *p)
{
	const struct card *k = NULL;
	const struct cert *c;

	if (v->shown != NULL && v->card >= 0 && (size_t)v->card < v->shown->i->n_cards)
		k = &v->shown->i->cards[v->card];
	if (k == NULL) {
		page_text(p, 2, INK_DIM, "There is no certificate to show.");
		return;
	}
	c = k->cert;
	page_heading(p, cert_label(c));
	if (c->fault != NULL)
		page_field(p, 2, details_indent(p), INK_BAD, "fault", INK_BAD, c->fault);
	if (c->parsed) {
		details_time(p, "valid from", c->not_before);
		details_time(p, "valid until", c->not_after);
		details_take(p, "", phrase_left(k, v->shown->i->time));
		details_hex(p, "number (serial)", c->serial.p, c->serial.n);
		details_take(p, "version", mem_printf("%d", c->version));
	}
	details_field(p, "came from", details_origins[k->origin]);
	details_field(p, "in your store", k->in_trust_store ? "yes" : "no");
	details_hex(p, "SHA-256", c->sha256, sizeof c->sha256);
	details_hex(p, "SHA-1", c->sha1, sizeof c->sha1);
	if (!c->parsed)
		return;
	details_name(p, "Holder", &c->subject);
	details_name(p, "Issued by", &c->issuer);
	details_names(p, k);
	details_key(p, c);
	details_rights(p, c);
	details_logs(p, c);
	details_extensions(p, c);
}

static void details_open(struct view *v)
{
	pager_open(v, details_fill);
}

static const enum request details_requests[] =
	{ PAGER_REQUESTS, REQUEST_EXPORT, REQUEST_NONE };

const struct view_ops view_details = {
	.name = "details", .title = "Details", .state_size = sizeof(struct pager), .opened_by = REQUEST_DETAILS,
	.requests = details_requests, .tab = true, .open = details_open, .close = pager_close, .chosen = pager_chosen,
	.paint = pager_paint,
	.plain = pager_plain, .request = pager_request, .hint = pager_hint,
};
