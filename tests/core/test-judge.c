/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge writes down and what it asks for: cards, steps, dead ends, fetches, the verdict's parts. Which finding
 * goes with which chain is in chains.def. */
#include "lib/chains.h"

#include "judge/judge.h"
#include "base/limits.h"
#include "base/mem.h"
#include "explain/texts.h"
#include "result/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/pkcs7.h>
#include <stdlib.h>
#include <string.h>

static struct chain_keys *keys;

/* A chain under judgement. */
struct scene {
	struct chain chain;
	struct trust *trust;
	struct cert *presented[CHAINS_MAX];
	size_t n;
	struct opts opts;
	struct judge *judge;
	unsigned asked;
	char *urls[16];
};

static void scene_open_for(struct scene *s, const char *certs, const char *presented, const char *anchors,
	bool may_fetch, enum purpose purpose)
{
	struct judge_input in =
		{ .opts = &s->opts, .now = CHAINS_NOW, .may_fetch = may_fetch, .presented = s->presented,
		.tls = { .server = true, .version = 0x0304 }, .host = CHAINS_HOST };

	memset(s, 0, sizeof *s);
	chain_make(&s->chain, keys, certs);
	s->trust = chain_trust(&s->chain, anchors, ANCHOR_ADDED);
	s->n = chain_pick(&s->chain, presented, s->presented, CHAINS_MAX);
	opts_defaults(&s->opts);
	s->opts.purpose = purpose;
	in.trust = s->trust;
	in.n_presented = s->n;
	s->judge = judge_new(&in);
}

static void scene_open(struct scene *s, const char *certs, const char *presented, const char *anchors, bool may_fetch)
{
	scene_open_for(s, certs, presented, anchors, may_fetch, PURPOSE_SERVER);
}

/* Step on, answering every want with `body` (or the failure), until done. */
static struct inspection *scene_close(struct scene *s, struct bytes body)
{
	struct inspection *out = mem_alloc(sizeof *out);
	enum judge_state state;
	const struct want *w;

	while ((state = judge_step(s->judge)) != JUDGE_DONE) {
		if (state != JUDGE_WANTS)
			continue;
		w = judge_want(s->judge);
		assert_non_null(w);
		/* nothing further before it is answered */
		assert_int_equal(judge_step(s->judge), JUDGE_WANTS);
		assert_null(judge_want(s->judge));
		assert_true(s->asked < 16);
		s->urls[s->asked++] = mem_strdup(w->url);
		judge_answer(s->judge, w, body, body.n == 0 ? "connection refused" : NULL);
	}
	out->time = CHAINS_NOW;
	judge_finish(s->judge, out);
	return out;
}

static void scene_end(struct scene *s, struct inspection *i)
{
	inspection_free(i);
	for (unsigned n = 0; n < s->asked; n++)
		free(s->urls[n]);
	trust_free(s->trust);
	chain_done(&s->chain);
}

static const struct bytes nothing;

/* Its place among the steps; n_steps: there is none. */
static size_t step_at(const struct inspection *i, enum step_id id, int card)
{
	size_t n = 0;

	while (n < i->n_steps && (i->steps[n].id != id || i->steps[n].card != card))
		n++;
	return n;
}

static const struct step *step_of(const struct inspection *i, enum step_id id, int card)
{
	size_t n = step_at(i, id, card);

	assert_true(n < i->n_steps);
	return &i->steps[n];
}

static void test_cards_say_role_origin_and_days(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R; L<I; X", "L X I L", "R", false);
	i = scene_close(&s, nothing);
	assert_int_equal(i->n_cards, 4);
	assert_int_equal(i->n_path, 3);
	assert_int_equal(i->n_presented, 4);
	assert_int_equal(i->presented[0], i->presented[3]);
	assert_int_equal(i->cards[i->path[0]].role, ROLE_LEAF);
	assert_int_equal(i->cards[i->path[1]].role, ROLE_INTERMEDIATE);
	assert_int_equal(i->cards[i->path[2]].role, ROLE_ROOT);
	assert_int_equal(i->cards[i->presented[1]].role, ROLE_STRANGER);
	assert_int_equal(i->cards[i->path[1]].origin, ORIGIN_PRESENTED);
	assert_int_equal(i->cards[i->path[2]].origin, ORIGIN_STORE);
	assert_true(i->cards[i->path[2]].in_trust_store);
	assert_false(i->cards[i->path[1]].in_trust_store);
	assert_int_equal(i->cards[i->path[0]].days_left, 60);
	assert_int_equal(i->cards[i->path[0]].lifetime_days, 91);       /* 90 days and both end seconds */
	assert_true(i->cards[i->path[0]].san_matches[0]);
	scene_end(&s, i);
}

