/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every chain of chains.def, judged with time standing still: level, findings, path and dead ends as expected, and
 * beside it what GnuTLS makes of the same chain. Where the two differ, the row says why. */
#include "lib/chain-row.h"
#include "lib/claims.h"
#include "lib/short.h"

#include "judge/judge.h"
#include "base/mem.h"
#include "explain/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <stdlib.h>
#include <string.h>

static const struct chain_row chain_rows[] = {
#include "core/chains.def"
};
#undef CHAIN

struct chain_test {
	struct chain_keys *keys;
	struct chain chain;
	const struct chain_row *row;
	struct trust *trust;
	struct cert *presented[CHAINS_MAX];
	size_t n_presented;
};

static struct chain_keys *shared_keys;
static size_t claims_read;       /* by claims_denied(), of all chains */

static int64_t chain_now(const struct chain_row *row)
{
	return CHAINS_NOW + row->seconds;
}

/* The world of a test: what stands at http://issuer.test/. */
static void chain_serve(const struct chain_test *t, struct judge *j)
{
	const struct want *w;

	while ((w = judge_want(j)) != NULL) {
		const char *id = strrchr(w->url, '/') + 1,
			*at = t->row->fetch != NULL ? strstr(t->row->fetch, id) : NULL;
		struct cert *c = at != NULL ? chain_find(&t->chain, id) : NULL;

		assert_int_equal(w->kind, WANT_ISSUER);
		if (c != NULL)
			judge_answer(j, w, (struct bytes){ c->der, c->der_len }, NULL);
		else
			judge_answer(j, w, (struct bytes){ NULL, 0 }, "connection refused");
	}
}

static struct inspection *chain_judge(struct chain_test *t)
{
	struct inspection *out = mem_alloc(sizeof *out);
	struct opts o;
	struct judge_input in =
		{ .opts = &o, .now = chain_now(t->row), .may_fetch = !t->row->offline, .presented = t->presented,
		.n_presented = t->n_presented,
		.trust = t->trust, .crls = &t->chain.crls,
		.tls = { .server = true, .version = t->row->version != 0 ? t->row->version : 0x0304 },
		.host = CHAINS_HOST };
	enum judge_state state;
	struct judge *j;

	opts_defaults(&o);
	o.strict = t->row->strict;
	o.max_depth = t->row->max_depth - 1;
	if (t->row->host != NULL)
		in.host = t->row->host[0] != '\0' ? t->row->host : NULL;
	if (in.host == NULL) {
		in.tls = (struct tls_inputs){ 0 };
		in.origin = ORIGIN_FILE;
	}
	j = judge_new(&in);
	while ((state = judge_step(j)) != JUDGE_DONE)
		if (state == JUDGE_WANTS)
			chain_serve(t, j);
	out->time = in.now;
	/* what reports call it */
	if (in.host != NULL) {
		out->target.host = mem_strdup(in.host);
		out->target.host_unicode = mem_strdup(in.host);
	}
	out->target.input = mem_strdup(t->row->name);
	judge_finish(j, out);
	return out;
}

static char *chain_findings(const struct inspection *i)
{
	struct buf b = BUF_INIT(4096);

	for (size_t n = 0; n < i->n_findings; n++)
		if (i->findings[n].id != FINDING_PROFILE_VIOLATION || i->findings[n].level != LEVEL_INFO)
			(void)buf_addf(&b, "%s%s", b.len > 0 ? " " : "", finding_name(i->findings[n].id));
	if (b.len == 0)
		(void)buf_adds(&b, "");
	return buf_take(&b);
}

static char *chain_path(const struct chain *c, const struct inspection *i)
{
	struct buf b = BUF_INIT(4096);

	for (size_t n = 0; n < i->n_path; n++)
		(void)buf_addf(&b, "%s%s", n > 0 ? " " : "", chain_id(c, i->cards[i->path[n]].cert));
	return buf_take(&b);
}

/* Is the headline one of a namesake, or of a limit of ours, just where it should be? */
static bool chain_shade(const struct chain_test *t, const struct inspection *i)
{
	enum shade shade = i->n_findings > 0 ? i->findings[0].shade : SHADE_NONE;
	bool good = shade == t->row->shade
		|| (t->row->shade == SHADE_NONE && shade != SHADE_NAMESAKE && shade != SHADE_LIMIT);

	if (t->row->says != NULL && strstr(i->verdict.headline, t->row->says) == NULL)
		good = false;
	if (!good)
		print_error("%s: the headline says: %s\n", t->row->name, i->verdict.headline);
	return good;
}

