/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists from files, and the one answer that follows from all of them. */
#include "revocation/lists.h"

#include "asn1/der.h"
#include "asn1/pem.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "x509/dn.h"
#include "x509/wrappings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How long a list is believed that does not say until when: the longest that BR 4.9.7 allows to any list. */
enum { LISTS_UNDATED = 366 * MOMENT_DAY };

/* ---- files ---- */

/* 1: kept, 0: it is no list, -1 with a clause in e: there are too many. */
static int lists_keep(struct crl_lists *l, struct bytes der, struct cc_err *e)
{
	struct crl head;

	if (!crl_open(der, &head))
		return 0;
	if (l->n >= LIMIT_LISTS)
		return err_setx(e, ERR_LIMIT, "there are more revocation lists than the %d that are read", LIMIT_LISTS);
	MEM_GROW(l->items, l->n);
	l->items[l->n] = BUF_INIT(LIMIT_FILE_BYTES);
	return buf_add(&l->items[l->n++], der.p, der.n) == 0 ? 1 : -1;
}

/* Are these elements of DER, one behind the other to the end? */
static bool lists_is_whole(struct bytes content)
{
	struct der part;

	while (der_next(&content, &part))
		;
	return content.n == 0;
}

/* What begins as a list does in DER, a SEQUENCE of 128 octets or more, and is cut off or damaged. Of something whole
 * that is no list, a certificate say, nothing is to be said. */
static bool lists_is_damaged(struct bytes in)
{
	struct der whole;

	if (in.n < 2 || in.p[0] != DER_SEQUENCE || in.p[1] <= 0x80 || in.p[1] > 0x84)
		return false;
	return !der_next(&in, &whole) || !lists_is_whole(whole.content);
}

static bool lists_is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Lists in DER, wherever they begin: one behind the other, or among text, where a '0' may look like the begin of one.
 * So damage is seen only at the begin and behind another list. */
static int lists_add_der(struct crl_lists *l, struct bytes in, const uint8_t *file, struct cc_err *e)
{
	bool here = true;

	while (in.n > 0) {
		struct bytes rest = in;
		struct der whole;
		int kept = der_is(&in, DER_SEQUENCE) && der_next(&rest, &whole) ? lists_keep(l, whole.whole, e) : 0;

		if (kept < 0)
			return -1;
		if (kept == 0 && here && lists_is_damaged(in))
			return err_setx(e, ERR_PARSE, "what begins at its octet %zu is cut off or damaged",
				(size_t)(in.p - file) + 1);
		here = kept > 0 || (here && lists_is_blank(in.p[0]));
		in = kept > 0 ? rest : (struct bytes){ in.p + 1, in.n - 1 };
	}
	return 0;
}

static int lists_add_block(struct crl_lists *l, const struct pem_block *block, const uint8_t *file, struct cc_err *e)
{
	size_t n = 0;
	uint8_t *der;
	int kept;

	if (!pem_is(block, "X509 CRL"))
		return 0;
	der = pem_decode(block, &n);
	kept = der != NULL ? lists_keep(l, (struct bytes){ der, n }, e) : 0;
	free(der);
	if (kept == 0)
		return err_setx(e, ERR_PARSE, "the revocation list that begins in line %u cannot be read",
			1 + text_lines(file, block->at));
	return kept < 0 ? -1 : 0;
}

int crl_lists_add(struct crl_lists *l, struct bytes file, struct cc_err *e)
{
	size_t before = l->n;
	const uint8_t *from = file.p, *begin = file.p, *end = file.p + file.n;
	struct pem_block block;

	while (pem_next(&file, &block)) {
		if (lists_add_der(l, (struct bytes){ from, (size_t)(block.at - from) }, begin, e) != 0
			|| lists_add_block(l, &block, begin, e) != 0)
			return -1;
		from = file.p;
	}
	if (lists_add_der(l, (struct bytes){ from, (size_t)(end - from) }, begin, e) != 0)
		return -1;
	return l->n > before ? 0 : err_setx(e, ERR_PARSE, "it holds no revocation list that can be read");
}

void crl_lists_done(struct crl_lists *l)
{
	for (size_t i = 0; i < l->n; i++)
		buf_done(&l->items[i]);
	free(l->items);
	*l = (struct crl_lists){ 0 };
}

/* ---- one certificate ---- */

/* A list that may be used, and what it says. */
struct lists_word {
	const struct cert *signer;
	struct crl list;
	struct crl_entry entry;
	unsigned reasons;        /* crl_speaks_of() */
};

struct lists_question {
	struct cert *const *path;
	size_t n;
	int64_t now;
	struct lists_word *words;
	size_t n_words;
	unsigned reasons;        /* for which current lists say that it is not withdrawn */
	bool weighed;            /* `why` says what came of a list that may be used */
	struct crl_answer *out;
};

