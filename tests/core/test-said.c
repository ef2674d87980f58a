/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the checks say: the sentences of the walk with the two sides that they compare, and the parameters and evidence
 * of findings, from which all other words are made. Whether there is a finding at all is in test-checks.c. */
#include "lib/three.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "revocation/revocation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { SAYS = 6 };

struct row {
	const char *why;
	struct three_spec s;
	const char *says[SAYS];  /* each is part of what is said; NULL at the end */
	const char *never;       /* part of nothing; NULL: nothing to look for */
	void (*known)(struct inputs *f);  /* what else is known than the chain; NULL: nothing */
};

/* ---- what the maker of certificates cannot make ---- */

static void no_usage(struct cert *c)
{
	c->ku = 0;
}

static void no_purpose(struct cert *c)
{
	for (size_t i = 0; i < c->n_eku; i++)
		free(c->eku[i]);
	c->n_eku = 0;
}

static void exponent_1(struct cert *c)
{
	c->key.rsa_exponent = 1;
}

static void exponent_4(struct cert *c)
{
	c->key.rsa_exponent = 4;
}

static void exponent_long(struct cert *c)
{
	c->key.rsa_exponent = (UINT64_C(1) << 33) + 1;
}

static void unknown_hash(struct cert *c)
{
	c->sig_alg.hash = HASH_UNKNOWN;
}

static void unknown_key(struct cert *c)
{
	c->key.algorithm = KEY_OTHER;
}

static void says(struct cert *c, const char *fault)
{
	free(c->fault);
	c->fault = mem_strdup(fault);
}

static void bends_a_rule(struct cert *c)
{
	says(c, "its serial is too long");
}

static void unreadable(struct cert *c)
{
	says(c, "it is cut short");
	c->parsed = false;
}

static void endless(struct cert *c)
{
	says(c, "it has more names than are read");
	c->met_limit = true;
}

static void broken_key(struct cert *c)
{
	says(c, "its key is none");
	c->key.broken = true;
}

static void large_key(struct cert *c)
{
	c->key.bits = LIMIT_RSA_BITS + 1;
}

static void no_bc(struct cert *c)
{
	c->has_bc = c->is_ca = false;
}

static void version_1(struct cert *c)
{
	c->version = 1;
	no_bc(c);
}

static void method_with_null(struct cert *c)
{
	c->sig_alg.null = true;
}

static void no_issuer(struct cert *c)
{
	c->issuer.empty = true;
}

static void odd_method(struct cert *c)
{
	c->sig_alg.odd = "its salt is odd";
	c->sig_alg.gnutls = 0;
}

static void no_method(struct cert *c)
{
	c->sig_alg.gnutls = 0;
}

static void no_key_named(struct cert *c)
{
	c->akid.n = 0;
}

static void no_own_key_named(struct cert *c)
{
	c->skid.n = 0;
}

static void other_key_named(struct cert *c)
{
	c->akid.n--;
}

/* A name of a kind that cannot be compared, and a rule on such. */
static void odd_constraint(struct cert *c)
{
	c->nc->excluded[0].tag = 8;
}

static void odd_name(struct cert *c)
{
	c->sans[1].tag = 8;
}

/* As many rules as make more pairs with one certificate's names than are compared. */
static void endless_constraints(struct cert *c)
{
	struct name_constraints *nc = c->nc;

	nc->permitted = mem_resize(nc->permitted, LIMIT_CONSTRAINTS + 1, sizeof *nc->permitted);
	for (size_t i = nc->n_permitted; i <= LIMIT_CONSTRAINTS; i++) {
		nc->permitted[i] = nc->permitted[0];
		nc->permitted[i].value = mem_strdup("");
	}
	nc->n_permitted = LIMIT_CONSTRAINTS + 1;
}

/* ---- what is known besides ---- */

static char dead[] = "the line went dead", stale[] = "it is stale", no_route[] = "no route to it",
	list_stale[] = "the list is stale", no_number[] = "it has no number";

