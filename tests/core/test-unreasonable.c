/* SPDX-License-Identifier: GPL-3.0-or-later
 * Chains that only somebody with bad intentions builds. Each comes to its verdict within the written budgets: what is
 * counted here is work (slices of LIMIT_SLICE_MS, each of which is bounded), not time, so that a slow machine passes as
 * well. */
#include "lib/spki.h"
#include "lib/chains.h"

#include "pki/pki.h"
#include "asn1/der-write.h"
#include "judge/judge.h"
#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIPPED = 77, SLICES = 200, MANY_NAMES = 5000, MANY_EXTENSIONS = 3000, HUGE_BYTES = 8192 };

static struct chain_keys *keys;

static struct inspection *judge_all(struct cert **presented, size_t n, struct cert **anchors, size_t n_anchors)
{
	struct inspection *out = mem_alloc(sizeof *out);
	struct trust *trust = trust_new(NULL);
	struct opts o;
	struct judge_input in =
		{ .opts = &o, .now = CHAINS_NOW, .presented = presented, .n_presented = n, .trust = trust,
		.tls = { .server = true, .version = 0x0304 }, .host = CHAINS_HOST };
	struct judge *j;
	unsigned slices = 0;

	opts_defaults(&o);
	for (size_t i = 0; i < n_anchors; i++)
		trust_add(trust, anchors[i], ANCHOR_ADDED);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		assert_true(++slices < SLICES);
	judge_finish(j, out);
	trust_free(trust);
	return out;
}

/* A chain of lib/chains.h, judged. */
static struct inspection *judge_line(struct chain *c, const char *line, const char *sent, const char *trusted)
{
	struct cert *presented[CHAINS_MAX], *anchors[CHAINS_MAX];
	size_t n, n_anchors;

	chain_make(c, keys, line);
	n = chain_pick(c, sent, presented, CHAINS_MAX);
	n_anchors = chain_pick(c, trusted, anchors, CHAINS_MAX);
	return judge_all(presented, n, anchors, n_anchors);
}

static void test_a_chain_of_120(void **state)
{
	struct chain c;
	struct inspection *i;

	(void)state;
	i = judge_line(&c, "R; I0<R; *118 I#<I@; L<I118", "L I*118 I0", "R");
	assert_int_equal(i->verdict.level, LEVEL_UNTRUSTED);
	assert_int_equal(i->findings[0].id, FINDING_PATH_LENGTH_EXCEEDED);
	assert_int_equal(i->n_path, LIMIT_PATH_CERTS);
	inspection_free(i);
	chain_done(&c);
}

static void test_120_look_alikes_without_key_identifiers(void **state)
{
	struct chain c;
	struct inspection *i;

	(void)state;
	i = judge_line(&c, "R; *120 I#<R cn=CA noskid; J<R cn=CA noskid; L<J noakid", "L I*120", "R");
	assert_int_equal(i->findings[0].id, FINDING_BAD_SIGNATURE);
	assert_true(i->n_dead_ends <= LIMIT_DEAD_ENDS);
	inspection_free(i);
	chain_done(&c);
}

static void made_cert(struct pki_cert *out, struct pki_spec *s, const struct pki_key *key,
	const struct pki_cert *issuer)
{
	struct cc_err e = { 0 };

	if (pki_cert_make(out, s, key, issuer, &e) != 0)
		fail_msg("%s", e.msg);
}

/* As in a file in which somebody keeps all that he ever met, with the intermediate at its end. */
static void test_1200_strangers_before_the_intermediate(void **state)
{
	enum { STRANGERS = 1200 };
	struct pki_spec spec = { .o = "Strangers", .flags = PKI_CA, .not_before = CHAINS_NOW - 86400,
		.not_after = CHAINS_NOW + 86400 };
	struct cert **presented = mem_alloc((STRANGERS + 2) * sizeof(struct cert *));
	struct pki_key *key = pki_key_new(PKI_P256, NULL);
	struct inspection *i;
	struct chain c;

	(void)state;
	chain_make(&c, keys, "R; I<R; L<I");
	for (int k = 1; k <= STRANGERS; k++) {
		struct pki_cert made;
		char cn[32];

		(void)snprintf(cn, sizeof cn, "Stranger %d", k);
		spec.cn = cn;
		made_cert(&made, &spec, key, NULL);
		presented[k] = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n);
		pki_cert_done(&made);
	}
	presented[0] = chain_find(&c, "L");
	presented[STRANGERS + 1] = chain_find(&c, "I");
	struct cert *root = chain_find(&c, "R");
	i = judge_all(presented, STRANGERS + 2, &root, 1);
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	assert_int_equal(i->n_path, 3);
	inspection_free(i);
	for (int k = 1; k <= STRANGERS; k++)
		cert_unref(presented[k]);
	free(presented);
	pki_key_free(key);
	chain_done(&c);
}