static bool lists_is_delta(const struct lists_word *w)
{
	return w->list.base.n > 0;
}

/* Whose key signs this list: the issuer's, or of an indirect one that of a CA further up. NULL: nobody's here. An
 * indirect one of a CA beside the path counts only where a path from it to the same anchor is valid and the certificate
 * names that CA as cRLIssuer (RFC 5280 6.3.3 (b) and (f)). That path is not built here, so that such a list says
 * nothing, neither that it is withdrawn nor that it is not: caution. "openssl verify -extended_crl" looks for one. */
static const struct cert *lists_signer(const struct lists_question *q, const struct crl *l)
{
	if (dn_match(l->issuer, q->path[0]->issuer.der))
		return q->path[1];
	for (size_t i = 2; l->indirect && i < q->n; i++)
		if (dn_match(l->issuer, q->path[i]->subject.der))
			return q->path[i];
	return NULL;
}

/* The first reason is kept, but one about a list that may be used tells more. */
static void lists_why(struct lists_question *q, const char *why, bool weighed)
{
	if (q->out->why != NULL && (q->weighed || !weighed))
		return;
	q->out->why = why;
	q->weighed = weighed;
}

/* A list that ought to speak of it cannot be used. */
static void lists_broken(struct lists_question *q, const char *why, bool weighed)
{
	lists_why(q, why, weighed);
	if (q->out->broken == NULL)
		q->out->broken = why;
}

static void lists_hear(struct lists_question *q, struct bytes der)
{
	struct lists_word w;
	const char *why;

	if (!crl_open(der, &w.list))
		return;
	if ((w.signer = lists_signer(q, &w.list)) == NULL) {
		if (w.list.indirect)
			lists_why(q, "the revocation list is of a CA that is not on the path, and whether that one may"
				" speak for the issuer is not looked into (RFC 5280 6.3.3 (f))", false);
		return;
	}
	why = crl_unusable(&w.list, w.signer);
	if (why == NULL)
		why = crl_look_up(&w.list, q->path[0], &w.entry);
	if (why != NULL) {
		lists_broken(q, why, false);
		return;
	}
	if (q->out->fault == NULL)
		q->out->fault = crl_profile_fault(&w.list);
	if (!crl_speaks_of(&w.list, q->path[0], &w.reasons)) {
		lists_why(q, "the revocation list is for other certificates of this issuer", false);
		return;
	}
	MEM_GROW(q->words, q->n_words);
	q->words[q->n_words++] = w;
}

static int lists_compare_scope(const struct lists_word *a, const struct lists_word *b)
{
	if (a->signer != b->signer)
		return (uintptr_t)a->signer < (uintptr_t)b->signer ? -1 : 1;
	if (a->list.scope.n != b->list.scope.n)
		return a->list.scope.n < b->list.scope.n ? -1 : 1;
	return a->list.scope.n == 0 ? 0 : memcmp(a->list.scope.p, b->list.scope.p, a->list.scope.n);
}

/* By scope, and in it the complete ones first, by age; of twins that differ, the one that withdraws counts as the
 * newer. */
static int lists_compare(const void *x, const void *y)
{
	const struct lists_word *a = x, *b = y;
	int scope = lists_compare_scope(a, b);

	if (scope != 0)
		return scope;
	if (lists_is_delta(a) != lists_is_delta(b))
		return lists_is_delta(a) ? 1 : -1;
	if (a->list.this_update != b->list.this_update)
		return a->list.this_update < b->list.this_update ? -1 : 1;
	int number = crl_number_compare(a->list.number, b->list.number);

	return number != 0 ? number : a->entry.found - b->entry.found;
}

static bool lists_is_future(const struct lists_question *q, const struct lists_word *w)
{
	return w->list.this_update > q->now + CRL_SKEW;
}

static bool lists_is_stale(const struct lists_question *q, const struct lists_word *w)
{
	int64_t end = w->list.next_update != 0 ? w->list.next_update : w->list.this_update + LISTS_UNDATED;

	return end < q->now - CRL_SKEW;
}

/* The newest complete list; one from the future only where there is no other. */
static const struct lists_word *lists_base(const struct lists_question *q, const struct lists_word *w, size_t n)
{
	const struct lists_word *base = NULL;

	for (size_t i = 0; i < n && !lists_is_delta(&w[i]); i++)
		if (base == NULL || !lists_is_future(q, &w[i]))
			base = &w[i];
	return base;
}

static void lists_revoked(struct lists_question *q, const struct lists_word *w)
{
	struct crl_answer *out = q->out;

	if (out->revoked)
		return;
	out->revoked = true;
	out->revoked_at = w->entry.revoked_at;
	out->reason = w->entry.reason;
	out->signer = w->signer;
	out->this_update = w->list.this_update;
	out->next_update = w->list.next_update;
}