static void test_days_left_are_rounded_down_behind_the_end(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; L<R from=-100 to=-1", "L", "R", false);
	i = scene_close(&s, nothing);
	assert_int_equal(i->cards[i->path[0]].days_left, -1);
	scene_end(&s, i);
}

/* The sentence, and the number that every other output has, come from one rule; near an end the hour matters. */
static void test_sentences_about_dates_count_as_days_left_does(void **state)
{
	static const struct { const char *world; int64_t days; const char *says[2]; } rows[] = {
		{ "R; L<R from=-100 to=-40", -40, { "ended on 22 Apr 2026", ", 40 days ago." } },
		{ "R; L<R from=-100 to=-1", -1, { "ended on 31 May 2026", " UTC, 24 hours ago." } },
		{ "R; L<R from=-100 to=1", 1, { "ends on 2 Jun 2026", " UTC, in 24 hours." } },
		{ "R; L<R from=-100 to=20", 20, { "ends on 21 Jun 2026", ", in 20 days." } },
		{ "R; L<R from=1 to=90", 90, { "begins only on 2 Jun 2026", " UTC, 24 hours from now." } },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct scene s;
		struct inspection *i;

		scene_open(&s, rows[k].world, "L", "R", false);
		i = scene_close(&s, nothing);
		assert_int_equal(i->cards[i->path[0]].days_left, rows[k].days);
		for (size_t n = 0; n < 2; n++)
			if (strstr(i->verdict.headline, rows[k].says[n]) == NULL)
				fail_msg("%s: %s", rows[k].world, i->verdict.headline);
		scene_end(&s, i);
	}
}

/* The walk goes from the leaf up, and at each certificate in the order of the contract. */
static void test_steps_are_in_a_verifiers_order(void **state)
{
	struct scene s;
	struct inspection *i;
	int last_card = 0;

	(void)state;
	scene_open(&s, "R; I<R pl=0; L<I", "L I", "R", false);
	i = scene_close(&s, nothing);
	for (size_t n = 0; n < i->n_steps; n++) {
		if (i->steps[n].id == STEP_ANCHOR || (i->steps[n].id == STEP_USAGE && n + 3 > i->n_steps))
			continue;
		assert_true(i->steps[n].card >= last_card);
		last_card = i->steps[n].card;
	}
	assert_int_equal(i->steps[0].id, STEP_PARSE);
	assert_int_equal(i->steps[i->n_steps - 1].id, STEP_ANCHOR);
	assert_int_equal(step_of(i, STEP_SIGNATURE, i->path[0])->result, STEP_PASS);
	assert_int_equal(step_of(i, STEP_PATH_LENGTH, i->path[1])->result, STEP_PASS);
	assert_string_equal(step_of(i, STEP_PATH_LENGTH, i->path[1])->right, "0");
	assert_non_null(step_of(i, STEP_ISSUER, i->path[0])->left);
	assert_int_equal(step_at(i, STEP_SIGNATURE, i->path[2]), i->n_steps);
	assert_int_equal(step_at(i, STEP_CA, i->path[0]), i->n_steps);
	scene_end(&s, i);
}

static void test_dead_ends_say_where_and_why(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; S to=-1; X<S as=R; I<R; L<I", "L I X", "R S", false);
	i = scene_close(&s, nothing);
	assert_int_equal(i->n_dead_ends, 1);
	assert_int_equal(i->dead_ends[0].failed, STEP_NOT_AFTER);
	assert_int_equal(i->dead_ends[0].n_path, 4);
	assert_string_equal(chain_id(&s.chain, i->cards[i->dead_ends[0].card].cert), "S");
	assert_non_null(strstr(i->dead_ends[0].text, "ended"));
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	scene_end(&s, i);
}