#define TLS(name, ...) \
	static void name(struct inputs *f) \
	{ \
		f->tls = (struct tls_inputs){ .server = true, __VA_ARGS__ }; \
	}

TLS(no_proof, .unproved = true)
TLS(line_broke, .unproved = true, .broke = dead)
TLS(false_proof, .unproved = true, .proof_false = true)
TLS(false_finish, .unproved = true, .proof_false = true, .rsa_exchange = true)
TLS(asks_for_one, .client_cert_required = true)
TLS(only_broke, .broke = dead)
TLS(ssl_2, .version = 0x0002)
TLS(rc4, .version = 0x0303, .outdated = "TLS 1.2 with RC4")
TLS(secret_sent, .version = 0x0303, .rsa_exchange = true)
TLS(secret_sent_11, .version = 0x0302, .rsa_exchange = true)
TLS(group_2047, .version = 0x0303, .dh_bits = 2047)
TLS(group_2048, .version = 0x0303, .dh_bits = 2048)
TLS(ssl_3, .version = 0x0300)
TLS(tls_10, .version = 0x0301)
TLS(tls_11, .version = 0x0302)

static void only_the_leaf_was_sent(struct inputs *f)
{
	f->n_presented = 1;
}

static void only_the_leaf_is_there(struct inputs *f)
{
	f->n_presented = f->n_path = 1;
	f->anchor = ANCHOR_NONE;
}

/* The leaf, and above it as many CAs as are looked at. The one that is named is the last of them. */
static void too_many_cas(struct inputs *f)
{
	static struct cert *path[LIMIT_PATH_CERTS + 1];

	for (size_t i = 0; i < LIMIT_PATH_CERTS; i++)
		path[i] = f->path[i == 0 ? THREE_LEAF : i + 1 == LIMIT_PATH_CERTS ? THREE_CA : THREE_ROOT];
	f->path = path;
	f->n_path = LIMIT_PATH_CERTS;
	f->anchor = ANCHOR_NONE;
}

static void nobody_trusts_it(struct inputs *f)
{
	f->anchor = ANCHOR_NONE;
}

static void a_namesake(struct inputs *f)
{
	nobody_trusts_it(f);
	f->namesake = f->path[THREE_ROOT];
}

static void a_namesake_of_the_issuer(struct inputs *f)
{
	only_the_leaf_is_there(f);
	f->namesake = f->path[THREE_ROOT];
}

static void a_namesake_further_up(struct inputs *f)
{
	only_the_leaf_is_there(f);
	f->n_presented = f->n_path = 2;
	f->namesake = f->path[THREE_ROOT];
}

static void without_the_root(struct inputs *f)
{
	f->n_path = 2;
}

static void a_limit_was_met(struct inputs *f)
{
	only_the_leaf_is_there(f);
	f->limit = "more ways than are looked at";
}

static void an_intermediate_is_sent_alone(struct inputs *f)
{
	f->path++;
	f->presented++;
	f->n_presented = f->n_path = 1;
	f->anchor = ANCHOR_NONE;
	f->host = NULL;
}

static int over_budget(void *ctx, const struct cert *child, const struct cert *issuer)
{
	(void)ctx;
	(void)child;
	(void)issuer;
	return SIGNATURE_OVER_BUDGET;
}

static int bad(void *ctx, const struct cert *child, const struct cert *issuer)
{
	(void)over_budget(ctx, child, issuer);
	return SIGNATURE_BAD;
}

static int untried(void *ctx, const struct cert *child, const struct cert *issuer)
{
	(void)over_budget(ctx, child, issuer);
	return SIGNATURE_UNCHECKED;
}

static void too_many_signatures(struct inputs *f)
{
	f->verify = over_budget;
}

static void bad_signatures(struct inputs *f)
{
	f->verify = bad;
}

static void untried_signatures(struct inputs *f)
{
	f->verify = untried;
}

static void no_intermediate(struct inputs *f)
{
	f->max_depth = 0;
}

static void one_intermediate(struct inputs *f)
{
	f->max_depth = 1;
}

static void demo_root(struct inputs *f)
{
	f->anchor = ANCHOR_DEMO;
}