/* The newest complete list of a scope is silent. `renewed`: so is a current difference to it; NULL: there is none. */
static void lists_silent(struct lists_question *q, const struct lists_word *base, const struct lists_word *renewed)
{
	const struct lists_word *current = renewed != NULL ? renewed : base;

	if (lists_is_future(q, base)) {
		lists_broken(q, "the revocation list is from the future", true);
		return;
	}
	if (lists_is_stale(q, base) && renewed == NULL) {
		lists_broken(q, base->list.next_update != 0 ? "the revocation list is stale" : "the revocation list is"
			" more than a year old, and does not say when the next one comes", true);
		return;
	}
	/* for OpenSSL it is not withdrawn, for GnuTLS it is (both measured) */
	if (base->entry.removed) {
		lists_broken(q, "the revocation list names it as given back, which only the difference to another one"
			" may (RFC 5280 5.3.1)", true);
		return;
	}
	if (base->reasons != CRL_ALL_REASONS)
		lists_why(q, base->reasons == 0 && base->signer != q->path[1] ? "the revocation list is of a CA further"
			" up, and the certificate does not say that it speaks of it"
			: base->reasons == 0 ? "the revocation list is for a part of its issuer's certificates, and"
			" nothing says that this one is among them"
			: "the revocation list speaks of some reasons for withdrawing alone", true);
	q->reasons |= base->reasons;
	if (q->out->this_update == 0) {
		q->out->this_update = current->list.this_update;
		q->out->next_update = current->list.next_update;
	}
}

/* All lists of one scope. A difference is used where it is not older than the complete list; to renew a stale one, or
 * to take back what stands there, it must be current and build on it (RFC 5280 6.3.3 (c)). */
static void lists_weigh(struct lists_question *q, const struct lists_word *w, size_t n)
{
	const struct lists_word *base = lists_base(q, w, n), *state = base != NULL && base->entry.found ? base : NULL,
		*renewed = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!lists_is_delta(&w[i]) || (base != NULL && w[i].list.this_update < base->list.this_update))
			continue;
		bool current = base != NULL && !lists_is_future(q, &w[i]) && !lists_is_stale(q, &w[i])
			&& crl_number_compare(base->list.number, w[i].list.base) >= 0;

		if (w[i].entry.found)
			state = &w[i];
		else if (w[i].entry.removed && current)
			state = NULL;
		if (current)
			renewed = &w[i];
	}
	if (state != NULL)
		lists_revoked(q, state);
	else if (base != NULL)
		lists_silent(q, base, renewed);
	else
		lists_why(q, "the revocation list is only the difference to another one", true);
}

static void lists_decide(struct lists_question *q)
{
	size_t from = 0, to;

	if (q->n_words > 1)
		qsort(q->words, q->n_words, sizeof *q->words, lists_compare);
	for (; from < q->n_words; from = to) {
		for (to = from + 1; to < q->n_words && lists_compare_scope(&q->words[from], &q->words[to]) == 0; to++)
			;
		lists_weigh(q, q->words + from, to - from);
	}
	q->out->covered = !q->out->revoked && q->reasons == CRL_ALL_REASONS;
}

static void lists_end(struct lists_question *q)
{
	struct crl_answer *out = q->out;

	lists_decide(q);
	free(q->words);
	if (out->covered || out->revoked)
		out->why = out->broken = NULL;
	else
		lists_why(q, "none of the revocation lists is from its issuer", false);
}

void crl_lists_ask(const struct crl_lists *l, struct cert *const *path, size_t n, int64_t now, struct crl_answer *out)
{
	struct lists_question q = { .path = path, .n = n, .now = now, .out = out };

	*out = (struct crl_answer){ .reason = -1 };
	for (size_t i = 0; i < l->n; i++)
		lists_hear(&q, buf_bytes(&l->items[i]));
	lists_end(&q);
}

int crl_ask(struct bytes der, struct cert *const *path, size_t n, int64_t now, struct crl_answer *out,
	struct cc_err *e)
{
	struct lists_question q = { .path = path, .n = n, .now = now, .out = out };
	struct crl head;

	*out = (struct crl_answer){ .reason = -1 };
	if (!crl_open(der, &head))
		return err_setx(e, ERR_PARSE, "it is not a revocation list");
	if (lists_signer(&q, &head) == NULL)
		return err_setx(e, ERR_PARSE, "the revocation list is another issuer's");
	lists_hear(&q, der);
	lists_end(&q);
	return out->revoked || out->covered ? 0 : err_setx(e, ERR_PARSE, "%s", out->why);
}
