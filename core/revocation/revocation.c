/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of the withdrawal of each certificate of a path. */
#include "revocation/revocation.h"

#include "base/mem.h"
#include "base/moment.h"
#include "revocation/ocsp.h"

#include <stdlib.h>
#include <string.h>

enum {
	REV_SHORT_NEW = 7 * MOMENT_DAY, REV_SHORT_OLD = 10 * MOMENT_DAY
};
#define REV_SHORT_SINCE INT64_C(1773532800)   /* 2026-03-15: BR 1.6.1, "Short-lived Subscriber Certificate" */

struct revocation *revocation_new(struct cert *const *path, size_t n)
{
	struct revocation *r = mem_alloc(sizeof *r);
	size_t i;

	for (i = 0; i + 1 < n && i < LIMIT_PATH_CERTS; i++) {
		struct rev_entry *e = &r->entries[r->n++];
		int64_t life = path[i]->not_after - path[i]->not_before + 1;

		e->path = path + i;
		e->n_path = n - i;
		e->cert = path[i];
		e->issuer = path[i + 1];
		e->short_lived = !path[i]->is_ca
			&& life <= (path[i]->not_before >= REV_SHORT_SINCE ? REV_SHORT_NEW : REV_SHORT_OLD);
	}
	return r;
}

void revocation_free(struct revocation *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->n; i++) {
		free(r->entries[i].why);
		free(r->entries[i].list_fault);
		free(r->entries[i].uncovered);
	}
	free(r->staple_fault);
	free(r);
}

/* A good answer does not undo a revocation that another one told of, and a failure undoes nothing. */
static void rev_settle(struct rev_entry *e, enum rev_status status, enum rev_source source, int64_t this_update,
	int64_t next_update)
{
	if (e->status == REV_REVOKED || (status == REV_UNKNOWN && e->status == REV_GOOD))
		return;
	e->status = status;
	e->source = source;
	e->this_update = this_update;
	e->next_update = next_update;
	if (status != REV_UNKNOWN) {
		free(e->why);
		e->why = NULL;
	}
}

static void rev_fail(struct rev_entry *e, const char *why)
{
	rev_settle(e, REV_UNKNOWN, REV_BY_OCSP, 0, 0);
	if (e->status == REV_UNKNOWN && e->why == NULL)
		e->why = mem_strdup(why);
}

/* What a response says of one certificate. Returns 0 when it says good or revoked. */
static int rev_take_ocsp(struct rev_entry *e, struct bytes der, enum rev_source source, int64_t now, struct cc_err *err)
{
	struct ocsp_answer a;

	if (ocsp_read(der, e->cert, e->issuer, now, &a, err) != 0)
		return -1;
	if (a.status == OCSP_UNKNOWN)
		return err_setx(err, ERR_PARSE, "the responder does not know the certificate");
	rev_settle(e, a.status == OCSP_REVOKED ? REV_REVOKED : REV_GOOD, source, a.this_update, a.next_update);
	if (a.status == OCSP_REVOKED) {
		e->revoked_at = a.revoked_at;
		e->reason = crl_reason_name(a.reason);
	}
	return 0;
}

static void rev_take_answer(struct rev_entry *e, const struct crl_answer *a, enum rev_source source)
{
	rev_settle(e, a->revoked ? REV_REVOKED : REV_GOOD, source, a->this_update, a->next_update);
	if (a->revoked) {
		e->revoked_at = a->revoked_at;
		e->reason = crl_reason_name(a->reason);
		e->by = a->signer != e->issuer ? a->signer : NULL;
	}
	free(e->uncovered);
	e->uncovered = NULL;
}

static int rev_take_crl(struct rev_entry *e, struct bytes der, int64_t now, struct cc_err *err)
{
	struct crl_answer a;

	if (crl_ask(der, e->path, e->n_path, now, &a, err) != 0)
		return -1;
	rev_take_answer(e, &a, REV_BY_CRL);
	return 0;
}

void revocation_staple(struct revocation *r, struct bytes staple, int64_t now)
{
	struct cc_err err = { 0 };

	if (staple.n == 0 || r->n == 0)
		return;
	if (rev_take_ocsp(&r->entries[0], staple, REV_BY_STAPLE, now, &err) == 0)
		r->staple_verified = true;
	else
		r->staple_fault = mem_strdup(err.msg);
}

