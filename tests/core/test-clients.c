/* SPDX-License-Identifier: GPL-3.0-or-later
 * What each client makes of a chain (core/clients). Time stands still. */
#include "lib/chains.h"

#include "base/mem.h"
#include "clients/clients.h"
#include "judge/judge.h"
#include "result/answers.h"
#include "result/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPEN "@"
#define SECRET "~"

struct browsers_row { const char *name, *certs, *presented, *anchors, *chromium, *firefox; };

static const struct browsers_row browsers_rows[] = {
#define BROWSERS(...) { __VA_ARGS__ },
#include "core/clients.def"
};

enum { N_BROWSERS = sizeof browsers_rows / sizeof *browsers_rows };

static struct chain_keys *keys;

/* A chain, judged. */
struct verdicts {
	struct chain chain;
	struct trust *trust;
	struct inspection *out;
	/* which stores have the anchors, or those of `tabled`, by their order; NULL: they are in no table of roots */
	const char *const *stores;
	const char *tabled;
	const char *until;               /* Chrome's last day for the first of them */
	const char *client, *ca;         /* of --client and --ca */
	bool no_cas;                     /* --max-depth 0 */
	struct public_root rows[3];
	char sha256[3][65], names[3][80];
};

/* A table of roots with the anchors in it. */
static struct public_roots verdicts_roots(struct verdicts *v, const char *ids)
{
	struct cert *anchors[CHAINS_MAX];
	size_t n = chain_pick(&v->chain, ids, anchors, CHAINS_MAX);
	struct public_roots roots = { v->rows, n };

	assert_true(n <= 3);
	for (size_t i = 0; i < n; i++) {
		struct public_root row = { v->sha256[i], v->names[i], v->stores[i],
			i == 0 && v->until != NULL ? v->until : "", "" };
		size_t at = i;

		(void)snprintf(v->names[i], sizeof v->names[i], "%s", cert_label(anchors[i]));
		for (size_t k = 0; k < 32; k++)
			(void)snprintf(v->sha256[i] + 2 * k, 3, "%02x", anchors[i]->sha256[k]);
		for (; at > 0 && strcmp(v->rows[at - 1].sha256, row.sha256) > 0; at--)
			v->rows[at] = v->rows[at - 1];
		v->rows[at] = row;
	}
	return roots;
}

static void verdicts_make(struct verdicts *v, const struct browsers_row *row, const struct judge_input *like)
{
	struct cert *presented[CHAINS_MAX], *trusted[CHAINS_MAX];
	bool public = row->certs[0] == OPEN[0], secret = row->certs[0] == SECRET[0];
	struct judge_input in = *like;
	struct public_roots roots;
	struct opts o;
	struct judge *j;
	size_t n;

	chain_make(&v->chain, keys, row->certs + (public || secret));
	in.tls.rsa_exchange = in.tls.rsa_exchange || secret;
	v->trust = trust_new(NULL);
	n = chain_pick(&v->chain, row->anchors, trusted, CHAINS_MAX);
	for (size_t i = 0; i < n; i++)
		trust_add(v->trust, trusted[i], public ? ANCHOR_PUBLIC : ANCHOR_ADDED);
	opts_defaults(&o);
	o.client = v->client;
	o.ca = (struct opts_list){ { v->ca }, v->ca != NULL };
	if (v->no_cas)
		o.max_depth = 0;
	if (v->stores != NULL) {
		roots = verdicts_roots(v, v->tabled != NULL ? v->tabled : row->anchors);
		in.roots = &roots;
	}
	in.opts = &o;
	in.now = CHAINS_NOW;
	in.presented = presented;
	in.n_presented = chain_pick(&v->chain, row->presented, presented, CHAINS_MAX);
	in.trust = v->trust;
	in.crls = &v->chain.crls;
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	v->out = mem_alloc(sizeof *v->out);
	v->out->time = CHAINS_NOW;
	v->out->target.host = mem_strdup(in.host);
	judge_finish(j, v->out);
}

static void verdicts_done(struct verdicts *v)
{
	inspection_free(v->out);
	trust_free(v->trust);
	chain_done(&v->chain);
}

static const struct client_answer *answer_of(const struct inspection *i, const char *client)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (strcmp(i->clients[k].client, client) == 0)
			return &i->clients[k];
	fail_msg("no answer of %s", client);
	return NULL;
}

static void answer_is(const struct inspection *i, const char *client, const char *code)
{
	const struct client_answer *a = answer_of(i, client);

	assert_int_equal(a->accepts, code == NULL ? ANSWER_YES : ANSWER_NO);
	assert_int_equal(a->bypass == ANSWER_UNKNOWN, code == NULL);
	if (code == NULL || code[0] == '\0')
		assert_null(a->code);
	else
		assert_string_equal(a->code, code);
	assert_true(a->why[0] != '\0' && a->why[strlen(a->why) - 1] == '.');
}

static const struct judge_input server = { .host = CHAINS_HOST, .tls = { .server = true, .version = 0x0304 } };

/* In the mouth of the risk, is this browser among those before these words? */
static bool risk_says(const char *risk, const char *client, const char *words)
{
	for (const char *at = strstr(risk, words); at != NULL; at = strstr(at + 1, words)) {
		const char *from = at;

		while (from > risk && from[-1] != '.' && from[-1] != ';')
			from--;
		if (strstr(from, client) != NULL && strstr(from, client) < at)
			return true;
	}
	return false;
}

/* What every untrusted finding says of going on is what the newest browsers do, of those that were asked. */
static void risk_is_true(const struct inspection *i)
{
	static const char *const browsers[] = { "Chromium", "Firefox" };

	for (size_t n = 0; n < i->n_findings; n++) {
		const char *risk = i->findings[n].risk;

		for (size_t k = 0; i->findings[n].level == LEVEL_UNTRUSTED && k < sizeof browsers / sizeof *browsers;
			k++) {
			const struct client_answer *a = answer_of(i, browsers[k]);
			const char *who = browsers[k];
			bool opens = risk_says(risk, who, " open it") || risk_says(risk, who, " opens it"),
				stops = risk_says(risk, who, " not let you past"),
				lets = !stops && (risk_says(risk, who, " let you past")
					|| risk_says(risk, who, " lets you past"));

			if (opens != (a->accepts == ANSWER_YES)
				|| lets != (a->accepts == ANSWER_NO && a->bypass == ANSWER_YES)
				|| stops != (a->accepts == ANSWER_NO && a->bypass == ANSWER_NO))
				fail_msg("%s: %s", who, risk);
		}
	}
}

static void test_browsers(void **state)
{
	const struct browsers_row *row = *state;
	struct verdicts v = { 0 };

	verdicts_make(&v, row, &server);
	answer_is(v.out, "Chromium", row->chromium);
	answer_is(v.out, "Firefox", row->firefox);
	if (row->presented[0] != '\0')
		risk_is_true(v.out);
	if (row->chromium == NULL)
		assert_null(v.out->verdict.browser_code);
	else
		assert_string_equal(v.out->verdict.browser_code, row->chromium);
	verdicts_done(&v);
}

static void test_old_protocols_come_first(void **state)
{
	static const struct browsers_row row = { "", "R; L<R to=-1", "L", "", NULL, NULL };
	struct judge_input old = server;
	struct verdicts v = { 0 };

	(void)state;
	old.tls.version = 0x0302;
	verdicts_make(&v, &row, &old);
	answer_is(v.out, "Chromium", "ERR_SSL_VERSION_OR_CIPHER_MISMATCH");
	answer_is(v.out, "Firefox", "SSL_ERROR_UNSUPPORTED_VERSION");
	verdicts_done(&v);
}

/* Who may go on is the client's own business: INVALID nobody, a wrong name anybody. */
static void test_who_can_go_on(void **state)
{
	static const struct browsers_row wrong = { "", "R; L<R dns=other.test", "L", "R", NULL, NULL },
		sha1 = { "", "R; L<R sha1", "L", "R", NULL, NULL };
	struct verdicts v = { 0 };

	(void)state;
	verdicts_make(&v, &wrong, &server);
	assert_int_equal(answer_of(v.out, "Chromium")->bypass, ANSWER_YES);
	assert_int_equal(answer_of(v.out, "Firefox")->bypass, ANSWER_YES);
	/* nobody here has seen their pages */
	assert_int_equal(answer_of(v.out, "Edge")->accepts, ANSWER_NO);
	assert_int_equal(answer_of(v.out, "Edge")->bypass, ANSWER_UNKNOWN);
	assert_int_equal(answer_of(v.out, "Safari")->accepts, ANSWER_NO);
	assert_int_equal(answer_of(v.out, "Safari")->bypass, ANSWER_UNKNOWN);
	assert_int_equal(answer_of(v.out, "curl")->bypass, ANSWER_NO);
	verdicts_done(&v);
	verdicts_make(&v, &sha1, &server);
	assert_int_equal(answer_of(v.out, "Chromium")->bypass, ANSWER_NO);
	assert_int_equal(answer_of(v.out, "Firefox")->bypass, ANSWER_YES);
	assert_string_equal(answer_of(v.out, "Chromium")->why, "The certificate is signed over SHA-1.");
	verdicts_done(&v);
}