static void test_unreadable_leaf_has_no_path(void **state)
{
	struct cert *broken = cert_read("\x30\x03\x02\x01\x05", 5);
	struct trust *trust = trust_new(NULL);
	struct opts o;
	struct judge_input in =
		{ .opts = &o, .now = CHAINS_NOW, .presented = &broken, .n_presented = 1, .trust = trust,
		.host = CHAINS_HOST };
	struct inspection *i = mem_alloc(sizeof *i);
	struct judge *j;

	(void)state;
	opts_defaults(&o);
	j = judge_new(&in);
	assert_int_equal(judge_step(j), JUDGE_DONE);
	judge_finish(j, i);
	assert_int_equal(i->n_path, 0);
	assert_int_equal(i->n_cards, 1);
	assert_int_equal(i->cards[0].role, ROLE_LEAF);
	assert_int_equal(i->n_findings, 1);
	assert_int_equal(i->findings[0].id, FINDING_MALFORMED);
	assert_int_equal(i->n_steps, 1);
	assert_int_equal(i->steps[0].result, STEP_FAIL);
	assert_string_equal(i->verdict.browser_code, "NET::ERR_CERT_INVALID");
	inspection_free(i);
	trust_free(trust);
	cert_unref(broken);
}

static void test_nothing_is_extra_behind_an_unreadable_leaf(void **state)
{
	struct cert *broken = cert_read("\x30\x03\x02\x01\x05", 5);
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R; L<I", "L I", "R", false);
	s.presented[0] = broken;
	judge_free(s.judge);
	s.judge = judge_new(&(struct judge_input){ .opts = &s.opts, .now = CHAINS_NOW, .presented = s.presented,
		.n_presented = s.n, .trust = s.trust,
		.host = CHAINS_HOST });
	i = scene_close(&s, (struct bytes){ NULL, 0 });
	assert_int_equal(i->n_findings, 1);
	assert_int_equal(i->findings[0].id, FINDING_MALFORMED);
	scene_end(&s, i);
	cert_unref(broken);
}

static void test_unreadable_in_the_middle_is_malformed(void **state)
{
	struct cert *broken = cert_read("\x30\x03\x02\x01\x05", 5);
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R; L<I", "L L I", "R", false);
	s.presented[1] = broken;
	judge_free(s.judge);
	s.judge = judge_new(&(struct judge_input){ .opts = &s.opts, .now = CHAINS_NOW, .presented = s.presented,
		.n_presented = s.n, .trust = s.trust,
		.host = CHAINS_HOST });
	i = scene_close(&s, (struct bytes){ NULL, 0 });
	assert_int_equal(i->n_path, 3);
	assert_int_equal(i->findings[0].id, FINDING_MALFORMED);
	assert_ptr_equal(i->cards[i->findings[0].card].cert, broken);
	assert_int_equal(i->findings[1].id, FINDING_CHAIN_EXTRA);
	assert_int_equal(i->n_findings, 2);
	scene_end(&s, i);
	cert_unref(broken);
}

static void test_only_what_is_signed_is_called_signed(void **state)
{
	static const struct { const char *certs; bool is; } cases[] = {
		{ "R; I<R; L<I", true }, { "R; I<R; L<I badsig", false }, { "R; I<R badsig; L<I", false },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct scene s;
		struct inspection *i;

		scene_open(&s, cases[k].certs, "L I", "R", false);
		i = scene_close(&s, nothing);
		assert_int_equal(i->n_path, 3);
		assert_string_equal(phrase_chain_title(i), cases[k].is ? "The chain, each signed by the next"
			: "The chain, each naming the next as its issuer");
		scene_end(&s, i);
	}
}

static void test_asks_nothing_where_it_may_not(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R; L<I aia=I", "L", "R", false);
	i = scene_close(&s, nothing);
	assert_int_equal(s.asked, 0);
	assert_int_equal(i->findings[0].id, FINDING_INCOMPLETE_CHAIN);
	scene_end(&s, i);
}

static void test_asks_nothing_where_the_path_is_good(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R aia=R; L<I aia=I", "L I", "R", true);
	i = scene_close(&s, nothing);
	assert_int_equal(s.asked, 0);
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	scene_end(&s, i);
}

static void test_asks_each_address_once_and_says_what_came(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R; L<I aia=I", "L", "R", true);
	i = scene_close(&s, nothing);
	assert_int_equal(s.asked, 1);
	assert_string_equal(s.urls[0], "http://issuer.test/I");
	assert_int_equal(i->findings[0].n_evidence, 1);
	assert_non_null(strstr(i->findings[0].evidence[0].text, "connection refused"));
	scene_end(&s, i);
}