void revocation_lists(struct revocation *r, const struct crl_lists *lists, int64_t now)
{
	struct crl_answer a;

	for (size_t i = 0; lists != NULL && lists->n > 0 && i < r->n; i++) {
		struct rev_entry *e = &r->entries[i];

		crl_lists_ask(lists, e->path, e->n_path, now, &a);
		if (a.revoked || a.covered)
			rev_take_answer(e, &a, REV_BY_FILE);
		else
			e->uncovered = mem_strdup(a.why);
		if (a.fault != NULL)
			e->list_fault = mem_strdup(a.fault);
		else if (a.broken != NULL)
			e->list_fault = mem_printf("a revocation list of its issuer cannot be used: %s (RFC"
				" 5280 6.3.3)", a.broken);
	}
}

/* Fetching. One address after the other: of each certificate first its OCSP responders, then its lists. */
struct revocation_asker {
	struct revocation *r;
	int64_t now;
	size_t entry, url;
	bool lists;
	struct rev_entry *asked;
	bool asked_list;
	struct buf request;
	const char *seen[LIMIT_FETCHES];
	size_t n_seen, max;
};

struct revocation_asker *revocation_asker_new(struct revocation *r, int64_t now, size_t max)
{
	struct revocation_asker *a = mem_alloc(sizeof *a);

	a->r = r;
	a->now = now;
	a->max = max < LIMIT_FETCHES ? max : LIMIT_FETCHES;
	buf_init(&a->request, LIMIT_LINE_BYTES);
	return a;
}

void revocation_asker_free(struct revocation_asker *a)
{
	if (a == NULL)
		return;
	buf_done(&a->request);
	free(a);
}

static bool rev_needs(const struct rev_entry *e)
{
	return !e->short_lived && (e->status == REV_NOTHING || e->status == REV_UNKNOWN);
}

static bool rev_is_new(struct revocation_asker *a, const char *url)
{
	size_t i;

	if (strncasecmp(url, "http://", 7) != 0 || a->n_seen >= a->max)
		return false;
	for (i = 0; i < a->n_seen; i++)
		if (strcmp(a->seen[i], url) == 0)
			return false;
	a->seen[a->n_seen++] = url;
	return true;
}

/* A list that serves several certificates of the path is fetched once; an OCSP answer is one certificate's. */
static void rev_ask(struct revocation_asker *a, struct rev_entry *e, const struct url *u, struct want *w)
{
	a->asked = e;
	a->asked_list = a->lists;
	*w = (struct want){ .kind = a->lists ? WANT_CRL : WANT_OCSP, .url = u->raw,
		.max_bytes = a->lists ? LIMIT_CRL_BYTES : LIMIT_OCSP_BYTES };
	if (!a->lists) {
		buf_reset(&a->request);
		ocsp_request(e->cert, e->issuer, &a->request);
		w->post = buf_bytes(&a->request);
	}
}

bool revocation_want(struct revocation_asker *a, struct want *w)
{
	for (; a->entry < a->r->n; a->entry++, a->url = 0, a->lists = false) {
		struct rev_entry *e = &a->r->entries[a->entry];

		while (rev_needs(e)) {
			const struct url *list = a->lists ? e->cert->crl : e->cert->ocsp;
			size_t n = a->lists ? e->cert->n_crl : e->cert->n_ocsp;

			if (a->url < n) {
				const struct url *u = &list[a->url++];

				if (rev_is_new(a, u->raw)) {
					rev_ask(a, e, u, w);
					return true;
				}
			} else if (!a->lists) {
				a->lists = true;
				a->url = 0;
			} else {
				break;
			}
		}
	}
	return false;
}

void revocation_answer(struct revocation_asker *a, struct bytes body, const char *why_not)
{
	struct cc_err err = { 0 };

	if (body.n == 0)
		rev_fail(a->asked, why_not != NULL ? why_not : "no answer came");
	else if ((a->asked_list ? rev_take_crl(a->asked, body, a->now, &err)
				: rev_take_ocsp(a->asked, body, REV_BY_OCSP, a->now, &err)) != 0)
		rev_fail(a->asked, err.msg);
}