/* All of them issued by all of them: ten names, a hundred certificates, more ways than anybody can walk, and none leads
 * out. */
static char *web_of_cas(int n)
{
	struct buf b = BUF_INIT(65536);

	(void)buf_adds(&b, "R; ");
	for (int i = 0; i < n; i++)
		(void)buf_addf(&b, "A%d; ", i);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			if (i != k)
				(void)buf_addf(&b, "X%d<A%d as=A%d; ", i * n + k, k, i);
	(void)buf_adds(&b, "G<R as=A9; L<A0");
	return buf_take(&b);
}

static char *web_list(int n)
{
	struct buf b = BUF_INIT(65536);

	(void)buf_adds(&b, "L");
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			if (i != k)
				(void)buf_addf(&b, " X%d", i * n + k);
	return buf_take(&b);
}

static bool says_that_a_limit_was_met(const struct finding *f)
{
	for (size_t i = 0; i < f->n_evidence; i++)
		if (strstr(f->evidence[i].text, "A limit of certcard's was met") != NULL)
			return true;
	return false;
}

static void test_a_web_of_cas_without_a_way_out(void **state)
{
	struct chain c;
	char *line = web_of_cas(10), *list = web_list(10);
	struct inspection *i;

	(void)state;
	i = judge_line(&c, line, list, "R");
	assert_int_equal(i->verdict.level, LEVEL_UNTRUSTED);
	assert_true(i->n_path > 1);
	assert_true(i->findings[0].shade == SHADE_LIMIT || says_that_a_limit_was_met(&i->findings[0]));
	inspection_free(i);
	chain_done(&c);
	free(line);
	free(list);
}

/* What the headline speaks of may be mended by a way that was not looked at. */
static void test_a_web_of_cas_that_ends_at_an_unknown_root(void **state)
{
	struct chain c;
	char *line = web_of_cas(10), *list = web_list(10);
	char *own = mem_printf("%s; U; V<U as=A9", line), *all = mem_printf("%s V U", list);
	struct inspection *i;

	(void)state;
	i = judge_line(&c, own, all, "R");
	assert_int_equal(i->findings[0].id, FINDING_UNTRUSTED_ROOT);
	assert_true(says_that_a_limit_was_met(&i->findings[0]));
	for (size_t k = 1; k < i->n_findings; k++)
		assert_false(says_that_a_limit_was_met(&i->findings[k]));
	inspection_free(i);
	chain_done(&c);
	free(line);
	free(list);
	free(own);
	free(all);
}

static void test_a_web_of_cas_with_one_way_out(void **state)
{
	struct chain c;
	char *line = web_of_cas(10), *list = web_list(10), *all = mem_printf("%s G", list);
	struct inspection *i;

	(void)state;
	i = judge_line(&c, line, all, "R");
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	inspection_free(i);
	chain_done(&c);
	free(line);
	free(list);
	free(all);
}

/* ---- certificates that lib/chains.h cannot make ---- */

struct made { struct pki_key *key; struct pki_cert root, ca, leaf; struct cert *certs[3]; };

static void made_open(struct made *m, struct pki_spec *ca, struct pki_spec *leaf)
{
	struct pki_spec root =
		{ .cn = "Root", .flags = PKI_CA, .not_before = CHAINS_NOW - 86400,
		.not_after = CHAINS_NOW + 86400 * INT64_C(900) };
	struct cc_err e = { 0 };
	struct pki_cert *made[3] = { &m->leaf, &m->ca, &m->root };

	memset(m, 0, sizeof *m);
	ca->cn = "CA";
	ca->flags = PKI_CA;
	leaf->cn = CHAINS_HOST;
	ca->not_before = leaf->not_before = CHAINS_NOW - 86400;
	ca->not_after = root.not_after;
	leaf->not_after = CHAINS_NOW + 86400 * INT64_C(80);
	m->key = pki_key_new(PKI_P256, &e);
	assert_non_null(m->key);
	made_cert(&m->root, &root, m->key, NULL);
	made_cert(&m->ca, ca, m->key, &m->root);
	made_cert(&m->leaf, leaf, m->key, &m->ca);
	for (size_t i = 0; i < 3; i++)
		m->certs[i] = cert_read(pki_cert_der(made[i]).p, pki_cert_der(made[i]).n);
}

