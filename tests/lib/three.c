/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes chains of three and runs the checks on them. */
#include "lib/three.h"

#include "rules/names.h"
#include "x509/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const char *const three_names[] = { THREE_HOST, NULL };
static struct pki_key *three_keys[THREE_N][N_PKI_KEY_KINDS];

static const struct pki_key *three_key(size_t at, enum pki_key_kind kind)
{
	struct cc_err e = { 0 };

	if (three_keys[at][kind] == NULL)
		three_keys[at][kind] = pki_key_new(kind, &e);
	assert_non_null(three_keys[at][kind]);
	return three_keys[at][kind];
}

void three_end(void)
{
	for (size_t i = 0; i < THREE_N; i++)
		for (size_t k = 0; k < N_PKI_KEY_KINDS; k++) {
			pki_key_free(three_keys[i][k]);
			three_keys[i][k] = NULL;
		}
}

static struct pki_spec three_usual(const struct three_spec *s, size_t at)
{
	static const char *const cns[] = { THREE_HOST, "Test CA", "Test Root" };
	struct pki_spec p = s->spec[at];
	int64_t days = at == THREE_LEAF ? 30 : 1000, left = at == THREE_LEAF ? 60 : 3000;

	if (p.cn == NULL && p.o == NULL && !(p.flags & PKI_EMPTY_SUBJECT))
		p.cn = at == THREE_CA && s->self_issued_ca ? cns[THREE_ROOT] : cns[at];
	if (p.names == NULL && at == THREE_LEAF)
		p.names = three_names;
	else if (p.names != NULL && p.names[0] == NULL)
		p.names = NULL;
	if (p.not_before == 0)
		p.not_before = THREE_NOW - days * THREE_DAY;
	if (p.not_after == 0)
		p.not_after = THREE_NOW + left * THREE_DAY;
	if (at != THREE_LEAF && !(p.flags & THREE_NOT_CA))
		p.flags |= PKI_CA;
	if (at == THREE_ROOT)
		p.flags |= PKI_NO_AKID;
	p.flags &= ~THREE_NOT_CA;
	return p;
}

static int three_verify(void *ctx, const struct cert *child, const struct cert *issuer)
{
	(void)ctx;
	return cert_verify_signature(child, issuer, NULL);
}

static void three_facts(struct three *t, const struct three_spec *s, size_t n)
{
	const char *host = s->host == NULL ? THREE_HOST : *s->host != '\0' ? s->host : NULL;

	t->inputs = (struct inputs){
		.now = s->now != 0 ? s->now : THREE_NOW, .purpose = s->purpose, .strict = s->strict, .max_depth = -1,
		.warn_days = { s->warn_days != 0 ? s->warn_days : -1, s->warn_percent }, .host = host,
		.tls = { .server = !s->file, .version = s->file ? 0 : s->version != 0 ? s->version : 0x0304,
			.rsa_exchange = s->rsa_exchange },
		.presented = t->path, .n_presented = n - 1, .path = t->path, .n_path = n,
		.anchor = s->no_anchor ? ANCHOR_NONE : s->anchor != ANCHOR_NONE ? s->anchor : ANCHOR_ADDED,
		.verify = three_verify,
	};
	if (host != NULL) {
		struct name_ref ref = name_ref(host);
		t->inputs.host_is_ip = ref.is_ip;
		t->inputs.ip_len = ref.ip_len;
		memcpy(t->inputs.ip, ref.ip, sizeof ref.ip);
	}
}

void three_run(struct three *t, const struct three_spec *s)
{
	struct pki_cert made[THREE_N];
	const struct pki_cert *issuer = NULL;
	struct cc_err e = { 0 };
	size_t n = 0;

	memset(t, 0, sizeof *t);
	for (size_t at = THREE_N; at-- > 0;) {
		if (at == THREE_CA && s->no_ca)
			continue;
		struct pki_spec p = three_usual(s, at);
		if (pki_cert_make(&made[at], &p, three_key(at, s->key[at]), issuer, &e) != 0)
			fail_msg("%s", e.msg);
		issuer = &made[at];
	}
	for (size_t at = 0; at < THREE_N; at++) {
		if (at == THREE_CA && s->no_ca)
			continue;
		struct bytes der = pki_cert_der(&made[at]);
		t->path[n] = cert_read(der.p, der.n);
		if (s->tweak[at] != NULL)
			s->tweak[at](t->path[n]);
		n++;
		pki_cert_done(&made[at]);
	}
	three_facts(t, s, n);
	checks_run(&t->inputs, &t->outcome);
}

void three_done(struct three *t)
{
	outcome_done(&t->outcome);
	for (size_t i = 0; i < THREE_N; i++)
		cert_unref(t->path[i]);
}

const struct finding *three_find(const struct three *t, enum finding_id id, size_t at)
{
	for (size_t i = 0; i < t->outcome.n_findings; i++)
		if (t->outcome.findings[i].id == id && (at == THREE_N || t->outcome.findings[i].cert == t->path[at]))
			return &t->outcome.findings[i];
	return NULL;
}