static void tool_says(const struct inspection *i, const char *client, const char *version, enum answer accepts,
	const char *code)
{
	for (size_t k = 0; k < i->n_clients; k++) {
		const struct client_answer *a = &i->clients[k];

		if (strcmp(a->client, client) != 0 || strcmp(a->version, version) != 0)
			continue;
		assert_int_equal(a->accepts, accepts);
		assert_true((a->code == NULL) == (code == NULL));
		if (code != NULL)
			assert_string_equal(a->code, code);
		return;
	}
	fail_msg("no answer of %s %s", client, version);
}

/* As measured with Java 17 and with OpenSSL 3.0 (openssl verify, with -x509_strict -partial_chain for Python 3.13). */
static void test_names_and_lengths_that_some_mind(void **state)
{
#define ROW(certs, sent, trusted) { "", certs, sent, trusted, NULL, NULL }
#define NOT_FOUND "unable to get local issuer certificate"
#define NO_ANCHOR "Path does not chain with any of the trust anchors"
#define NO_WAY "unable to find valid certification path to requested target"
	static const struct { struct browsers_row chain; const char *openssl, *python, *java; } rows[] = {
		{ ROW("R; I<R nosubject; L<I", "L I", "R"), NULL, "Issuer name empty",
			"Empty issuer DN not allowed in X509Certificates" },
		{ ROW("R; I<R; L<I nosubject", "L I", "R"), NULL,
			"Subject empty and Subject Alt Name extension not critical",
			"SubjectAlternativeName extension MUST be marked critical when subject field is empty" },
		{ ROW("R; I<R; L<I nosubject sancritical", "L I", "R"), NULL, NULL, NULL },
		{ ROW("R; I<R; L<I ku=65 nosubject sancritical", "L I", "R"), NULL, "Subject name empty", NULL },
		{ ROW("R respelt-alg; I<R; L<I", "L I", "R"), NULL,
			"cert info signature and signature algorithm mismatch", NULL },
		{ ROW("R; L<R pl=1", "L", "R"), NULL, "Path length invalid for non-CA cert", NULL },
		{ ROW("R; I<R pl=1 noku; L<I", "L I", "R"), NULL, "Path length given without key usage keyCertSign",
			NULL },
		{ ROW("R; I<R wrongakid; L<I", "L I", "R"), NOT_FOUND, NOT_FOUND, NO_ANCHOR },
		{ ROW("R wrongakid; I<R; L<I", "L I", "R"), "unable to get issuer certificate", NULL, NULL },
		{ ROW("R; A<R; I<A wrongakid; L<I", "L I A", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; L<R wrongakid", "L", "R"), NOT_FOUND, NOT_FOUND, NO_ANCHOR },
		{ ROW("L wrongakid", "L", "L"), NOT_FOUND, NULL, NULL },
		{ ROW("L wrongakid", "L", ""), NOT_FOUND, NOT_FOUND, NO_WAY },
		{ ROW("R wrongakid; I<R; L<I", "L I R", ""), NOT_FOUND, NOT_FOUND, NO_WAY },
		{ ROW("R; I<R akid=R; L<I akid=I", "L I", "R"), NULL, NULL, NULL },
		{ ROW("R; I<R; L<I noakid ext=2.5.29.35:30028000", "L I", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; I<R noskid ext=2.5.29.14:0400; L<I", "L I", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; I<R cext=2.5.29.30:3006a00430028200; L<I", "L I", "R"), NULL, NULL, "String index out of range: 0" },
		{ ROW("R; I<R; J<R; L<I akid=J", "L I", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; I<R; J<R; L<I akid=J nokeyid", "L I", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; J<R; A<R; I<A akid=J; L<I", "L I A", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; R2; I<R akid=R2; L<I", "L I", "R"), NOT_FOUND, NOT_FOUND, NO_ANCHOR },
		{ ROW("R v1; R2; I<R akid=R2; L<I", "L I", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R serial=9; R2; J<R2 serial=9; I<R akid=J; L<I", "L I", "R"), NOT_FOUND, NOT_FOUND, NULL },
		{ ROW("R; R2; L<R akid=R2", "L", "R"), NOT_FOUND, NOT_FOUND, NO_ANCHOR },
		{ ROW("R2; R akid=R2; I<R; L<I", "L I", "R"), "unable to get issuer certificate", NULL, NULL },
		{ ROW("R2; R akid=R2; I<R; L<I", "L I R", ""), NOT_FOUND, NOT_FOUND, NO_WAY },
		{ ROW("R; J<R; I<R; L<I akid=J", "L I R", ""), NOT_FOUND, NOT_FOUND, NO_WAY },
		{ ROW("R; I<R eku=" CLIENT_EKU "; L<I sha1", "L I", "R"), "unsuitable certificate purpose",
			"unsuitable certificate purpose", NULL },
		{ ROW("L sha1", "L", "L"), NULL, NULL, NULL },
		{ ROW("R; I<R; L<I client-type", "L I", "R"), "unsuitable certificate purpose", "unsuitable certificate purpose",
			"Netscape cert type does not permit use for SSL server" },
		{ ROW("L respelt-alg noskid noakid", "L", "L"), NULL, NULL, "?" },
		{ ROW("R; I<R; L<I v1", "L I", "R"), NULL, NULL, NULL },
		{ ROW("L v1", "L", "L"), NULL, "invalid CA certificate", NULL },
	};
#undef ROW

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct verdicts v = { 0 };

		print_message("%s\n", rows[k].chain.certs);
		verdicts_make(&v, &rows[k].chain, &server);
		tool_says(v.out, "OpenSSL", "3.0", rows[k].openssl == NULL ? ANSWER_YES : ANSWER_NO, rows[k].openssl);
		tool_says(v.out, "Python", "3.13", rows[k].python == NULL ? ANSWER_YES : ANSWER_NO, rows[k].python);
		if (rows[k].java == NULL || rows[k].java[0] != '?')
			tool_says(v.out, "Java", "17", rows[k].java == NULL ? ANSWER_YES : ANSWER_NO, rows[k].java);
		verdicts_done(&v);
	}
}

/* As measured with Go 1.19. */
static void test_keys_that_go_does_not_know(void **state)
{
	static const char unknown[] = "x509: certificate signed by unknown authority",
		unread[] = "tls: failed to parse certificate from server";
	static const struct { struct browsers_row chain; enum answer accepts; const char *code; } rows[] = {
		{ { "", "R; I<R; L<I ed448", "L I", "R", NULL, NULL }, ANSWER_NO, NULL },
		{ { "", "R; I<R ed448; L<I", "L I", "R", NULL, NULL }, ANSWER_NO, unknown },
		{ { "", "R; I<R ed25519; L<I", "L I", "R", NULL, NULL }, ANSWER_YES, NULL },
		{ { "", "R; I<R p192; L<I", "L I", "R", NULL, NULL }, ANSWER_NO, unread },
		{ { "", "R p192; I<R; L<I", "L I", "R", NULL, NULL }, ANSWER_NO, unknown },
		{ { "", "R p192; I<R; L<I", "L I R", "R", NULL, NULL }, ANSWER_NO, unread },
		{ { "", "R; I<R p224; L<I", "L I", "R", NULL, NULL }, ANSWER_YES, NULL },
		{ { "", "R; I<R dsa; L<I", "L I", "R", NULL, NULL }, ANSWER_NO, unknown },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct verdicts v = { 0 };

		print_message("%s\n", rows[k].chain.certs);
		verdicts_make(&v, &rows[k].chain, &server);
		tool_says(v.out, "Go", "1.24", rows[k].accepts, rows[k].code);
		verdicts_done(&v);
	}
}

/* As measured with OpenSSL 3.0, Python 3.11, Java 17, Node 20, curl 7.88 and gnutls-cli 3.7. */
static void test_a_host_with_an_underscore(void **state)
{
#define NAMES(dns) { "", "R; I<R; L<I dns=" dns, "L I", "R", NULL, NULL }
#define PYTHON_STOPS(host) "Hostname mismatch, certificate is not valid for '" host "'."
	static const char *const openssl = "hostname mismatch", *const java = "Illegal given domain name";
	const struct { struct browsers_row chain; const char *host, *openssl, *python, *java; } rows[] = {
		{ NAMES("*.example.test"), "a_b.example.test", openssl, PYTHON_STOPS("a_b.example.test"), java },
		{ NAMES("*.a_b.example.test"), "w.a_b.example.test", openssl, PYTHON_STOPS("w.a_b.example.test"), java },
		{ NAMES("a_b.example.test"), "a_b.example.test", NULL, NULL, java },
		{ NAMES("*.example.test,a_b.example.test"), "a_b.example.test", NULL, NULL, java },
		{ NAMES("*.example.test,a_b.example.test"), "ab.example.test", NULL, NULL, NULL },
	};
#undef NAMES
#undef PYTHON_STOPS

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct judge_input in = server;
		struct verdicts v = { 0 };

		in.host = rows[k].host;
		verdicts_make(&v, &rows[k].chain, &in);
		answer_is(v.out, "OpenSSL", rows[k].openssl);
		answer_is(v.out, "Java", rows[k].java);
		tool_says(v.out, "Python", "3.12", rows[k].python == NULL ? ANSWER_YES : ANSWER_NO, rows[k].python);
		answer_is(v.out, "curl", NULL);
		answer_is(v.out, "Node", NULL);
		answer_is(v.out, "GnuTLS", NULL);
		tool_says(v.out, ".NET", "8 on Linux", rows[k].java == NULL ? ANSWER_YES : ANSWER_UNKNOWN, NULL);
		verdicts_done(&v);
	}
}

/* As measured with the programs themselves; tests/servers/clients.sh does so with many more chains. */
static void test_tools_go_their_own_ways(void **state)
{
	static const struct browsers_row short_key = { "", "R; I<R; L<I rsa1024", "L I", "R", NULL, NULL },
		common_name = { "", "R; I<R; L<I dns= noakid", "L I", "R", NULL, NULL },
		two = { "", "R; I<R; L<I to=-1 dns=other.test", "L I", "R", NULL, NULL };
	struct verdicts v = { 0 };

	(void)state;
	verdicts_make(&v, &short_key, &server);
	tool_says(v.out, "OpenSSL", "3.0", ANSWER_NO, "EE certificate key too weak");
	tool_says(v.out, "Node", "20", ANSWER_YES, NULL);
	tool_says(v.out, "Safari", "26", ANSWER_NO, "This Connection Is Not Private");
	tool_says(v.out, "Safari", "12", ANSWER_UNKNOWN, NULL);
	verdicts_done(&v);
	verdicts_make(&v, &common_name, &server);
	tool_says(v.out, "curl", "7.88", ANSWER_YES, NULL);
	tool_says(v.out, "Go", "1.24", ANSWER_NO,
		"x509: certificate relies on legacy Common Name field, use SANs instead");
	tool_says(v.out, "Python", "3.13", ANSWER_NO, "Missing Authority Key Identifier");
	tool_says(v.out, "Python", "3.12", ANSWER_YES, NULL);
	verdicts_done(&v);
	verdicts_make(&v, &two, &server);
	tool_says(v.out, "OpenSSL", "3.0", ANSWER_NO, "hostname mismatch");
	tool_says(v.out, "curl", "7.88", ANSWER_NO, "certificate has expired");
	tool_says(v.out, "Java", "17", ANSWER_NO, "validity check failed");
	tool_says(v.out, "Windows", "11", ANSWER_NO, NULL);
	verdicts_done(&v);
}

/* Forms and rules that each of these tools minds or not: `who` are those that do, of openssl, curl, node, go, java and
 * gnutls, by the letters O, C, N, G, J and T; small: nothing is said. As measured with all six. */
static void test_who_minds_what(void **state)
{
	static const struct { char letter; const char *client; } tools[] = {
		{ 'O', "OpenSSL" }, { 'C', "curl" }, { 'N', "Node" }, { 'G', "Go" }, { 'J', "Java" }, { 'T', "GnuTLS" },
	};
	static const struct { const char *leaf, *ca, *root, *who; } rows[] = {
		{ "", "", "", "" },
		/* addresses and networks of the Internet (RFC 3779) */
		{ "ext=1.3.6.1.5.5.7.1.7:0500", "", "", "OCN" },
		{ "", "ext=1.3.6.1.5.5.7.1.7:300a30080402000105000500", "", "OCN" },
		{ "", "", "ext=1.3.6.1.5.5.7.1.7:0500", "OCN" },
		{ "", "ext=1.3.6.1.5.5.7.1.7:30083006040200010500", "", "" },
		{ "ext=1.3.6.1.5.5.7.1.7:300e300c0402000130060304000a0000", "", "", "ocn" },
		{ "ext=1.3.6.1.5.5.7.1.8:0500", "", "", "OCN" },
		{ "", "ext=1.3.6.1.5.5.7.1.8:3004a002050000", "", "" },
		{ "", "ext=1.3.6.1.5.5.7.1.8:3008a0063004020100020100", "", "OCN" },
		{ "noskid ext=2.5.29.14:0500", "", "", "OCNG" },
		{ "noskid ext=2.5.29.14:0402414200", "", "", "ocngjt" },
		{ "noakid ext=2.5.29.35:0500", "", "", "OCNG" },
		{ "", "noskid ext=2.5.29.14:0500", "", "OCNG" },
		{ "", "", "noakid ext=2.5.29.35:0500", "OCNGj" },
		{ "ext=1.3.6.1.5.5.7.1.1:0500", "", "", "G" },
		{ "", "ext=1.3.6.1.5.5.7.1.1:0500", "", "G" },
		{ "ext=1.3.6.1.5.5.7.1.1:3000", "", "", "" },
		{ "", "", "ext=2.5.29.32:0500", "G" },
		{ "ext=2.5.29.32:3000", "", "", "" },
		{ "ext=2.5.29.32:300c300406022a03300406022a03", "", "", "ocngjt" },
		{ "ext=2.5.29.31:0500", "", "", "OCNG" },
		{ "", "nobc cext=2.5.29.19:3003010101", "", "G" },
		{ "", "", "nobc cext=2.5.29.19:3003010101", "G" },
		{ "", "nobc cext=2.5.29.19:30060101ff0201ff", "", "OCNj" },
		{ "nobc cext=2.5.29.19:30030201ff", "", "", "OCN" },
		{ "", "noku cext=2.5.29.15:030100", "", "OCNJT" },
		{ "noku cext=2.5.29.15:030100", "", "", "OCNJ" },
		{ "", "cext=2.5.29.30:3000", "", "G" },
		{ "", "", "ext=2.5.29.30:3002a000", "G" },
		{ "", "cext=2.5.29.30:3014a010300e820c6578616d706c652e74657374a100", "", "" },
		{ "", "cext=2.5.29.30:3012a000a10e300c820a6f746865722e74657374", "", "" },
		{ "", "cext=2.5.29.30:3014a000a110300e820c6578616d706c652e74657374", "", "OCNGJT" },
		{ "", "ext=2.5.29.30:300ea00c300a87080a000000ff00ff00", "", "ocnGjT" },
		{ "", "ext=2.5.29.30:300aa0083006870401020304", "", "ocnGjT" },
		{ "", "cext=2.5.29.30:3015a0133011820c6578616d706c652e74657374810105", "", "ocnj" },
		{ "", "cext=2.5.29.30:3015a1133011820c6578616d706c652e74657374810105", "", "ocnGjT" },
		{ "cext=1.3.6.1.4.1.11129.2.4.3:0500", "", "", "OCNGJT" },
		{ "", "cext=1.3.6.1.4.1.11129.2.4.3:0500", "", "OCNGJT" },
		{ "", "", "cext=1.3.6.1.4.1.11129.2.4.3:0500", "OCNGT" },
		{ "critical-points", "", "", "J" },
		{ "", "critical-mapping", "", "GT" },
		{ "critical-qualifier", "", "", "" },
		{ "critical-type", "", "", "GJT" },
		{ "critical-feature", "", "", "OCNGJ" },
		{ "cext=2.5.29.46:3000", "", "", "OCNGJT" },
		{ "noskid cext=2.5.29.14:04021234", "", "", "OCNJ" },
		{ "cext=2.5.29.18:300d820b6578616d706c652e636f6d", "", "", "OCNGJ" },
		{ "cext=1.3.6.1.5.5.7.48.1.5:0500", "", "", "GJT" },
		{ "spki=compressed", "", "", "GjT" },
		{ "", "p192", "", "OCGJ" },
		{ "", "", "p192", "OCGJ" },
		{ "", "p224", "", "J" },
		{ "", "dsa", "", "G" },
		{ "sha224", "", "", "G" },
		{ "", "sha224", "", "G" },
		{ "", "ed25519", "", "" },
		{ "", "eku=1.3.6.1.4.1.311.10.3.3", "", "GT" },
		{ "", "eku=2.16.840.1.113730.4.1", "", "G" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct browsers_row row = { .presented = "L I", .anchors = "R" };
		struct verdicts v = { 0 };
		char *certs = mem_printf("R %s; I<R %s; L<I %s", rows[k].root, rows[k].ca, rows[k].leaf);

		row.certs = certs;
		verdicts_make(&v, &row, &server);
		for (size_t n = 0; n < sizeof tools / sizeof *tools; n++) {
			bool no = strchr(rows[k].who, tools[n].letter) != NULL,
			     open = strchr(rows[k].who, tools[n].letter + 'a' - 'A') != NULL;
			enum answer said = answer_of(v.out, tools[n].client)->accepts,
				    expected = no ? ANSWER_NO : open ? ANSWER_UNKNOWN : ANSWER_YES;

			if (said != expected)
				fail_msg("%s: %s", certs, tools[n].client);
		}
		verdicts_done(&v);
		free(certs);
	}
}

/* Names beside which the common name counts or not, certificates that are trusted by themselves, what was sent beyond
 * the one that is trusted, and disorder: letters as above, and P for Python 3.12, Q for 3.13. As measured. */
static void test_who_minds_which_names_and_anchors(void **state)
{
#define MAIL "ext=2.5.29.17:302282107777772e6578616d706c652e74657374810e61406578616d706c652e74657374"
	static const struct { char letter; const char *client, *version; } tools[] = {
		{ 'O', "OpenSSL", "3.0" }, { 'C', "curl", "7.88" }, { 'N', "Node", "20" }, { 'G', "Go", "1.24" },
		{ 'J', "Java", "17" }, { 'T', "GnuTLS", "3.7" }, { 'P', "Python", "3.12" }, { 'Q', "Python", "3.13" },
	};
	static const struct { const char *certs, *sent, *anchors, *who; } rows[] = {
		{ "R; I<R; L<I dns=", "L I", "R", "G" },
		{ "R; I<R; L<I dns=ip:192.0.2.7", "L I", "R", "CGT" },
		{ "R; I<R; L<I cn=*.example.test dns=ip:2001:db8::1,email:a@example.test", "L I", "R", "CGT" },
		{ "R; I<R; L<I cn=other.test dns=ip:192.0.2.7", "L I", "R", "OCNGJTPQ" },
		{ "R; I<R; L<I dns=ip:192.0.2.7,other.test", "L I", "R", "OCNGJTPQ" },
		{ "R; I<R; L<I dns=uri:https://www.example.test/", "L I", "R", "GT" },
		{ "R; I<R; L<I dns=email:a@example.test", "L I", "R", "G" },
		{ "R; I<R permit=example.org; L<I dns=ip:192.0.2.7", "L I", "R", "OCNGJTPQ" },
		{ "L critical", "L", "L", "OCNGPQ" },
		{ "L cext=1.3.6.1.5.5.7.48.1.5:0500", "L", "L", "G" },
		{ "L sha1", "L", "L", "" },
		{ "L to=-1", "L", "L", "OCNGTPQ" },
		{ "R; L<R sha1", "L", "L", "ONP" },
		{ "R; I<R; L<I", "L I", "L", "OcNTPq" },
		{ "R; I<R; L<I", "L", "L", "ONP" },
		{ "R; I<R; L<I", "L I", "L R", "ocntpq" },
		{ "R; J<R; I<J; L<I", "L I J", "I", "ONTP" },
		{ "R; J<R; I<J; L<I", "L I", "I", "ONP" },
		{ "R; I<R; L<I", "L I", "R I", "" },
		{ "R; I<R wrongakid; L<I", "L I", "R I", "ocntpq" },
		{ "R; J<R; I<J; L<I", "L I J", "I R", "ocntpq" },
		{ "R; I<R; L<I", "L I R", "I", "ONP" },
		{ "S; T<S; R; X<T as=R; I<R; L<I", "L I X T", "R", "T" },
		{ "S; T<S; R; X<T as=R; I<R; L<I", "L I X T", "R S", "" },
		{ "S; T<S; R; X<T as=R; I<R; L<I", "L I X T", "R T", "" },
		{ "S; R; X<S as=R; I<R; L<I", "L I X S", "R", "" },
		{ "R; J<R to=-1; I<J; L<I", "L J I", "R", "OCNGJTPQ" },
		/* URIs as Go reads them, and mail addresses where names are limited */
		{ "R; I<R; L<I dns=www.example.test,uri:http://[bad/", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://a/%zz", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:://x", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://a:bc/", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://a..b/", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://b.test./", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://a.test/#%zz", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:1http://a.test/", "L I", "R", "G" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://a.test/?%zz", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://.a.test/", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:urn:uuid:1234", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:foo", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://b.test:80/", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:file:/x%20y", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:spiffe://td/ns/x", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:http:///x", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,uri:http://[::1]/", "L I", "R", "g" },
		{ "R; I<R dns=uri:http://[bad/; L<I", "L I", "R", "G" },
		{ "R; I<R; L<I; X<R dns=uri:http://[bad/", "L I X", "R", "G" },
		{ "R; I<R permit=example.test; L<I dns=www.example.test,email:abc", "L I", "I", "OGNP" },
		{ "R permit=ip:10.0.0.0/8; I<R; L<I dns=www.example.test,email:abc", "L I", "R", "G" },
		{ "R; I<R permit=example.test dns=email:abc; L<I", "L I", "R", "G" },
		{ "R permit=example.test; I<R dns=email:abc; L<I", "L I", "R", "" },
		{ "R; I<R; L<I dns=www.example.test,email:abc", "L I", "R", "" },
		{ "R; I<R permit=example.test; L<I dns= " MAIL, "L I", "I", "ONP" },
		/* a common name with a dot behind it, or with a star beside letters */
		{ "R; I<R; L<I cn=www.example.test. dns=", "L I", "R", "OGJTPQ" },
		{ "R; I<R; L<I cn=www.example.test. dns=email:abc", "L I", "R", "OGJTPQ" },
		{ "R; I<R; L<I cn=www.example.test. dns=ip:192.0.2.7", "L I", "R", "OCGJTPQ" },
		{ "R; I<R; L<I cn=www.example.test. dns=other.test", "L I", "R", "OCNGJTPQ" },
		{ "R; I<R; L<I cn=w*.example.test dns=", "L I", "R", "CGtPQ" },
		{ "R; I<R; L<I cn=*w.example.test dns=", "L I", "R", "CGtPQ" },
		{ "R; I<R; L<I cn=w*w.example.test dns=", "L I", "R", "oCnGjtPQ" },
		/* certificates beyond the one that is trusted, in no row with it */
		{ "R; S; I<R; L<I; X<S", "L X", "L", "ONTP" },
		{ "R; S; J<R; I<J; L<I; X<S", "L I X", "I", "ONTP" },
		{ "R; S; J<R; I<J; L<I; X<S", "L X", "I", "ONP" },
		{ "R; S; I<R; L<I; X<S", "L I X", "R", "" },
		{ "R; J<R; I<J wrongakid; L<I", "L I J", "I", "ONTP" },
		{ "R; S; J<R; I<J; L<I; X<S", "L S X", "L", "ONtP" },
		/* Java and an anchor that it finds itself */
		{ "R; J<R wrongakid; I<J; L<I", "L J I", "R", "OCNTPQ" },
		{ "R; R2; J<R akid=R2; I<J; L<I", "L J I", "R", "OCNPQ" },
		{ "R critical; J<R; I<J; L<I", "L J I", "R", "OCNGTPQ" },
		{ "R pl=0; J<R; I<J; L<I", "L J I", "R", "OCNGTPQ" },
		/* two ways, of which OpenSSL and what is built on it take one and do not go back */
		{ "R; S; I<R; J<S as=I; L<I", "L I J", "R", "t" },
		{ "R; S; I<R; J<S as=I; L<I", "L J I", "R", "OCNPQt" },
		{ "R; S; I<R; J<S as=I; L<I", "L J I S", "R", "OCNPQt" },
		{ "R; S; I<R; J<S as=I; L<I", "L J I", "R S", "t" },
		{ "R; S; I<R to=-1; J<S as=I; L<I", "L I J", "S", "t" },
		{ "R; S; I<R; J<S as=I; L<I akid=I", "L J I", "R", "t" },
		{ "R; I<R; J<R as=I badsig; L<I", "L J I", "R", "ocnpqt" },
		{ "S; T<S; R; A<T; I<A; J<R as=A; L<I", "L I A T J", "R", "OCNPQt" },
		{ "S; T<S; R; A<T; I<A; J<R as=A; L<I", "L I J A T", "R", "t" },
		/* certificates that are none of the path, and that some cannot read */
		{ "R; I<R; L<I; X<R", "L I X", "R", "" },
		{ "R; I<R; L<I; X<R noskid ext=2.5.29.14:0500", "L I X", "R", "G" },
		{ "R; I<R; L<I; X<R cext=2.5.29.30:3000", "L I X", "R", "G" },
		{ "R; I<R; L<I; X<R respelt-alg", "L I X", "R", "G" },
		{ "R; I<R; L<I; X<R p192", "L I X", "R", "G" },
		{ "R; I<R; L<I; X<R p224", "L I X", "R", "" },
		{ "R; I<R; L<I; X<R cext=2.5.29.30:0500", "L I X", "R", "gj" },
		{ "R; I<R; L<I; X<R nosubject", "L I X", "R", "j" },
		{ "R; I<R; L<I; X<R ext=2.5.29.37:3000", "L I X", "R", "" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct browsers_row row = { "", rows[k].certs, rows[k].sent, rows[k].anchors, NULL, NULL };
		struct verdicts v = { 0 };

		verdicts_make(&v, &row, &server);
		for (size_t n = 0; n < sizeof tools / sizeof *tools; n++)
			for (size_t at = 0; at < v.out->n_clients; at++) {
				const struct client_answer *a = &v.out->clients[at];
				bool no = strchr(rows[k].who, tools[n].letter) != NULL,
				     open = strchr(rows[k].who, tools[n].letter + 'a' - 'A') != NULL;

				if (strcmp(a->client, tools[n].client) == 0 && strcmp(a->version, tools[n].version) == 0
					&& a->accepts != (no ? ANSWER_NO : open ? ANSWER_UNKNOWN : ANSWER_YES))
					fail_msg("%s | %s | %s: %s %s", rows[k].certs, rows[k].sent, rows[k].anchors,
						a->client, a->version);
			}
		verdicts_done(&v);
	}
}

/* The same, a client a row. */
static void test_tools_row_by_row(void **state)
{
	static const struct { struct browsers_row chain; const char *client, *version; enum answer accepts;
		const char *code; } rows[] = {
#define SENT(certs, sent, anchors, ...) { { "", certs, sent, anchors, NULL, NULL }, __VA_ARGS__ },
#define ROW(certs, anchors, ...) SENT(certs, "L I", anchors, __VA_ARGS__)
#define NOT_ASCII "R; I<R; L<I dns= ext=2.5.29.17:302282107777772e6578616d706c652e74657374" \
	"820efc2e6578616d706c652e74657374"
#define NETSCAPE "2.16.840.1.113730.4.1"
		ROW("R; I<R; L<I eku=" NETSCAPE, "R", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R; L<I eku=" NETSCAPE, "R", "Java", "17", ANSWER_YES, NULL)
		ROW("R; I<R; L<I eku=" NETSCAPE, "R", "Go", "1.24", ANSWER_NO,
			"x509: certificate specifies an incompatible key usage")
		ROW("R; I<R; L<I eku=" NETSCAPE, "R", "GnuTLS", "3.7", ANSWER_NO,
			"The certificate chain does not match the intended purpose")
		ROW("R; I<R eku=" NETSCAPE "; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		/* asked itself it takes them; of what is not read here nothing is said */
#define VIOLATES ANSWER_NO, "The certificate chain violates the signer's constraints"
#define GNUTLS(certs, ...) ROW(certs "; L<I", "R", "GnuTLS", "3.7", __VA_ARGS__)
#define LIMITED(nc, ...) GNUTLS("R; I<R ext=2.5.29.30:" nc, __VA_ARGS__)
		/* otherName, x400Address, ediPartyName, registeredID */
		LIMITED("3010a00e300ca00a06032a0304a0030c0178", VIOLATES)
		LIMITED("3008a0063004a3023000", VIOLATES)
		LIMITED("300ba1093007a505a1030c0178", VIOLATES)
		LIMITED("3009a107300588032a0304", VIOLATES)
		/* one beside a domain, of the root's, two CAs above, of an anchor that is no root */
		LIMITED("301ba010300e820c6578616d706c652e74657374a107300588032a0304", VIOLATES)
		GNUTLS("R cext=2.5.29.30:3009a007300588032a0304; I<R", VIOLATES)
		SENT("R; J<R ext=2.5.29.30:3009a007300588032a0304; I<J; L<I", "L I J", "R", "GnuTLS", "3.7", VIOLATES)
		ROW("R; I<R ext=2.5.29.30:3009a007300588032a0304; L<I", "I", "GnuTLS", "3.7", VIOLATES)
		/* rfc822Name, URI, iPAddress, a directory name that is permitted; and the leaf's own */
		LIMITED("3012a010300e810c6578616d706c652e74657374", ANSWER_YES, NULL)
		GNUTLS("R; I<R exclude=uri:.example.test", ANSWER_YES, NULL)
		GNUTLS("R; I<R permit=ip:10.0.0.0/8", ANSWER_YES, NULL)
		GNUTLS("R; I<R permit=dir:X", ANSWER_YES, NULL)
		ROW("R; I<R; L<I ext=2.5.29.30:3009a007300588032a0304", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
#undef VIOLATES
#undef GNUTLS
#undef LIMITED
#define UNSEEN(certs, client, version, code) SENT(certs, "L I J", "R", client, version, ANSWER_NO, code)
		/* two faults, in two certificates and in one */
		UNSEEN("R; J<R to=-1; I<J noca; L<I", "GnuTLS", "3.7", NULL)
		UNSEEN("R; J<R badsig; I<J; L<I to=-1", "GnuTLS", "3.7", NULL)
		UNSEEN("R; J<R; I<J; L<I to=-1", "GnuTLS", "3.7", "The certificate chain uses expired certificate")
		UNSEEN("R; J<R to=-1; I<J noca; L<I", "Node", "20", "UNSPECIFIED")
		UNSEEN("R; J<R to=-1; I<J; L<I badsig", "Node", "20", "CERT_SIGNATURE_FAILURE")
#undef UNSEEN
		SENT("R ku=1; J<R; I<J; L<I", "L J I", "R", "Java", "17", ANSWER_NO,
			"does not have keyCertSign bit set in KeyUsage extension")
		SENT("R noca; J<R; I<J; L<I", "L J I", "R", "Java", "17", ANSWER_NO, "is not a CA certificate")
		/* a root under another spelling, in the box of the CA below it and in another */
		ROW("R; I<R cn=I568 respelt; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R cn=I569 respelt; L<I", "R", "GnuTLS", "3.7", ANSWER_NO, "The certificate issuer is unknown")
		ROW("R; I<R; L<I sig=ber", "R", "GnuTLS", "3.7", ANSWER_UNKNOWN, NULL)
		ROW("R; I<R sig=ber; L<I", "R", "GnuTLS", "3.7", ANSWER_UNKNOWN, NULL)
		ROW("R; I<R; L<I badsig", "R", "GnuTLS", "3.7", ANSWER_NO,
			"The signature in the certificate is invalid")
		ROW("R; I<R; L<I eku=" NETSCAPE, "R", "Safari", "26", ANSWER_UNKNOWN, NULL)
		ROW("R; I<R exclude=www.example.test; L<I dns=*.example.test", "R", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R exclude=www.example.test; L<I dns=*.example.test", "R", "Go", "1.24", ANSWER_YES, NULL)
		ROW("R; I<R exclude=www.example.test; L<I dns=*.example.test,a.www.example.test", "R", "Go", "1.24",
			ANSWER_NO, "x509: a root or intermediate certificate is not authorized to sign for this name")
		ROW("R; I<R exclude=example.test permit=other.test; L<I dns=*.example.test", "R", "OpenSSL", "3.0",
			ANSWER_NO, "subtree violation")
		ROW("R; I<R permit=other.test; L<I dns=", "R", "curl", "7.88", ANSWER_NO, "subtree violation")
		ROW("R; I<R permit=other.test; L<I dns=", "R", "Java", "17", ANSWER_NO, "name constraints check failed")
		ROW("R; I<R permit=example.test; L<I dns=", "R", "curl", "7.88", ANSWER_YES, NULL)
		ROW("R; I<R; L<I", "R I", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R to=-1; I<R; L<I", "R I", "OpenSSL", "3.0", ANSWER_UNKNOWN, NULL)
		ROW("R; I<R; L<I", "I", "OpenSSL", "3.0", ANSWER_NO, "unable to get issuer certificate")
		ROW("R; I<R to=-1; L<I", "I", "Node", "20", ANSWER_NO, "UNABLE_TO_GET_ISSUER_CERT")
		ROW("R; I<R v1; L<I", "I", "curl", "7.88", ANSWER_NO, "invalid CA certificate")
		ROW("R; I<R v1; L<I", "I", "Node", "20", ANSWER_NO, "INVALID_PURPOSE")
		ROW("R nobc ku=32; I<R; L<I", "R", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R nobc ku=32; I<R; L<I", "R", "Python", "3.13", ANSWER_NO, "invalid CA certificate")
		ROW("R nobc noku; I<R; L<I", "R", "OpenSSL", "3.0", ANSWER_NO, "invalid CA certificate")
		ROW("R nobc noku; I<R; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R; L<I dns=*w.example.test", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R; L<I dns=w*.example.test", "R", "GnuTLS", "3.7", ANSWER_NO,
			"The name in the certificate does not match the expected")
		ROW("R; I<R; L<I dns=*.*.test", "R", "Java", "17", ANSWER_UNKNOWN, NULL)
		ROW("R; I<R; L<I dns=*.*.test", "R", "Go", "1.24", ANSWER_NO,
			"x509: certificate is valid for *.*.test, not www.example.test")
		ROW("R; I<R to=-1; L<I from=1", "R", "GnuTLS", "3.7", ANSWER_NO,
			"The certificate chain uses expired certificate")
		ROW(SECRET "R; I<R; L<I rsa2048 ku=16", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW(SECRET "R; I<R; L<I rsa2048 ku=1", "R", "GnuTLS", "3.7", ANSWER_NO,
			"Key usage violation in certificate has been detected")
		ROW(SECRET "R; I<R; L<I rsa2048 ku=16", "R", "Java", "17", ANSWER_NO,
			"KeyUsage does not allow key encipherment")
		ROW(SECRET "R; I<R; L<I rsa2048 ku=4", "R", "Java", "17", ANSWER_YES, NULL)
		ROW(SECRET "R; I<R; L<I rsa2048", "R", "Go", "1.24", ANSWER_NO, "tls: handshake failure")
		ROW(SECRET "R; I<R; L<I rsa2048 ku=1", "R", "Go", "1.19", ANSWER_YES, NULL)
		ROW(SECRET "R; I<R; L<I rsa2048", "R", "Python", "3.12", ANSWER_UNKNOWN, NULL)
		ROW(SECRET "R; I<R; L<I rsa2048", "R", "Safari", "26", ANSWER_UNKNOWN, NULL)
		ROW(SECRET "R; I<R; L<I rsa2048", "R", "rustls", "0.23", ANSWER_NO, NULL)
		ROW("R; I<R; L<I negative", "R", "Go", "1.24", ANSWER_NO, "x509: negative serial number")
		ROW("R negative; I<R; L<I", "R", "Go", "1.24", ANSWER_NO,
			"x509: certificate signed by unknown authority")
		ROW("R negative; I<R; L<I", "R", "Go", "1.19", ANSWER_YES, NULL)
		ROW("R; I<R policies; L<I to=-1", "R", "Java", "17", ANSWER_NO,
			"non-null policy tree required and policy tree is null")
		/* forms that some do not read */
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301782107777772e6578616d706c652e746573748703313233", "R",
			"OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301782107777772e6578616d706c652e746573748703313233", "R",
			"GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301782107777772e6578616d706c652e746573748703313233", "R",
			"Java", "17", ANSWER_YES, NULL)
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301782107777772e6578616d706c652e746573748703313233", "R",
			"Go", "1.19", ANSWER_NO, "x509: cannot parse IP address of length")
		ROW("R ext=2.5.29.17:30058703313233; I<R; L<I", "R",
			"Go", "1.19", ANSWER_NO, "x509: certificate signed by unknown authority")
		ROW(NOT_ASCII, "R",
			"OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW(NOT_ASCII, "R",
			"GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW(NOT_ASCII, "R",
			"Java", "17", ANSWER_YES, NULL)
		ROW(NOT_ASCII, "R",
			"Go", "1.19", ANSWER_NO, "x509: SAN dNSName is malformed")
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301482107777772e6578616d706c652e746573748200", "R",
			"GnuTLS", "3.7", ANSWER_NO, NULL)
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301482107777772e6578616d706c652e746573748200", "R",
			"OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R; L<I dns= ext=2.5.29.17:301482107777772e6578616d706c652e746573748200", "R",
			"Java", "17", ANSWER_YES, NULL)
		ROW("R; I<R ext=2.5.29.18:0500; L<I", "R", "GnuTLS", "3.7", ANSWER_NO, NULL)
		ROW("R; I<R ext=2.5.29.18:0500; L<I", "R", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R ext=2.5.29.18:0500; L<I", "R", "Java", "17", ANSWER_YES, NULL)
		ROW("R ext=2.5.29.18:0500; I<R; L<I", "R", "GnuTLS", "3.7", ANSWER_NO, NULL)
		ROW("R ext=2.5.29.18:0500; I<R; L<I", "R", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R ext=2.5.29.18:0500; I<R; L<I", "R", "Java", "17", ANSWER_YES, NULL)
		ROW("R; I<R; L<I eku= ext=2.5.29.37:3000", "R",
			"OpenSSL", "3.0", ANSWER_NO, "unsuitable certificate purpose")
		ROW("R; I<R; L<I eku= ext=2.5.29.37:3000", "R", "Node", "20", ANSWER_NO, "INVALID_PURPOSE")
		ROW("R; I<R; L<I eku= ext=2.5.29.37:3000", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R; L<I eku= ext=2.5.29.37:3000", "R", "Go", "1.19", ANSWER_YES, NULL)
		ROW("R; I<R; L<I eku= ext=2.5.29.37:3000", "R",
			"Java", "17", ANSWER_NO, "Extended key usage does not permit use for TLS server authentication")
		ROW("R; I<R ext=2.5.29.37:3000; L<I", "R",
			"OpenSSL", "3.0", ANSWER_NO, "unsuitable certificate purpose")
		ROW("R; I<R ext=2.5.29.37:3000; L<I", "R", "Node", "20", ANSWER_NO, "INVALID_PURPOSE")
		ROW("R; I<R ext=2.5.29.37:3000; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R ext=2.5.29.37:3000; L<I", "R", "Go", "1.19", ANSWER_YES, NULL)
		ROW("R; I<R ext=2.5.29.37:3000; L<I", "R", "Java", "17", ANSWER_YES, NULL)
		ROW("R ext=2.5.29.37:3000; I<R; L<I", "R",
			"OpenSSL", "3.0", ANSWER_NO, "unsuitable certificate purpose")
		ROW("R ext=2.5.29.37:3000; I<R; L<I", "R", "Node", "20", ANSWER_NO, "INVALID_PURPOSE")
		ROW("R ext=2.5.29.37:3000; I<R; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R ext=2.5.29.37:3000; I<R; L<I", "R", "Go", "1.19", ANSWER_YES, NULL)
		ROW("R ext=2.5.29.37:3000; I<R; L<I", "R", "Java", "17", ANSWER_YES, NULL)
		ROW("R; I<R cext=2.5.29.54:020109; L<I", "R",
			"Go", "1.19", ANSWER_NO, "x509: unhandled critical extension")
		ROW("R; I<R cext=2.5.29.54:020109; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R cext=2.5.29.54:020109; I<R; L<I", "R",
			"Go", "1.19", ANSWER_NO, "x509: unhandled critical extension")
		ROW("R cext=2.5.29.54:020109; I<R; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R; L<I cext=2.5.29.54:020109", "R",
			"Go", "1.19", ANSWER_NO, "x509: unhandled critical extension")
		ROW("R; I<R; L<I cext=2.5.29.54:020109", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R cext=2.5.29.54:020109; L<I", "R", "Go", "1.24", ANSWER_YES, NULL)
		ROW("R; I<R exclude=dir:X; L<I", "R", "Go", "1.19", ANSWER_NO, "x509: unhandled critical extension")
		ROW("R; I<R permit=dir:X; L<I", "R", "Go", "1.19", ANSWER_NO, "x509: unhandled critical extension")
		ROW("R; I<R ncsoft permit=dir:X; L<I", "R", "Go", "1.19", ANSWER_YES, NULL)
		ROW("R; I<R exclude=dir:X; L<I", "R",
			"GnuTLS", "3.7", ANSWER_NO, "The certificate chain violates the signer's constraints")
		ROW("R; I<R permit=dir:X; L<I", "R", "GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R exclude=dir:X; L<I", "R", "OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R permit=dir:X; L<I", "R", "OpenSSL", "3.0", ANSWER_NO, "subtree violation")
		ROW("R; I<R permit=uri:.example.test; L<I dns=www.example.test,uri:https://www.other.org/", "R",
			"GnuTLS", "3.7", ANSWER_YES, NULL)
		ROW("R; I<R exclude=uri:.example.test; L<I dns=www.example.test,uri:https://www.other.org/", "R",
			"GnuTLS", "3.7", ANSWER_NO, "The certificate chain violates the signer's constraints")
		ROW("R; I<R exclude=uri:.example.test; L<I dns=www.example.test,uri:https://www.other.org/", "R",
			"OpenSSL", "3.0", ANSWER_YES, NULL)
		ROW("R; I<R permit=uri:.example.test; L<I dns=www.example.test,uri:https://www.other.org/", "R",
			"Java", "17", ANSWER_NO, "name constraints check failed")
		SENT("R; I0<R; *8 I#<I@; L<I8", "L I8 I7 I6 I5 I4 I3 I2 I1 I0", "R", "Java", "17", ANSWER_YES, NULL)
		SENT("R; I0<R; *8 I#<I@; L<I8", "L I8 I7 I6 I5 I4 I3 I2 I1 I0 R", "R",
			"Java", "17", ANSWER_NO, "exceeds the maximum allowed length (10)")
		SENT("R; I0<R; *14 I#<I@; L<I14", "L I14 I13 I12 I11 I10 I9 I8 I7 I6 I5 I4 I3 I2 I1 I0", "R",
			"GnuTLS", "3.7", ANSWER_YES, NULL)
		SENT("R; I0<R; *14 I#<I@; L<I14", "L I14 I13 I12 I11 I10 I9 I8 I7 I6 I5 I4 I3 I2 I1 I0 R", "R",
			"GnuTLS", "3.7", ANSWER_NO, NULL)
		SENT("R; I0<R; *14 I#<I@; L<I14", "L I14 I13 I12 I11 I10 I9 I8 I7 I6 I5 I4 I3 I2 I1 I0 R", "R",
			"OpenSSL", "3.0", ANSWER_YES, NULL)
	};
	static const struct browsers_row itself = { "", "L ca noku eku=" CLIENT_EKU, "L", "L", NULL, NULL };
	struct verdicts v = { 0 };

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		verdicts_make(&v, &rows[k].chain, &server);
		tool_says(v.out, rows[k].client, rows[k].version, rows[k].accepts, rows[k].code);
		verdicts_done(&v);
	}
	verdicts_make(&v, &itself, &server);
	tool_says(v.out, "Java", "17", ANSWER_YES, NULL);
	verdicts_done(&v);
}

/* What is said of an anchor that somebody else signed, and who refuses it. */
static void test_an_anchor_that_is_no_root(void **state)
{
	static const struct {
		struct browsers_row chain;
		const char *place, *signature, *step;
		bool openssl, firefox;
	} rows[] = {
		{ { "", "R; I<R; L<I", "L I", "I", NULL, NULL }, "no root, but added and trusted", "not checked",
			"It is no root: CA R signed it. OpenSSL without -partial_chain, Python before 3.13 and Node refuse",
			false, true },
		{ { "", "R; I<R; L<I", "L I", "I R", NULL, NULL }, "no root, but added and trusted", "not checked",
			"unless they trust that one as well.", true, true },
		{ { "", "R; L<R", "L", "L", NULL, NULL }, "itself added and trusted", "not checked",
			"It is no root: CA R signed it. OpenSSL without -partial_chain, Python before 3.13, Firefox and Node",
			false, false },
		{ { "", "R; I<R; L<I", "L I", "R", NULL, NULL }, "private root, trusted", "its own",
			"which somebody added to the trust store here.", true, true },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		enum answer openssl = rows[k].openssl ? ANSWER_YES : ANSWER_NO;
		struct verdicts v = { 0 };
		const char *said = NULL;
		char *signature;
		int top;

		verdicts_make(&v, &rows[k].chain, &server);
		top = v.out->path[v.out->n_path - 1];
		assert_int_equal(v.out->verdict.level, LEVEL_TRUSTED);
		assert_string_equal(phrase_place(v.out, top), rows[k].place);
		signature = phrase_signature(v.out, top);
		assert_non_null(strstr(signature, rows[k].signature));
		free(signature);
		for (size_t n = 0; n < v.out->n_steps; n++)
			if (v.out->steps[n].id == STEP_ANCHOR)
				said = v.out->steps[n].text;
		assert_non_null(said);
		if (strstr(said, rows[k].step) == NULL)
			fail_msg("%s", said);
		assert_int_equal(answer_of(v.out, "OpenSSL")->accepts, openssl);
		assert_int_equal(answer_of(v.out, "Node")->accepts, openssl);
		assert_int_equal(answer_of(v.out, "curl")->accepts, ANSWER_YES);
		assert_int_equal(answer_of(v.out, "Firefox")->accepts, rows[k].firefox ? ANSWER_YES : ANSWER_NO);
		verdicts_done(&v);
	}
}

/* A limit of ours is no client's, nor is the user's; what a client has as a limit of its own, it has all the same. */
static void test_limits_of_ours(void **state)
{
	static const struct browsers_row deep = { "", "R; I0<R; *30 I#<I@; L<I30", "L I0 I*30", "R", NULL, NULL },
		short_one = { "", "R; I<R; L<I", "L I", "R", NULL, NULL };
	struct verdicts v = { 0 };

	(void)state;
	verdicts_make(&v, &deep, &server);
	assert_null(v.out->verdict.browser_code);
	tool_says(v.out, "Chromium", "156", ANSWER_UNKNOWN, NULL);
	tool_says(v.out, "OpenSSL", "3.0", ANSWER_UNKNOWN, NULL);
	tool_says(v.out, "Node", "20", ANSWER_UNKNOWN, NULL);
	tool_says(v.out, "GnuTLS", "3.7", ANSWER_NO, NULL);
	tool_says(v.out, "Java", "17", ANSWER_NO, NULL);
	verdicts_done(&v);
	v.no_cas = true;
	verdicts_make(&v, &short_one, &server);
	assert_int_equal(v.out->verdict.level, LEVEL_UNTRUSTED);
	assert_null(v.out->verdict.browser_code);
	tool_says(v.out, "OpenSSL", "3.0", ANSWER_YES, NULL);
	verdicts_done(&v);
}

static void why_holds(const struct inspection *i, const char *client, const char *version, const char *words)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (strcmp(i->clients[k].client, client) == 0 && strcmp(i->clients[k].version, version) == 0) {
			assert_non_null(strstr(i->clients[k].why, words));
			return;
		}
	fail_msg("no answer of %s %s", client, version);
}

static void way_is(const struct inspection *i, const char *client, const char *version, const char *words)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (strcmp(i->clients[k].client, client) == 0 && strcmp(i->clients[k].version, version) == 0) {
			char *way = answer_way(i, &i->clients[k]);

			assert_string_equal(way, words);
			free(way);
			return;
		}
	fail_msg("no answer of %s %s", client, version);
}

/* In the order of x509/stores.def: Mozilla, Chrome, Apple 26 to 12, Windows, Android 17 to 8, Java, Debian. */
#define ALL_STORES "11111111111111111111"
#define NEW_STORES "111111--1111111---1-"
#define CHROME_ALONE "-1------------------"
#define WINDOWS_ALONE "--------1-----------"

/* Who asks for timestamps, where the root is a public one and none came. */
static void test_who_asks_for_timestamps(void **state)
{
	static const char *const everywhere[] = { ALL_STORES };
	static const struct browsers_row row = { "", OPEN "R; I<R; L<I", "L I", "R", NULL, NULL };
	struct verdicts v = { .stores = everywhere };

	(void)state;
	verdicts_make(&v, &row, &server);
	tool_says(v.out, "Chromium", "156", ANSWER_NO, "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED");
	tool_says(v.out, "Edge", "156", ANSWER_NO, "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED");
	tool_says(v.out, "Firefox", "153 ESR", ANSWER_NO, "MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY");
	tool_says(v.out, "Safari", "26", ANSWER_NO, "This Connection Is Not Private");
	tool_says(v.out, "Windows", "11", ANSWER_YES, NULL);
	tool_says(v.out, "curl", "7.88", ANSWER_YES, NULL);
	verdicts_done(&v);
}

/* A new root, which old telephones do not have; the way to the old one helps them where it was sent. */
static void test_old_ones_lack_new_roots(void **state)
{
	static const struct browsers_row alone = { "", OPEN "R; I<R; L<I", "L I", "R", NULL, NULL },
		crossed = { "", OPEN "R; S; X<S as=R; I<R; L<I", "L I X", "R S", NULL, NULL },
		unsent = { "", OPEN "R; S; X<S as=R; I<R; L<I", "L I", "R S", NULL, NULL };
	static const char *const stores[] = { NEW_STORES, ALL_STORES };
	struct verdicts v = { .stores = stores };

	(void)state;
	verdicts_make(&v, &alone, &server);
	tool_says(v.out, "Android", "13", ANSWER_YES, NULL);
	tool_says(v.out, "Android", "9", ANSWER_NO, "Trust anchor for certification path not found.");
	why_holds(v.out, "Android", "9", "It does not have the root CA R, which came with Android 12.");
	why_holds(v.out, "Safari", "12", "which came with iOS 14 and macOS 11.");
	tool_says(v.out, "Python", "3.12", ANSWER_YES, NULL);
	verdicts_done(&v);
	verdicts_make(&v, &crossed, &server);
	tool_says(v.out, "Android", "9", ANSWER_YES, NULL);
	why_holds(v.out, "Android", "9", "the root CA R, which came with Android 12, but takes another path, to CA S.");
	way_is(v.out, "Android", "9", "www.example.test, signed by CA I, signed by CA R, signed by CA S");
	way_is(v.out, "Android", "13", "www.example.test, signed by CA I, signed by CA R");
	verdicts_done(&v);
	verdicts_make(&v, &unsent, &server);
	tool_says(v.out, "Android", "9", ANSWER_NO, "Trust anchor for certification path not found.");
	verdicts_done(&v);
}

/* A way to somebody who is not here may be one for who has his root; of a way that is closed, another is looked for as
 * well. */
static void test_other_ways_and_none(void **state)
{
	static const struct browsers_row unknown = { "", OPEN "R; S; X<S as=R; I<R; L<I", "L I X", "R", NULL, NULL },
		closed = { "", OPEN "R; S; X<S as=R; I<R; L<I", "L I X", "R S", NULL, NULL },
		shut = { "", OPEN "R; I<R; L<I", "L I", "R", NULL, NULL };
	static const char *const old[] = { NEW_STORES }, *const both[] = { ALL_STORES, CHROME_ALONE };
	struct verdicts v = { .stores = old };

	(void)state;
	verdicts_make(&v, &unknown, &server);
	tool_says(v.out, "Android", "13", ANSWER_YES, NULL);
	tool_says(v.out, "Android", "9", ANSWER_UNKNOWN, NULL);
	verdicts_done(&v);
	v = (struct verdicts){ .stores = both, .until = "2026-05-01" };
	verdicts_make(&v, &closed, &server);
	why_holds(v.out, "Firefox", "153 ESR", "Too few timestamps of public registers came with it.");
	way_is(v.out, "Chromium", "156", "www.example.test, signed by CA I, signed by CA R, signed by CA S");
	tool_says(v.out, "Java", "17", ANSWER_YES, NULL);
	verdicts_done(&v);
	verdicts_make(&v, &shut, &server);
	why_holds(v.out, "Chromium", "156", "It takes nothing so new below the root CA R.");
	verdicts_done(&v);
}

/* A root that this machine lacks and a client has. */
static void test_roots_of_others(void **state)
{
	static const struct browsers_row sent = { "", OPEN "R; I<R; L<I", "L I R", "", NULL, NULL },
		unsent = { "", OPEN "R; I<R; L<I", "L I", "", NULL, NULL },
		expired = { "", OPEN "R; I<R; L<I to=-1", "L I R", "", NULL, NULL };
	static const char *const stores[] = { WINDOWS_ALONE };
	struct verdicts v = { .stores = stores, .tabled = "R" };
	char *said;

	(void)state;
	verdicts_make(&v, &sent, &server);
	tool_says(v.out, "Windows", "11", ANSWER_YES, NULL);
	why_holds(v.out, "Windows", "11", "It has the root CA R, which is not among this machine's.");
	tool_says(v.out, "Edge", "156", ANSWER_UNKNOWN, NULL);          /* of timestamps nothing was asked */
	tool_says(v.out, "Java", "17", ANSWER_NO, "unable to find valid certification path to requested target");
	answer_is(v.out, "Chromium", "NET::ERR_CERT_AUTHORITY_INVALID");
	said = answers_plain(v.out);
	assert_string_equal(said, "");
	free(said);
	verdicts_done(&v);
	verdicts_make(&v, &unsent, &server);
	tool_says(v.out, "Windows", "11", ANSWER_UNKNOWN, NULL);
	why_holds(v.out, "Windows", "11", "may lead it to a root that this machine does not have.");
	tool_says(v.out, "Android", "9", ANSWER_NO, "Trust anchor for certification path not found.");
	verdicts_done(&v);
	verdicts_make(&v, &expired, &server);
	tool_says(v.out, "Windows", "11", ANSWER_NO, "CERT_E_EXPIRED");
	verdicts_done(&v);
	v.ca = "roots.pem";              /* who names the roots himself wants no others */
	verdicts_make(&v, &sent, &server);
	tool_says(v.out, "Windows", "11", ANSWER_NO, "CERT_E_UNTRUSTEDROOT");
	verdicts_done(&v);
}

/* The words of one client are the verdict; what was found stays as it is. */
static void test_one_client_decides(void **state)
{
	static const struct browsers_row common_name = { "", "R; I<R; L<I dns=", "L I", "R", NULL, NULL };
	struct verdicts java = { .client = "java" }, go = { .client = "Go 1.19" }, old = { .client = "Safari 12" };

	(void)state;
	verdicts_make(&java, &common_name, &server);
	assert_int_equal(java.out->verdict.level, LEVEL_TRUSTED);
	assert_int_equal(java.out->exit_status, 0);
	assert_non_null(inspection_finding(java.out, FINDING_NAME_CN_ONLY));
	assert_string_equal(java.out->verdict.browser_code, "NET::ERR_CERT_COMMON_NAME_INVALID");
	verdicts_done(&java);
	verdicts_make(&go, &common_name, &server);
	assert_int_equal(go.out->exit_status, 2);
	assert_string_equal(go.out->verdict.headline,
		"Go 1.19 refuses it. The host stands in the common name alone, which it does not look at.");
	verdicts_done(&go);
	verdicts_make(&old, &common_name, &server);
	assert_int_equal(old.out->verdict.level, LEVEL_CAUTION);
	verdicts_done(&old);
}

/* What is said of them together. */
static void test_answers_in_words(void **state)
{
	static const struct browsers_row staple = { "", "R; I<R; L<I staple", "L I", "R", NULL, NULL },
		good = { "", "R; I<R; L<I", "L I", "R", NULL, NULL },
		bad = { "", "R; I<R; L<I to=-1", "L I", "R", NULL, NULL };
	struct verdicts v = { 0 };
	char *said;

	(void)state;
	verdicts_make(&v, &staple, &server);
	said = answers_others(v.out);
	assert_string_equal(said, "Other people may see this site without a warning: Chromium 156, Edge 156.");
	free(said);
	said = answers_sentence(v.out);
	assert_non_null(strstr(said, ", Node, rustls: yes. Firefox, GnuTLS: no."));
	free(said);
	said = answers_list(v.out, ANSWER_UNKNOWN, NULL);
	assert_string_equal(said, "Safari, Android, Windows, .NET");
	free(said);
	verdicts_done(&v);
	verdicts_make(&v, &good, &server);
	assert_null(answers_others(v.out));
	assert_null(answers_sentence(v.out));
	verdicts_done(&v);
	verdicts_make(&v, &bad, &server);
	assert_null(answers_others(v.out));
	assert_true(answers_agree(v.out));
	said = answers_list(v.out, ANSWER_NO, "The certificate has ended.");
	assert_non_null(strstr(said, "Node (CERT_HAS_EXPIRED)"));
	free(said);
	verdicts_done(&v);
}

static void test_clients_by_name(void **state)
{
	size_t row = 0, other = 0;
	char *names = client_names();

	(void)state;
	assert_true(client_find("Chromium", &row) && client_find("chrome", &other));
	assert_int_equal(row, other);
	assert_true(client_find("Android", &row) && client_find("android 17", &other));
	assert_int_equal(row, other);
	assert_true(client_find("Firefox 153", &row) && client_find("Firefox", &other));
	assert_int_equal(row, other);
	assert_false(client_find("Android 1", &row));
	assert_false(client_find("Java1", &row));
	assert_false(client_find("", &row));
	assert_non_null(strstr(names, "Android 9, Android 8, Windows, "));
	free(names);
}

/* A CA in a file is nobody's server until a name says so. */
static void test_a_ca_in_a_file_is_no_server(void **state)
{
	static const struct browsers_row row = { "", "R; I<R", "I", "R", NULL, NULL };
	static const struct judge_input file = { .origin = ORIGIN_FILE };
	struct verdicts v = { 0 };

	(void)state;
	verdicts_make(&v, &row, &file);
	answer_is(v.out, "Chromium", NULL);
	answer_is(v.out, "Firefox", NULL);
	verdicts_done(&v);
}

static void test_a_leaf_that_cannot_be_read(void **state)
{
	struct cert *broken = cert_read("\x30\x03\x02\x01\x05", 5);
	struct trust *trust = trust_new(NULL);
	struct opts o;
	struct judge_input in = { .opts = &o, .now = CHAINS_NOW, .presented = &broken, .n_presented = 1, .trust = trust,
		.host = CHAINS_HOST };
	struct inspection *i = mem_alloc(sizeof *i);
	struct judge *j;

	(void)state;
	opts_defaults(&o);
	j = judge_new(&in);
	assert_int_equal(judge_step(j), JUDGE_DONE);
	judge_finish(j, i);
	answer_is(i, "Chromium", "NET::ERR_CERT_INVALID");
	answer_is(i, "Firefox", "SEC_ERROR_BAD_DER");
	inspection_free(i);
	trust_free(trust);
	cert_unref(broken);
}

static void test_nothing_is_said_without_a_certificate(void **state)
{
	struct inspection *i = mem_alloc(sizeof *i);

	(void)state;
	i->verdict.browser_code = "stale";
	clients_set(i, NULL, NULL);
	assert_int_equal(i->n_clients, 0);
	assert_null(i->verdict.browser_code);
	inspection_free(i);
}

static int clients_setup(void **state)
{
	(void)state;
	keys = chain_keys_new();
	return 0;
}

static int clients_teardown(void **state)
{
	(void)state;
	chain_keys_free(keys);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_old_protocols_come_first),
		cmocka_unit_test(test_who_can_go_on),
		cmocka_unit_test(test_names_and_lengths_that_some_mind),
		cmocka_unit_test(test_keys_that_go_does_not_know),
		cmocka_unit_test(test_a_host_with_an_underscore),
		cmocka_unit_test(test_tools_go_their_own_ways),
		cmocka_unit_test(test_who_minds_what),
		cmocka_unit_test(test_who_minds_which_names_and_anchors),
		cmocka_unit_test(test_tools_row_by_row),
		cmocka_unit_test(test_an_anchor_that_is_no_root),
		cmocka_unit_test(test_limits_of_ours),
		cmocka_unit_test(test_who_asks_for_timestamps),
		cmocka_unit_test(test_old_ones_lack_new_roots),
		cmocka_unit_test(test_other_ways_and_none),
		cmocka_unit_test(test_roots_of_others),
		cmocka_unit_test(test_one_client_decides),
		cmocka_unit_test(test_answers_in_words),
		cmocka_unit_test(test_clients_by_name),
		cmocka_unit_test(test_a_ca_in_a_file_is_no_server),
		cmocka_unit_test(test_a_leaf_that_cannot_be_read),
		cmocka_unit_test(test_nothing_is_said_without_a_certificate),
	};
	struct CMUnitTest browsers[N_BROWSERS];
	int failed = cmocka_run_group_tests(tests, clients_setup, clients_teardown);

	for (size_t i = 0; i < N_BROWSERS; i++)
		browsers[i] = (struct CMUnitTest){ .name = browsers_rows[i].name, .test_func = test_browsers,
			.initial_state = (void *)(uintptr_t)&browsers_rows[i] };
	return failed + cmocka_run_group_tests(browsers, clients_setup, clients_teardown);
}