static void made_close(struct made *m)
{
	for (size_t i = 0; i < 3; i++)
		cert_unref(m->certs[i]);
	pki_cert_done(&m->leaf);
	pki_cert_done(&m->ca);
	pki_cert_done(&m->root);
	pki_key_free(m->key);
}

/* n0.TAIL, n1.TAIL and so on, in `names`, for a list that ends in NULL. */
static void spell(const char **list, char names[][32], size_t n, char letter, const char *tail)
{
	for (size_t i = 0; i < n; i++) {
		(void)snprintf(names[i], 32, "%c%zu.%s", letter, i, tail);
		list[i] = names[i];
	}
}

/* Each name has to be held against each constraint. */
static void test_5000_names_below_constraints(void **state)
{
	static char names[MANY_NAMES][32], trees[20][32];
	static const char *list[MANY_NAMES + 1], *excluded[21];
	static const char *const permitted[] = { "example.test", NULL };
	struct pki_spec ca = { .permitted = permitted, .excluded = excluded }, leaf = { .names = list };
	struct inspection *i;
	struct made m;

	(void)state;
	spell(list, names, MANY_NAMES, 'n', "example.test");
	list[MANY_NAMES - 1] = CHAINS_HOST;
	spell(excluded, trees, 20, 'x', "example.test");
	made_open(&m, &ca, &leaf);
	assert_int_equal(m.certs[0]->n_sans, MANY_NAMES);
	i = judge_all(m.certs, 2, &m.certs[2], 1);
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	inspection_free(i);
	made_close(&m);
}

/* The last of so many is the host's: no limit of ours stands before it. */
static void test_11000_names(void **state)
{
	enum { NAMES = 11000 };
	static char names[NAMES][32];
	static const char *list[NAMES + 1];
	struct pki_spec ca = { .cn = "CA" }, leaf = { .names = list };
	struct inspection *i;
	struct made m;

	(void)state;
	spell(list, names, NAMES, 'n', "test");
	list[NAMES - 1] = CHAINS_HOST;
	made_open(&m, &ca, &leaf);
	assert_int_equal(m.certs[0]->n_sans, NAMES);
	i = judge_all(m.certs, 2, &m.certs[2], 1);
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	inspection_free(i);
	made_close(&m);
}

/* More pairs than are compared: it is said that a limit was met, and not that a name is forbidden. */
static void test_5000_names_below_60_constraints(void **state)
{
	static char names[MANY_NAMES][32], trees[60][32];
	static const char *list[MANY_NAMES + 1], *excluded[61];
	struct pki_spec ca = { .excluded = excluded }, leaf = { .names = list };
	struct inspection *i;
	struct made m;

	(void)state;
	spell(list, names, MANY_NAMES, 'n', "example.test");
	list[0] = CHAINS_HOST;
	spell(excluded, trees, 60, 'x', "example.test");
	made_open(&m, &ca, &leaf);
	i = judge_all(m.certs, 2, &m.certs[2], 1);
	assert_int_equal(i->findings[0].id, FINDING_NAME_CONSTRAINT_VIOLATED);
	assert_int_equal(i->findings[0].shade, SHADE_LIMIT);
	assert_non_null(strstr(i->verdict.headline, "more pairs than the"));
	for (size_t n = 0; n < i->n_clients; n++)
		assert_false(i->clients[n].accepts == ANSWER_NO);
	inspection_free(i);
	made_close(&m);
}

/* A certificate of more octets than are read breaks no rule of the format. */
static void test_a_certificate_larger_than_is_read(void **state)
{
	enum { NAMES = 20000 };
	static char names[NAMES][32];
	static const char *list[NAMES + 1];
	struct pki_spec ca = { .cn = "CA" }, leaf = { .names = list };
	struct inspection *i;
	struct made m;

	(void)state;
	spell(list, names, NAMES, 'n', "example.test");
	made_open(&m, &ca, &leaf);
	i = judge_all(m.certs, 2, &m.certs[2], 1);
	assert_int_equal(i->findings[0].id, FINDING_MALFORMED);
	assert_int_equal(i->findings[0].shade, SHADE_LIMIT);
	assert_non_null(strstr(i->verdict.headline, "was not read to its end"));
	inspection_free(i);
	made_close(&m);
}