static bool chain_report(const struct chain_test *t, const struct inspection *i)
{
	const struct chain_row *row = t->row;
	char *findings = chain_findings(i), *path = chain_path(&t->chain, i);
	bool good = strcmp(level_name(i->verdict.level), row->level) == 0 && strcmp(findings, row->findings) == 0
		&& strcmp(path, row->path) == 0 &&
		i->n_dead_ends >= (size_t)row->ends;

	if (!good)
		print_error("%s: %s (%s) by %s, %zu dead ends; expected %s (%s) by %s, %d\n", row->name,
			level_name(i->verdict.level), findings, path,
			i->n_dead_ends, row->level, row->findings, row->path, row->ends);
	free(findings);
	free(path);
	return good;
}

/* The tools of the table of codes, and who of the clients speaks for them. */
static const char *const chain_tools[][2] = {
	{ "Chrome/Edge", "Chromium" }, { "Chrome/Edge", "Edge" }, { "Firefox", "Firefox" }, { "Safari/Apple", "Safari" },
	{ "curl", "curl" }, { "OpenSSL", "OpenSSL" }, { "GnuTLS", "GnuTLS" }, { "Java", "Java" }, { "Python", "Python" },
	{ "Go", "Go" }, { "Node.js", "Node" }, { "Windows", "Windows" }, { ".NET", ".NET" },
};

/* Does some version of who shows this tool's codes mind what was found? -1: nobody here speaks for it. */
static int chain_minds(const struct inspection *i, const char *tool)
{
	int minds = -1;

	for (size_t t = 0; t < sizeof chain_tools / sizeof *chain_tools; t++)
		for (size_t n = 0; strcmp(chain_tools[t][0], tool) == 0 && n < i->n_clients; n++)
			if (strcmp(i->clients[n].client, chain_tools[t][1]) == 0
				&& (minds < 0 || i->clients[n].accepts != ANSWER_YES))
				minds = minds > 0 || i->clients[n].accepts != ANSWER_YES;
	return minds;
}

/* A code is there where some version of who shows it minds, and only there. */
static void chain_codes(const struct inspection *i, const struct finding *f)
{
	struct code all[CODES_MAX];
	size_t n = codes_of(finding_name(f->id), NULL, 0, all, CODES_MAX);

	for (size_t k = 0; k < n; k++) {
		bool there = false;

		for (size_t c = 0; c < f->n_codes; c++)
			there = there || strcmp(f->codes[c].tool, all[k].tool) == 0;
		if (i->n_clients > 0 && chain_minds(i, all[k].tool) == !there)
			fail_msg("%s: a code of %s is %s", finding_name(f->id), all[k].tool,
				there ? "there" : "missing");
	}
}

/* No sentence says of a client what the client does not do, and nobody has to scroll for what is the matter. */
static bool chain_said(const struct chain_test *t, const struct inspection *i)
{
	char *const denied[] = { claims_denied(i, &claims_read), short_denied(i) };
	bool good = true;

	for (size_t k = 0; k < sizeof denied / sizeof *denied; k++) {
		if (denied[k] != NULL) {
			print_error("%s: %s\n", t->row->name, denied[k]);
			good = false;
		}
		free(denied[k]);
	}
	return good;
}

/* What must hold of every inspection, whatever the chain. */
static void chain_invariants(const struct inspection *i)
{
	bool untrusted = i->verdict.level == LEVEL_UNTRUSTED, fail = false;

	for (size_t n = 0; n < i->n_steps; n++) {
		fail = fail || i->steps[n].result == STEP_FAIL;
		assert_true(i->steps[n].card >= 0 && (size_t)i->steps[n].card < i->n_cards);
		assert_non_null(i->steps[n].text);
	}
	if (fail)
		assert_true(untrusted);
	for (size_t n = 0; n < i->n_findings; n++) {
		assert_true(i->findings[n].card < (int)i->n_cards);
		assert_non_null(i->findings[n].what);
		chain_codes(i, &i->findings[n]);
	}
	for (size_t n = 0; n < i->n_dead_ends; n++) {
		assert_true(i->dead_ends[n].n_path > 0 && i->dead_ends[n].card >= 0);
		assert_non_null(i->dead_ends[n].text);
		/* the words of last resort */
		assert_null(strstr(i->dead_ends[n].text, "It failed at the question"));
	}
	for (size_t n = 0; n < i->n_cards; n++)
		for (size_t k = n + 1; k < i->n_cards; k++)
			assert_false(cert_same(i->cards[n].cert, i->cards[k].cert));
	assert_non_null(i->verdict.headline);
}

static gnutls_x509_crt_t chain_import(const struct cert *c)
{
	gnutls_datum_t d = { c->der, (unsigned)c->der_len };
	gnutls_x509_crt_t crt;

	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	if (gnutls_x509_crt_import(crt, &d, GNUTLS_X509_FMT_DER) < 0) {
		gnutls_x509_crt_deinit(crt);
		return NULL;
	}
	return crt;
}

static time_t chain_gnutls_time;

static time_t chain_clock(time_t *t)
{
	if (t != NULL)
		*t = chain_gnutls_time;
	return chain_gnutls_time;
}