static void test_rubbish_for_an_issuer_is_said(void **state)
{
	struct scene s;
	struct inspection *i;

	(void)state;
	scene_open(&s, "R; I<R; L<I aia=I", "L", "R", true);
	i = scene_close(&s, (struct bytes){ (const uint8_t *)"<html>", 6 });
	assert_non_null(strstr(i->findings[0].evidence[0].text, "no certificate"));
	scene_end(&s, i);
}

static void test_issuer_may_come_as_pem(void **state)
{
	struct scene s;
	struct inspection *i;
	char *pem;

	(void)state;
	scene_open(&s, "R; I<R; L<I aia=I", "L", "R", true);
	pem = cert_pem(chain_find(&s.chain, "I"));
	i = scene_close(&s, (struct bytes){ (const uint8_t *)pem, strlen(pem) });
	assert_int_equal(i->verdict.level, LEVEL_CAUTION);
	assert_int_equal(i->cards[i->path[1]].origin, ORIGIN_FETCHED);
	assert_int_equal(step_of(i, STEP_ISSUER, i->path[0])->result, STEP_WARN);
	assert_int_equal(i->findings[0].n_evidence, 1);
	assert_string_equal(i->findings[0].evidence[0].text,
		"An issuer's certificate was fetched from http://issuer.test/I.");
	free(pem);
	scene_end(&s, i);
}

/* PKCS #7 with one certificate, to be freed by gnutls_free(). */
static gnutls_datum_t pkcs7_of(const struct cert *c, gnutls_x509_crt_fmt_t form)
{
	gnutls_datum_t der = { (unsigned char *)(uintptr_t)c->der, (unsigned)c->der_len }, out;
	gnutls_pkcs7_t p7;

	assert_int_equal(gnutls_pkcs7_init(&p7), 0);
	assert_int_equal(gnutls_pkcs7_set_crt_raw(p7, &der), 0);
	assert_int_equal(gnutls_pkcs7_export2(p7, form, &out), 0);
	gnutls_pkcs7_deinit(p7);
	return out;
}

/* What is fetched: certificates in DER (small letters) or PEM (capitals), or the issuer as PKCS #7. 'x' is another. */
static void put_form(struct buf *b, const char *form, const struct cert *issuer, const struct cert *other)
{
	for (; *form != '\0'; form++) {
		const struct cert *c = *form == 'x' || *form == 'X' ? other : issuer;
		gnutls_datum_t p7;
		char *pem;

		switch (*form) {
		case 'i': case 'x': assert_int_equal(buf_add(b, c->der, c->der_len), 0); break;
		case 'I': case 'X':
			pem = cert_pem(c);
			assert_int_equal(buf_add(b, pem, strlen(pem)), 0);
			free(pem);
			break;
		case '7': case 'P':
			p7 = pkcs7_of(c, *form == '7' ? GNUTLS_X509_FMT_DER : GNUTLS_X509_FMT_PEM);
			assert_int_equal(buf_add(b, p7.data, p7.size), 0);
			gnutls_free(p7.data);
			break;
		default: assert_int_equal(buf_add(b, form, 1), 0);
		}
	}
}

static const struct client_answer *answer_of(const struct inspection *i, const char *client)
{
	for (size_t n = 0; n < i->n_clients; n++)
		if (strcmp(i->clients[n].client, client) == 0)
			return &i->clients[n];
	fail_msg("no %s", client);
	return NULL;
}

/* Served to Chromium 156: two certificates in DER, PKCS #7 in PEM, and what is not the first of a PEM file it does not
 * find. Of others that fetch nothing is known then. */
static void test_the_form_of_an_issuer_decides_who_reads_it(void **state)
{
	static const struct { const char *form; bool read; } cases[] = {
		{ "i", true }, { "I", true }, { "text\nI", true }, { "IX", true }, { "7", true },
		{ "P", false }, { "XI", false }, { "xi", false }, { "ix", false },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct buf body = BUF_INIT(64 * 1024);
		struct scene s;
		struct inspection *i;
		const struct client_answer *a;

		scene_open(&s, "R; X<R; I<R; L<I aia=I", "L", "R", true);
		put_form(&body, cases[k].form, chain_find(&s.chain, "I"), chain_find(&s.chain, "X"));
		i = scene_close(&s, buf_bytes(&body));
		assert_int_equal(i->verdict.level, LEVEL_CAUTION);
		a = answer_of(i, "Chromium");
		if ((a->accepts == ANSWER_YES) != cases[k].read)
			fail_msg("%s", cases[k].form);
		if (!cases[k].read) {
			assert_string_equal(a->code, "NET::ERR_CERT_AUTHORITY_INVALID");
			assert_string_equal(i->verdict.browser_code, a->code);
		}
		a = answer_of(i, "Windows");
		assert_int_equal(a->accepts, cases[k].read ? ANSWER_YES : ANSWER_UNKNOWN);
		buf_done(&body);
		scene_end(&s, i);
	}
}