/* The same on every floor of a maze that ends at an expired root. */
static void test_5000_names_in_a_maze_of_constraints(void **state)
{
	static char names[MANY_NAMES][32], trees[40][32], cns[8][8];
	static const char *list[MANY_NAMES + 1], *excluded[41];
	struct pki_spec ca =
		{ .flags = PKI_CA, .excluded = excluded, .not_before = CHAINS_NOW - 86400,
		.not_after = CHAINS_NOW + 86400 };
	struct pki_spec root =
		{ .cn = "Root", .flags = PKI_CA, .not_before = CHAINS_NOW - 86400, .not_after = CHAINS_NOW - 1 };
	struct pki_spec leaf =
		{ .cn = CHAINS_HOST, .names = list, .not_before = CHAINS_NOW - 86400, .not_after = CHAINS_NOW + 86400 };
	struct pki_cert made[16];
	struct cert *certs[16];
	struct cc_err e = { 0 };
	struct pki_key *key = pki_key_new(PKI_P256, &e);
	struct inspection *i;
	size_t n = 0;

	(void)state;
	spell(list, names, MANY_NAMES, 'n', "example.test");
	spell(excluded, trees, 40, 'x', "example.test");
	made_cert(&made[n++], &root, key, NULL);
	for (size_t floor = 0; floor < 7; floor++)
		for (int twin = 0; twin < 2; twin++) {
			(void)snprintf(cns[floor], sizeof cns[floor], "CA %zu", floor);
			ca.cn = cns[floor];
			made_cert(&made[n], &ca, key, floor == 0 ? &made[0] : &made[n - 1 - (size_t)twin]);
			n++;
		}
	made_cert(&made[n], &leaf, key, &made[n - 1]);
	n++;
	for (size_t k = 0; k < n; k++)
		certs[n - 1 - k] = cert_read(pki_cert_der(&made[k]).p, pki_cert_der(&made[k]).n);
	i = judge_all(certs, n - 1, &certs[n - 1], 1);
	assert_int_equal(i->verdict.level, LEVEL_UNTRUSTED);
	inspection_free(i);
	for (size_t k = 0; k < n; k++) {
		cert_unref(certs[k]);
		pki_cert_done(&made[k]);
	}
	pki_key_free(key);
}

static void test_3000_extensions(void **state)
{
	static struct pki_extension list[MANY_EXTENSIONS];
	static char oids[MANY_EXTENSIONS][32];
	static const char *const names[] = { CHAINS_HOST, NULL };
	struct pki_spec ca = { 0 }, leaf = { .names = names, .extensions = list, .n_extensions = MANY_EXTENSIONS };
	struct inspection *i;
	struct made m;

	(void)state;
	for (size_t n = 0; n < MANY_EXTENSIONS; n++) {
		(void)snprintf(oids[n], sizeof oids[n], "1.3.6.1.4.1.55738.7.%zu", n);
		list[n] = (struct pki_extension){ oids[n], false, { (const uint8_t *)"\x05\x00", 2 } };
	}
	made_open(&m, &ca, &leaf);
	i = judge_all(m.certs, 2, &m.certs[2], 1);
	assert_int_equal(i->verdict.level, LEVEL_TRUSTED);
	inspection_free(i);
	made_close(&m);
}

/* A certificate with one run of its TBSCertificate's octets replaced, and another signature. */
static struct cert *patched(const struct cert *c, struct bytes old, struct bytes new, struct bytes signature)
{
	struct derw d = DERW_INIT(LIMIT_CERT_BYTES);
	struct bytes inside = { c->tbs.p, c->tbs.n }, alg;
	const uint8_t *end = c->tbs.p + c->tbs.n;
	struct cert *out;