static void demo_root_and_logs(struct inputs *f)
{
	static const struct ctlogs none = { 0 };

	f->anchor = ANCHOR_DEMO;
	f->ctlogs = &none;
}

static void added_root_and_logs(struct inputs *f)
{
	demo_root_and_logs(f);
	f->anchor = ANCHOR_ADDED;
}

static void no_warning(struct inputs *f)
{
	f->warn_days.n = 0;
}

static struct revocation revocation;

/* One entry, about the leaf. */
static struct rev_entry *rev_of_leaf(struct inputs *f, bool may_fetch)
{
	revocation = (struct revocation){ .n = 1, .may_fetch = may_fetch };
	revocation.entries[0] = (struct rev_entry){ .cert = f->path[0], .issuer = f->path[1],
		.this_update = THREE_NOW, .revoked_at = THREE_NOW - THREE_DAY };
	f->revocation = &revocation;
	return &revocation.entries[0];
}

#define REVOCATION(name, fetch, ...) \
	static void name(struct inputs *f) \
	{ \
		struct rev_entry *e = rev_of_leaf(f, fetch); \
		\
		(void)e; \
		__VA_ARGS__; \
	}

REVOCATION(rev_nothing, true, (void)0)
REVOCATION(rev_short, true, e->short_lived = true)
REVOCATION(rev_offline, false, (void)0)
REVOCATION(rev_no_answer, true, e->status = REV_UNKNOWN; e->why = no_route)
REVOCATION(rev_good, true, e->status = REV_GOOD; e->source = REV_BY_OCSP; e->next_update = THREE_NOW + THREE_DAY)
REVOCATION(rev_good_open, true, e->status = REV_GOOD; e->source = REV_BY_STAPLE)
REVOCATION(rev_revoked, true, e->status = REV_REVOKED; e->source = REV_BY_CRL; e->reason = "superseded")
REVOCATION(rev_revoked_silent, true, e->status = REV_REVOKED; e->source = REV_BY_FILE)
REVOCATION(rev_revoked_ahead, true, e->status = REV_REVOKED; e->source = REV_BY_FILE;
	e->revoked_at = THREE_NOW + THREE_DAY)
REVOCATION(rev_uncovered, true, e->uncovered = list_stale)
REVOCATION(rev_list_fault, true, e->list_fault = no_number; f->strict = true)
REVOCATION(rev_no_staple, true, f->path[0]->must_staple = true)
REVOCATION(rev_staple_fault, true, f->path[0]->must_staple = true; revocation.staple_fault = stale)
REVOCATION(rev_staple, true, f->path[0]->must_staple = true; revocation.staple_verified = true)

/* ---- all rows ---- */

static const struct row rows[] = {
#define SAID(name, spec, ...) { .why = name, .s = spec, .says = { __VA_ARGS__ } },
#define SAID_NOT(name, spec, not, ...) { .why = name, .s = spec, .never = not, .says = { __VA_ARGS__ } },
#define SAID_OF(name, spec, what, ...) { .why = name, .s = spec, .known = what, .says = { __VA_ARGS__ } },
#define SAID_NOT_OF(name, spec, what, not, ...) \
	{ .why = name, .s = spec, .known = what, .never = not, .says = { __VA_ARGS__ } },
#define WITH(...) { __VA_ARGS__ }
#define LIST(...) (const char *const[]){ __VA_ARGS__, NULL }
#define NO_NAMES (const char *const[]){ NULL }
#define LEAF spec[THREE_LEAF]
#define CA spec[THREE_CA]
#define ROOT spec[THREE_ROOT]
#define DAYS(n) ((n) * THREE_DAY)
#define EXTENSION(oid, is_critical) VALUED(oid, is_critical, "\5\0")
#define EXTENSIONS(one, other) .extensions = (const struct pki_extension[]) \
	{ { one, true, { (const uint8_t *)"\x30\0", 2 } }, { other, true, { (const uint8_t *)"\x30\0", 2 } } }, .n_extensions = 2
#define VALUED(oid, is_critical, der) .extensions = (const struct pki_extension[]) \
	{ { oid, is_critical, { (const uint8_t *)(der), sizeof(der) - 1 } } }, .n_extensions = 1
#define FEATURE(der, is_critical) VALUED("1.3.6.1.5.5.7.1.24", is_critical, der)
#define POLICIES_REQUIRED VALUED("2.5.29.36", true, "\x30\x03\x80\x01\0")
#include "core/said.def"
};