/* Whoever is trusted without having issued himself is no root; and whoever has his own name is one where he is. */
static void test_roles(void **state)
{
	static const struct { const char *certs, *presented, *anchors; enum card_role role; } rows[] = {
		{ "R; I<R; L<I", "L I", "I", ROLE_INTERMEDIATE }, { "R; I<R; L<I", "L I", "R", ROLE_INTERMEDIATE },
		{ "R; L<R", "L R", "R", ROLE_ROOT }, { "R; L<R", "L R", "", ROLE_ROOT },
		{ "R badsig; L<R", "L R", "R", ROLE_ROOT }, { "R badsig; L<R", "L R", "", ROLE_INTERMEDIATE },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i;
		struct scene s;

		scene_open(&s, rows[k].certs, rows[k].presented, rows[k].anchors, false);
		i = scene_close(&s, nothing);
		assert_int_equal(i->cards[i->presented[0]].role, ROLE_LEAF);
		if (i->cards[i->presented[1]].role != rows[k].role)
			fail_msg("row %zu: %d", k, i->cards[i->presented[1]].role);
		scene_end(&s, i);
	}
}

/* A card of each finding about a certificate, and none of one about all of them. */
static void test_findings_without_a_card(void **state)
{
	struct inspection *i;
	const struct finding *f;
	struct scene s;

	(void)state;
	scene_open(&s, "R; J<R; I<J; L<I", "L J I", "R", false);
	i = scene_close(&s, nothing);
	f = inspection_finding(i, FINDING_CHAIN_DISORDERED);
	assert_non_null(f);
	assert_int_equal(f->card, -1);
	scene_end(&s, i);
}

/* Of a list that could not be had nothing is said beside the issuer. */
static void test_a_list_is_no_issuer(void **state)
{
	struct scene s;
	struct inspection *out = mem_alloc(sizeof *out);
	enum judge_state next;
	const struct finding *f;

	(void)state;
	scene_open(&s, "R; I<R; L<I aia=I crl=b", "L", "R", true);
	while ((next = judge_step(s.judge)) != JUDGE_DONE) {
		const struct want *w = next == JUDGE_WANTS ? judge_want(s.judge) : NULL;
		const struct cert *issuer = chain_find(&s.chain, "I");
		bool is_list = w != NULL && w->kind != WANT_ISSUER;

		if (w == NULL)
			continue;
		s.urls[s.asked++] = mem_strdup(w->url);
		judge_answer(s.judge, w, is_list ? nothing : (struct bytes){ issuer->der, issuer->der_len },
			is_list ? "connection refused" : NULL);
	}
	out->time = CHAINS_NOW;
	judge_finish(s.judge, out);
	assert_int_equal(s.asked, 2);
	f = inspection_finding(out, FINDING_INCOMPLETE_CHAIN);
	assert_non_null(f);
	assert_int_equal(f->n_evidence, 1);
	assert_non_null(strstr(f->evidence[0].text, "was fetched from http://issuer.test/I"));
	scene_end(&s, out);
}

/* What is asked for, in this order, of a world in which nobody answers: at the top of an open path and where a link of
 * it is broken, or from the leaf up where something on the way is wrong; then, of a path that somebody vouches for, who
 * was withdrawn. */