	/* the header of the TBSCertificate: both lengths here take four octets */
	assert_int_equal(inside.p[1], 0x82);
	inside = (struct bytes){ c->tbs.p + 4, c->tbs.n - 4 };
	alg = (struct bytes){ end, (size_t)(end[1] + 2) };
	derw_begin(&d, DERW_SEQUENCE);
	derw_begin(&d, DERW_SEQUENCE);
	derw_raw(&d, (struct bytes){ inside.p, (size_t)(old.p - inside.p) });
	derw_raw(&d, new);
	derw_raw(&d, (struct bytes){ old.p + old.n, (size_t)(end - (old.p + old.n)) });
	derw_end(&d);
	derw_raw(&d, alg);
	derw_bits(&d, DERW_BIT_STRING, signature, 0);
	derw_end(&d);
	assert_false(d.bad);
	out = cert_read(derw_bytes(&d).p, derw_bytes(&d).n);
	derw_done(&d);
	assert_true(out->parsed);
	return out;
}

/* SubjectPublicKeyInfo of an RSA key of 64 kbit, every bit set. */
static void huge_key(struct derw *d)
{
	static uint8_t ones[HUGE_BYTES];

	memset(ones, 0xff, sizeof ones);
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "1.2.840.113549.1.1.1");
	derw_null(d);
	derw_end(d);
	spki_begin_bits(d);
	derw_begin(d, DERW_SEQUENCE);
	derw_unsigned(d, (struct bytes){ ones, sizeof ones });
	derw_int(d, DERW_INTEGER, 65537);
	derw_end(d);
	derw_end(d);
	derw_end(d);
}

static void test_an_issuer_with_64_kbit(void **state)
{
	static const uint8_t signature[HUGE_BYTES] = { 0x55 };
	struct derw d = DERW_INIT(LIMIT_CERT_BYTES);
	struct chain c;
	struct cert *presented[2], *anchors[1];
	struct inspection *i;

	(void)state;
	chain_make(&c, keys, "R rsa2048; I<R rsa2048; L<I rsa2048");
	huge_key(&d);
	anchors[0] = chain_find(&c, "R");
	presented[0] = patched(chain_find(&c, "L"), chain_find(&c, "L")->key.spki, chain_find(&c, "L")->key.spki,
		(struct bytes){ signature, sizeof signature });
	presented[1] = patched(chain_find(&c, "I"), chain_find(&c, "I")->key.spki, derw_bytes(&d),
		chain_find(&c, "I")->signature);
	assert_int_equal(presented[1]->key.bits, 8 * HUGE_BYTES);
	i = judge_all(presented, 2, anchors, 1);
	/* its own signature is false, for it was patched; the leaf's was not tried */
	assert_int_equal(i->n_findings, 2);
	assert_int_equal(i->findings[0].id, FINDING_BAD_SIGNATURE);
	assert_int_equal(i->findings[0].card, 1);
	assert_int_equal(i->findings[1].id, FINDING_UNSUPPORTED_KEY);
	assert_int_equal(i->findings[1].card, 1);
	inspection_free(i);
	cert_unref(presented[0]);
	cert_unref(presented[1]);
	derw_done(&d);
	chain_done(&c);
}

static int keys_setup(void **state)
{
	(void)state;
	keys = chain_keys_new();
	return 0;
}

static int keys_teardown(void **state)
{
	(void)state;
	chain_keys_free(keys);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_chain_of_120),
		cmocka_unit_test(test_120_look_alikes_without_key_identifiers),
		cmocka_unit_test(test_1200_strangers_before_the_intermediate),
		cmocka_unit_test(test_a_web_of_cas_without_a_way_out),
		cmocka_unit_test(test_a_web_of_cas_that_ends_at_an_unknown_root),
		cmocka_unit_test(test_a_web_of_cas_with_one_way_out),
		cmocka_unit_test(test_5000_names_below_constraints),
		cmocka_unit_test(test_5000_names_below_60_constraints),
		cmocka_unit_test(test_11000_names),
		cmocka_unit_test(test_a_certificate_larger_than_is_read),
		cmocka_unit_test(test_5000_names_in_a_maze_of_constraints),
		cmocka_unit_test(test_3000_extensions),
		cmocka_unit_test(test_an_issuer_with_64_kbit),
	};

	if (getenv("CERTCARD_VALGRIND") != NULL) {
		print_message("the budgets are in CPU time, of which valgrind leaves too little: skipped\n");
		return SKIPPED;
	}
	return cmocka_run_group_tests(tests, keys_setup, keys_teardown);
}