static const char *const params[] = {
#define PARAM(id, name, words) [PARAM_##id] = name,
#include "result/params.def"
#undef PARAM
};

static const char *whose(const struct three *t, const struct cert *c)
{
	static const char *const names[] = { "leaf", "CA", "root" };

	for (size_t i = 0; i < THREE_N && i < t->inputs.n_path; i++)
		if (t->path[i] == c)
			return i + 1 == t->inputs.n_path ? names[THREE_ROOT] : names[i];
	return "chain";
}

static void say_step(const struct three *t, size_t i, struct buf *b)
{
	const struct step *s = &t->outcome.steps[i];

	(void)buf_addf(b, "%s %s %s: %s", whose(t, t->outcome.step_certs[i]), step_name(s->id),
		step_result_name(s->result), s->text);
	if (s->left != NULL)
		(void)buf_addf(b, " [%s: %s | %s: %s]", s->left_label, s->left, s->right_label, s->right);
	(void)buf_adds(b, "\n");
}

static void say_finding(const struct three *t, const struct finding *f, struct buf *b)
{
	(void)buf_addf(b, "%s %s", whose(t, f->cert), finding_name(f->id));
	if (f->shade != SHADE_NONE)
		(void)buf_addf(b, "/%s", shade_name(f->shade));
	(void)buf_addf(b, " %s", level_name(f->level));
	for (size_t i = 0; i < f->n_params; i++)
		(void)buf_addf(b, " %s=%s", params[f->params[i].id], f->params[i].value);
	for (size_t i = 0; i < f->n_evidence; i++)
		(void)buf_addf(b, " + %s", f->evidence[i].text);
	(void)buf_adds(b, "\n");
}

/* 2026-06-01: there is one style of dates for people, and this is not it. */
static bool has_date_in_digits(const char *s)
{
	for (; *s != '\0'; s++) {
		if (strspn(s, "0123456789") == 4 && s[4] == '-' && strspn(s + 5, "0123456789") == 2 && s[7] == '-')
			return true;
	}
	return false;
}

static bool row_holds(const struct row *r)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	struct three t;
	bool good = true;
	char *save = NULL;

	three_run(&t, &r->s);
	if (r->known != NULL) {
		outcome_done(&t.outcome);
		t.outcome = (struct outcome){ 0 };
		r->known(&t.inputs);
		checks_run(&t.inputs, &t.outcome);
	}
	for (size_t i = 0; i < t.outcome.n_steps; i++)
		say_step(&t, i, &b);
	for (size_t i = 0; i < t.outcome.n_findings; i++)
		say_finding(&t, &t.outcome.findings[i], &b);
	for (size_t i = 0; i < SAYS && r->says[i] != NULL; i++)
		if (strstr(b.data, r->says[i]) == NULL) {
			print_error("%s: nobody says \"%s\"\n", r->why, r->says[i]);
			good = false;
		}
	if (r->never != NULL && strstr(b.data, r->never) != NULL) {
		print_error("%s: somebody says \"%s\"\n", r->why, r->never);
		good = false;
	}
	if (has_date_in_digits(b.data)) {
		print_error("%s: a date in digits\n", r->why);
		good = false;
	}
	/* by lines: print_error() cuts what is long */
	for (char *line = good ? NULL : strtok_r(b.data, "\n", &save); line != NULL;
		line = strtok_r(NULL, "\n", &save))
		print_error("\t%s\n", line);
	three_done(&t);
	buf_done(&b);
	return good;
}

static void each_says_what_it_should(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		wrong += !row_holds(&rows[i]);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_says_what_it_should),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	three_end();
	return failed;
}