static const struct { const char *certs, *presented, *anchors, *urls; } asked_rows[] = {
	{ "R; I<R aia=R; L<I aia=I", "L I", "", "issuer.test/R" },
	{ "R; I<R to=-1 aia=R; L<I aia=I", "L I", "R", "issuer.test/I issuer.test/R" },
	{ "R; I<R badsig aia=R; L<I aia=I", "L I", "R", "issuer.test/I issuer.test/R" },
	{ "R; S; I<S badsig aia=S; L<I aia=I", "L I S", "", "issuer.test/S" },
	{ "R aia=X; L<R aia=R", "L R", "", "" },
	{ "R; I<R ocsp=i; L<I ocsp=a crl=b", "L I", "R", "status.test/a status.test/b status.test/i" },
	{ "R; I<R crl=same; L<I crl=same", "L I", "R", "status.test/same" },
	{ "R; I<R; L<I ocsp=a from=-1 to=5", "L I", "R", "" },
	{ "R; I<R; L<I ocsp=a", "L I", "", "" },
	{ "R; I<R; L<I ocsp=a aia=I", "L", "R", "issuer.test/I" },
	{ "R ocsp=r; I<R; L<I", "L I", "R", "" },
};

static void test_asks_in_this_order(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof asked_rows / sizeof *asked_rows; k++) {
		struct buf urls = BUF_INIT(4096);
		struct inspection *i;
		struct scene s;

		scene_open(&s, asked_rows[k].certs, asked_rows[k].presented, asked_rows[k].anchors, true);
		i = scene_close(&s, nothing);
		(void)buf_adds(&urls, "");
		for (unsigned n = 0; n < s.asked; n++)
			(void)buf_addf(&urls, "%s%s", n > 0 ? " " : "", s.urls[n] + strlen("http://"));
		if (strcmp(s.asked > 0 ? urls.data : "", asked_rows[k].urls) != 0)
			fail_msg("%s: %s", asked_rows[k].certs, s.asked > 0 ? urls.data : "nothing");
		buf_done(&urls);
		scene_end(&s, i);
	}
}

/* What was sent and leads on from the leaf has a part in the chain, though the best path does without it. */
static void test_a_twin_is_no_stranger(void **state)
{
	struct inspection *i;
	struct scene s;

	(void)state;
	scene_open(&s, "R; I<R to=-1; J<R as=I; X; L<I", "L I J X", "R", false);
	i = scene_close(&s, nothing);
	assert_int_equal(i->n_path, 3);
	assert_string_equal(chain_id(&s.chain, i->cards[i->path[1]].cert), "J");
	assert_int_equal(i->cards[i->presented[1]].role, ROLE_INTERMEDIATE);
	assert_int_equal(i->cards[i->presented[3]].role, ROLE_STRANGER);
	scene_end(&s, i);
}