enum { CHAIN_GNUTLS_MAX = 16 };   /* gnutls_x509_trust_list_verify_crt2() takes no more */

/* GnuTLS 3.7 loses the name of a constraint of a kind that it does not read: nobody counts what it loses here. */
#ifdef __SANITIZE_ADDRESS__
static void leaks_begin(void) { __lsan_disable(); }
static void leaks_end(void) { __lsan_enable(); }
#else
static void leaks_begin(void) { }
static void leaks_end(void) { }
#endif

/* Does GnuTLS trust the chain, with the profile that tools use today? */
static bool chain_gnutls(const struct chain_test *t)
{
	gnutls_typed_vdata_st data[2] =
		{ { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)(uintptr_t)CHAINS_HOST },
		{ .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_SERVER } };
	gnutls_x509_crt_t list[CHAIN_GNUTLS_MAX];
	gnutls_x509_trust_list_t trust;
	struct cert *anchors[CHAINS_MAX];
	size_t n_anchors = chain_pick(&t->chain, t->row->anchors, anchors, CHAINS_MAX);
	unsigned n = 0, status = 0;
	int rc = -1;

	chain_gnutls_time = (time_t)chain_now(t->row);
	assert_int_equal(gnutls_x509_trust_list_init(&trust, 0), 0);
	for (size_t i = 0; i < n_anchors; i++) {
		gnutls_x509_crt_t crt = chain_import(anchors[i]);

		if (crt != NULL)
			assert_int_equal(gnutls_x509_trust_list_add_cas(trust, &crt, 1, 0), 1);
	}
	for (size_t i = 0; i < t->n_presented && n < CHAIN_GNUTLS_MAX; i++) {
		list[n] = chain_import(t->presented[i]);
		if (list[n] == NULL)
			goto out;
		n++;
	}
	if (t->row->host != NULL && t->row->host[0] != '\0')
		data[0].data = (unsigned char *)(uintptr_t)t->row->host;
	leaks_begin();
	if (t->row->host != NULL && t->row->host[0] == '\0')
		rc = gnutls_x509_trust_list_verify_crt2(trust, list, n, NULL, 0,
			GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_LOW), &status, NULL);
	else
		rc = gnutls_x509_trust_list_verify_crt2(trust, list, n, data, 2,
			GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_LOW), &status, NULL);
	leaks_end();
out:
	for (unsigned i = 0; i < n; i++)
		gnutls_x509_crt_deinit(list[i]);
	gnutls_x509_trust_list_deinit(trust, 1);
	return rc == 0 && status == 0;
}

static bool chain_cross_check(const struct chain_test *t, const struct inspection *i)
{
	bool ours = i->verdict.level != LEVEL_UNTRUSTED, theirs = chain_gnutls(t);
	bool good = (ours == theirs) == (t->row->differs == NULL);

	if (!good)
		print_error("%s: GnuTLS %s, we %s; the row %s\n", t->row->name, theirs ? "trusts" : "refuses",
			ours ? "trust" : "refuse",
			t->row->differs != NULL ? t->row->differs : "expects no difference");
	return good;
}

static void test_chain(void **state)
{
	struct chain_test t = { .keys = shared_keys, .row = *state };
	struct inspection *i;
	bool good;

	if (t.row->busy && getenv("CERTCARD_VALGRIND") != NULL)
		skip();
	chain_make(&t.chain, t.keys, t.row->certs);
	t.trust = chain_trust(&t.chain, t.row->anchors, t.row->public ? ANCHOR_PUBLIC : ANCHOR_ADDED);
	t.n_presented = chain_pick(&t.chain, t.row->presented, t.presented, CHAINS_MAX);
	i = chain_judge(&t);
	chain_invariants(i);
	good = chain_report(&t, i);
	good = chain_shade(&t, i) && good;
	good = chain_said(&t, i) && good;
	good = chain_cross_check(&t, i) && good;
	inspection_free(i);
	trust_free(t.trust);
	chain_done(&t.chain);
	assert_true(good);
}

/* The last one: a reader that reads nothing finds nothing. */
static void test_claims_were_read(void **state)
{
	(void)state;
	assert_true(claims_read >= 100);
}

int main(void)
{
	size_t n = sizeof chain_rows / sizeof *chain_rows;
	struct CMUnitTest *tests = mem_alloc((n + 1) * sizeof *tests);
	int failed;

	gnutls_global_set_time_function(chain_clock);
	shared_keys = chain_keys_new();
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){ .name = chain_rows[i].name, .test_func = test_chain,
			.initial_state = (void *)(uintptr_t)&chain_rows[i] };
	tests[n] = (struct CMUnitTest)cmocka_unit_test(test_claims_were_read);
	failed = _cmocka_run_group_tests("chains", tests, n + 1, NULL, NULL);
	chain_keys_free(shared_keys);
	free(tests);
	return failed;
}