/* Three by name, once each or said to be there again; the others are counted. */
static void test_strangers_are_named(void **state)
{
	static const struct { const char *presented, *names; } rows[] = {
		{ "L I X", "CA X" }, { "L I X Y", "CA X, CA Y" }, { "L I X Y Z", "CA X, CA Y, CA Z" },
		{ "L I X Y Z W", "CA X, CA Y, CA Z and 1 more" }, { "L I X X", "CA X, CA X (again)" },
		{ "L I I", "CA I (again)" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct finding *f;
		struct inspection *i;
		struct scene s;

		scene_open(&s, "R; I<R; L<I; X; Y; Z; W", rows[k].presented, "R", false);
		i = scene_close(&s, nothing);
		f = inspection_finding(i, FINDING_CHAIN_EXTRA);
		assert_non_null(f);
		assert_string_equal(finding_get(f, PARAM_NAMES), rows[k].names);
		scene_end(&s, i);
	}
}

/* A chain of issuers that each name another address would go on for ever. */
static void test_no_more_than_eight_fetches(void **state)
{
	struct scene s;
	struct inspection *out = mem_alloc(sizeof *out);
	enum judge_state st;

	(void)state;
	scene_open(&s, "R; I0<R; *12 I#<I@ aia=I@; L<I12 aia=I12", "L", "R", true);
	while ((st = judge_step(s.judge)) != JUDGE_DONE) {
		const struct want *w = st == JUDGE_WANTS ? judge_want(s.judge) : NULL;

		if (w != NULL) {
			const struct cert *c = chain_find(&s.chain, strrchr(w->url, '/') + 1);

			assert_int_equal(judge_step(s.judge), JUDGE_WANTS);
			assert_null(judge_want(s.judge));
			s.asked++;
			judge_answer(s.judge, w, (struct bytes){ c->der, c->der_len }, NULL);
		}
	}
	assert_int_equal(s.asked, LIMIT_FETCHES);
	s.asked = 0;
	judge_finish(s.judge, out);
	assert_int_equal(out->verdict.level, LEVEL_UNTRUSTED);
	scene_end(&s, out);
}

/* The deadline may come at any time: what is known by then is said. */
static void test_may_be_finished_early(void **state)
{
	struct scene s;
	struct inspection *i = mem_alloc(sizeof *i);

	(void)state;
	scene_open(&s, "R; I<R; L<I aia=I", "L", "R", true);
	while (judge_step(s.judge) != JUDGE_WANTS)
		;
	assert_non_null(judge_want(s.judge));
	judge_finish(s.judge, i);
	assert_int_equal(i->findings[0].id, FINDING_INCOMPLETE_CHAIN);
	scene_end(&s, i);
	scene_open(&s, "R; I<R; L<I", "L I", "R", true);
	judge_free(s.judge);
	scene_end(&s, NULL);
}

static void test_findings_that_were_there_are_sorted_in(void **state)
{
	struct scene s;
	struct inspection *i = mem_alloc(sizeof *i);

	(void)state;
	i->findings = mem_alloc(sizeof *i->findings);
	i->findings[0] = (struct finding){ .id = FINDING_ADDRESSES_DIFFER, .level = LEVEL_CAUTION, .card = -1 };
	i->n_findings = 1;
	scene_open(&s, "R; I<R; L<I to=-1 from=-90", "L I", "R", false);
	while (judge_step(s.judge) != JUDGE_DONE)
		;
	judge_finish(s.judge, i);
	assert_int_equal(i->n_findings, 2);
	assert_int_equal(i->findings[0].id, FINDING_EXPIRED);
	assert_int_equal(i->findings[1].id, FINDING_ADDRESSES_DIFFER);
	assert_int_equal(i->verdict.finding, 0);
	assert_string_equal(i->verdict.headline, i->findings[0].what);
	scene_end(&s, i);
}

static bool has_code_of(const struct finding *f, const char *tool)
{
	for (size_t k = 0; k < f->n_codes; k++)
		if (strcmp(f->codes[k].tool, tool) == 0)
			return true;
	return false;
}

/* Browsers' codes are about servers. */
static void test_codes_are_those_of_the_use(void **state)
{
	static const struct { enum purpose purpose; bool browsers; } rows[] = {
		{ PURPOSE_SERVER, true }, { PURPOSE_CLIENT, false }, { PURPOSE_EMAIL, false }, { PURPOSE_ANY, true },
	};
	static const char *const others[] = { "OpenSSL", "GnuTLS", "Python", "Go", "Node.js" },
		*const browsers[] = { "Chrome/Edge", "Firefox", "Safari/Apple", "curl", "Java" };

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct scene s;
		struct inspection *i;

		scene_open_for(&s, "R; L<R to=-1 eku=", "L", "R", false, rows[k].purpose);
		i = scene_close(&s, nothing);
		assert_int_equal(i->findings[0].id, FINDING_EXPIRED);
		for (size_t t = 0; t < sizeof others / sizeof *others; t++)
			assert_true(has_code_of(&i->findings[0], others[t]));
		for (size_t t = 0; t < sizeof browsers / sizeof *browsers; t++)
			assert_int_equal(has_code_of(&i->findings[0], browsers[t]), rows[k].browsers);
		scene_end(&s, i);
	}
}

/* ---- verdicts ---- */

struct verdict_row { const char *findings; enum level level; int exit_status; };

static const struct verdict_row verdict_rows[] = {
	{ "", LEVEL_TRUSTED, 0 },
	{ "chain-extra", LEVEL_TRUSTED, 0 },
	{ "expires-soon", LEVEL_CAUTION, 1 },
	{ "refused", LEVEL_UNREACHABLE, 3 },
	{ "malformed revoked", LEVEL_UNTRUSTED, 2 },
	{ "issuer-not-ca", LEVEL_UNTRUSTED, 2 },
	{ "name-constraint-violated expired", LEVEL_UNTRUSTED, 2 },
	{ "path-length-exceeded name-mismatch", LEVEL_UNTRUSTED, 2 },
	{ "revoked self-signed", LEVEL_UNTRUSTED, 2 },
	{ "bad-signature", LEVEL_UNTRUSTED, 2 },
	{ "self-signed name-mismatch expired", LEVEL_UNTRUSTED, 2 },
	{ "incomplete-chain", LEVEL_CAUTION, 1 },
	{ "name-cn-only no-sct", LEVEL_UNTRUSTED, 2 },
	{ "no-sct weak-signature", LEVEL_UNTRUSTED, 2 },
	{ "weak-signature weak-key", LEVEL_UNTRUSTED, 2 },
	{ "weak-key expired", LEVEL_UNTRUSTED, 2 },
	{ "not-yet-valid lifetime-too-long", LEVEL_UNTRUSTED, 2 },
	{ "lifetime-too-long", LEVEL_UNTRUSTED, 2 },
	{ "must-staple-missing", LEVEL_UNTRUSTED, 2 },
	{ "dane-mismatch", LEVEL_UNTRUSTED, 2 },
};

static void test_verdict_follows_the_gravest(void **state)
{
	const struct verdict_row *row = *state;
	struct inspection *i = mem_alloc(sizeof *i);
	char *text = mem_strdup(row->findings), *save = NULL;

	i->findings = mem_alloc(4 * sizeof *i->findings);
	for (char *p = strtok_r(text, " ", &save); p != NULL; p = strtok_r(NULL, " ", &save)) {
		struct finding *f = &i->findings[i->n_findings++];

		f->card = -1;
		assert_true(finding_by_name(p, &f->id));
		f->level = finding_level(f->id);
		finding_explain(f);
	}
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
	assert_int_equal(i->verdict.level, row->level);
	assert_int_equal(i->verdict.exit_status, row->exit_status);
	assert_int_equal(i->exit_status, row->exit_status);
	assert_int_equal(i->verdict.finding, row->level == LEVEL_TRUSTED ? -1 : 0);
	assert_true(i->verdict.headline != NULL && i->verdict.headline[0] != '\0');
	assert_null(i->verdict.browser_code);    /* the clients' business */
	free(text);
	inspection_free(i);
}

enum { N_VERDICTS = sizeof verdict_rows / sizeof verdict_rows[0] };

static int judge_setup(void **state)
{
	(void)state;
	keys = chain_keys_new();
	return 0;
}

static int judge_teardown(void **state)
{
	(void)state;
	chain_keys_free(keys);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cards_say_role_origin_and_days),
		cmocka_unit_test(test_days_left_are_rounded_down_behind_the_end),
		cmocka_unit_test(test_sentences_about_dates_count_as_days_left_does),
		cmocka_unit_test(test_steps_are_in_a_verifiers_order),
		cmocka_unit_test(test_dead_ends_say_where_and_why),
		cmocka_unit_test(test_unreadable_leaf_has_no_path),
		cmocka_unit_test(test_nothing_is_extra_behind_an_unreadable_leaf),
		cmocka_unit_test(test_unreadable_in_the_middle_is_malformed),
		cmocka_unit_test(test_asks_nothing_where_it_may_not),
		cmocka_unit_test(test_asks_nothing_where_the_path_is_good),
		cmocka_unit_test(test_asks_each_address_once_and_says_what_came),
		cmocka_unit_test(test_rubbish_for_an_issuer_is_said),
		cmocka_unit_test(test_only_what_is_signed_is_called_signed),
		cmocka_unit_test(test_issuer_may_come_as_pem),
		cmocka_unit_test(test_the_form_of_an_issuer_decides_who_reads_it),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_findings_without_a_card),
		cmocka_unit_test(test_a_list_is_no_issuer),
		cmocka_unit_test(test_asks_in_this_order),
		cmocka_unit_test(test_a_twin_is_no_stranger),
		cmocka_unit_test(test_strangers_are_named),
		cmocka_unit_test(test_no_more_than_eight_fetches),
		cmocka_unit_test(test_may_be_finished_early),
		cmocka_unit_test(test_findings_that_were_there_are_sorted_in),
		cmocka_unit_test(test_codes_are_those_of_the_use),
	};
	struct CMUnitTest verdicts[N_VERDICTS];
	int failed = cmocka_run_group_tests(tests, judge_setup, judge_teardown);

	for (size_t i = 0; i < N_VERDICTS; i++)
		verdicts[i] = (struct CMUnitTest){ .name = verdict_rows[i].findings,
			.test_func = test_verdict_follows_the_gravest,
			.initial_state = (void *)(uintptr_t)&verdict_rows[i] };
	return failed + cmocka_run_group_tests(verdicts, NULL, NULL);
}
