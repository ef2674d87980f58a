/* SPDX-License-Identifier: GPL-3.0-or-later
 * The judge against cases of the public suite x509-limbo (github.com/C2SP/x509-limbo), with the strict profile, in its
 * own file format: $CERTCARD_LIMBO, or limbo-dev.json beside the source tree. Skipped (77) where there is no such file.
 * Each case goes through the judge and, as files, through the program itself: both must say the same. */
#include "judge/judge.h"
#include "base/mem.h"
#include "base/moment.h"
#include "trust/trust.h"

#include <gnutls/gnutls.h>
#include <jansson.h>
#include <stdio.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SKIPPED = 77, CERTS_MAX = 256, ARGS_MAX = 24 };

extern char **environ;

#define NOW INT64_C(1767225600)      /* 2026-01-01, for the cases that name no time */

/* Cases that are judged otherwise than the suite expects. Each contradicts another case, which asks for the opposite of
 * the same kind of chain (most by their `conflicts_with`): one of the two must be missed. */
static const struct { const char *id, *why; } disagreements[] = {
	{ "rfc5280::eku::ee-without-eku",
		"the CA/Browser Forum demands the extension, and --strict holds everybody to its rules; its twin"
		" webpki::eku::ee-without-eku agrees" },
	{ "rfc5280::ca-as-leaf", "with a name to verify a CA is judged as a server's, and Firefox and rustls take none;"
		" its twin webpki::ca-as-leaf agrees" },
	{ "pathlen::validation-ignores-pathlen-in-leaf", "the same: its leaf is a CA" },
};

struct limbo_case {
	const char *id, *expected;
	struct cert *certs[CERTS_MAX];   /* leaf first, then the intermediates */
	size_t n_certs;
	struct trust *trust;
	struct opts opts;
	char *host;
	struct crl_lists crls;
};

static struct cert *limbo_cert(const char *pem)
{
	gnutls_datum_t in = { (unsigned char *)(uintptr_t)pem, (unsigned)strlen(pem) }, der = { NULL, 0 };
	struct cert *c;

	if (gnutls_pem_base64_decode2("CERTIFICATE", &in, &der) < 0)
		return cert_read("", 0);
	c = cert_read(der.data, der.size);
	gnutls_free(der.data);
	return c;
}

static const char *limbo_string(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* An IPv6 address may stand there in any notation; names in any case and with a final dot. */
static char *limbo_host(const char *value)
{
	char *host = mem_strdup(value);
	size_t n = strlen(host);

	for (size_t i = 0; i < n && strchr(host, '@') == NULL; i++)
		if (host[i] >= 'A' && host[i] <= 'Z')
			host[i] = (char)(host[i] - 'A' + 'a');
	if (n > 0 && host[n - 1] == '.')
		host[n - 1] = '\0';
	return host;
}

static enum purpose limbo_purpose(const json_t *test)
{
	const char *eku = json_string_value(json_array_get(json_object_get(test, "extended_key_usage"), 0));
	const char *kind = limbo_string(test, "validation_kind");

	if (eku != NULL && strcmp(eku, "emailProtection") == 0)
		return PURPOSE_EMAIL;
	if ((eku != NULL && strcmp(eku, "clientAuth") == 0) || (kind != NULL && strcmp(kind, "CLIENT") == 0))
		return PURPOSE_CLIENT;
	return PURPOSE_SERVER;
}

static void limbo_options(struct limbo_case *t, const json_t *test)
{
	const json_t *depth = json_object_get(test, "max_chain_depth"),
		*peer = json_object_get(test, "expected_peer_name");
	const char *when = limbo_string(test, "validation_time"), *name = limbo_string(peer, "value");

	t->opts = (struct opts){ .strict = true, .max_depth = -1, .warn_days = { .n = -1 },
		.purpose = limbo_purpose(test), .offline = true };
	t->opts.at = NOW;
	if (when != NULL && moment_parse(when, &t->opts.at) != NULL)
		fprintf(stderr, "%s: odd time %s\n", t->id, when);
	if (json_is_integer(depth))
		t->opts.max_depth = (int)json_integer_value(depth);
	if (name != NULL)
		t->host = limbo_host(name);
}

static void limbo_open(struct limbo_case *t, const json_t *test)
{
	const json_t *pem;
	size_t i;

	*t = (struct limbo_case){ .id = limbo_string(test, "id"), .expected = limbo_string(test, "expected_result") };
	t->trust = trust_new(NULL);
	limbo_options(t, test);
	t->certs[t->n_certs++] = limbo_cert(limbo_string(test, "peer_certificate"));
	json_array_foreach(json_object_get(test, "untrusted_intermediates"), i, pem)
		if (t->n_certs < CERTS_MAX)
			t->certs[t->n_certs++] = limbo_cert(json_string_value(pem));
	json_array_foreach(json_object_get(test, "trusted_certs"), i, pem) {
		struct cert *c = limbo_cert(json_string_value(pem));
		trust_add(t->trust, c, ANCHOR_ADDED);
		cert_unref(c);
	}
	json_array_foreach(json_object_get(test, "crls"), i, pem)
		(void)crl_lists_add(&t->crls, (struct bytes){ (const uint8_t *)json_string_value(pem),
			json_string_length(pem) }, NULL);
}

static void limbo_close(struct limbo_case *t)
{
	for (size_t i = 0; i < t->n_certs; i++)
		cert_unref(t->certs[i]);
	trust_free(t->trust);
	crl_lists_done(&t->crls);
	free(t->host);
}

static void limbo_judge(const struct limbo_case *t, struct inspection *out)
{
	struct judge_input in = {
		.opts = &t->opts, .now = t->opts.at, .host = t->host, .presented = t->certs, .n_presented = t->n_certs,
		.origin = ORIGIN_FILE, .trust = t->trust, .crls = &t->crls,
	};
	struct judge *j = judge_new(&in);
	const struct want *w;

	while (judge_step(j) != JUDGE_DONE)
		while ((w = judge_want(j)) != NULL)
			judge_answer(j, w, (struct bytes){ NULL, 0 }, "there is no network here");
	judge_finish(j, out);
}

/* What the program is called with; `files` are written in a folder of the test's own. */
struct limbo_command {
	char folder[64];
	char *files[3];          /* certificates, roots, lists */
	char *depth;
	char *args[ARGS_MAX];
	size_t n_args;
};

static void limbo_write(FILE *f, const json_t *pems)
{
	const json_t *pem;
	size_t i;

	json_array_foreach(pems, i, pem)
		fprintf(f, "%s\n", json_string_value(pem));
}

static void limbo_arg(struct limbo_command *c, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (name != NULL)
		c->args[c->n_args++] = (char *)(uintptr_t)name;
	c->args[c->n_args++] = (char *)(uintptr_t)value;
}

static const char *limbo_purpose_name(enum purpose p)
{
	return p == PURPOSE_CLIENT ? "client" : p == PURPOSE_EMAIL ? "email" : "server";
}

static bool limbo_prepare(struct limbo_command *c, const struct limbo_case *t, const json_t *test, const char *program)
{
	static const char *const names[] = { "certs.pem", "roots.pem", "lists.pem" };
	static const char *const keys[] = { "untrusted_intermediates", "trusted_certs", "crls" };
	const json_t *crls = json_object_get(test, "crls"), *peer = json_object_get(test, "expected_peer_name");

	*c = (struct limbo_command){ .folder = "/tmp/certcard-limbo-XXXXXX" };
	if (mkdtemp(c->folder) == NULL)
		return false;
	for (size_t i = 0; i < 3; i++) {
		c->files[i] = mem_printf("%s/%s", c->folder, names[i]);
		FILE *f = fopen(c->files[i], "w");
		if (f == NULL)
			return false;
		if (i == 0)
			fprintf(f, "%s\n", limbo_string(test, "peer_certificate"));
		limbo_write(f, json_object_get(test, keys[i]));
		(void)fclose(f);
	}
	if (t->opts.max_depth >= 0)
		c->depth = mem_printf("%d", t->opts.max_depth);
	limbo_arg(c, NULL, program);
	limbo_arg(c, "--format", "json");
	limbo_arg(c, "--offline", "--strict");
	limbo_arg(c, "--ca", c->files[1]);
	limbo_arg(c, "--purpose", limbo_purpose_name(t->opts.purpose));
	limbo_arg(c, "--at",
		limbo_string(test, "validation_time") != NULL ? limbo_string(test, "validation_time") : "2026-01-01");
	limbo_arg(c, "--servername", limbo_string(peer, "value"));
	limbo_arg(c, "--max-depth", c->depth);
	limbo_arg(c, "--crl", json_array_size(crls) > 0 ? c->files[2] : NULL);
	limbo_arg(c, NULL, c->files[0]);
	return true;
}

static void limbo_clear(struct limbo_command *c)
{
	for (size_t i = 0; i < 3; i++) {
		if (c->files[i] != NULL)
			(void)unlink(c->files[i]);
		free(c->files[i]);
	}
	(void)rmdir(c->folder);
	free(c->depth);
}

/* The report on standard output; NULL: none. */
static json_t *limbo_spawn(struct limbo_command *c)
{
	posix_spawn_file_actions_t actions;
	json_t *report = NULL;
	int ends[2], status;
	pid_t pid;

	if (pipe(ends) != 0)
		return NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	if (posix_spawn(&pid, c->args[0], &actions, NULL, c->args, environ) == 0) {
		(void)close(ends[1]);
		ends[1] = -1;
		report = json_loadfd(ends[0], 0, NULL);
		(void)waitpid(pid, &status, 0);
	}
	(void)close(ends[0]);
	if (ends[1] >= 0)
		(void)close(ends[1]);
	posix_spawn_file_actions_destroy(&actions);
	return report;
}

/* Does the program, given files, come to the same level as the judge? */
static bool limbo_same(const struct limbo_case *t, const json_t *test, enum level level)
{
	const char *builddir = getenv("builddir"), *said;
	char *program = mem_printf("%s/certcard", builddir != NULL ? builddir : ".");
	struct limbo_command c;
	json_t *report = NULL;

	if (limbo_prepare(&c, t, test, program))
		report = limbo_spawn(&c);
	said = limbo_string(json_object_get(report, "verdict"), "level");
	bool same = said != NULL && strcmp(said, level_name(level)) == 0;
	if (!same)
		printf("FAIL %s: judged %s, but the program says %s\n", t->id, level_name(level),
			said != NULL ? said : "nothing");
	json_decref(report);
	limbo_clear(&c);
	free(program);
	return same;
}

static const char *limbo_disagreement(const char *id)
{
	for (size_t i = 0; i < sizeof disagreements / sizeof *disagreements; i++)
		if (strcmp(disagreements[i].id, id) == 0)
			return disagreements[i].why;
	return NULL;
}

static void limbo_report(const struct limbo_case *t, const struct inspection *i)
{
	printf("FAIL %s: expected %s, judged %s", t->id, t->expected, level_name(i->verdict.level));
	for (size_t k = 0; k < i->n_findings; k++)
		printf("%s %s (%s)", k > 0 ? "," : ":", finding_name(i->findings[k].id),
			i->findings[k].what != NULL ? i->findings[k].what : "");
	printf("\n");
}

/* 1: as expected, 0: not. A case on the list that agrees after all is a failure as well: the list would be wrong. */
static int limbo_run(const json_t *test)
{
	struct inspection *out = mem_alloc(sizeof *out);
	struct limbo_case t;

	limbo_open(&t, test);
	limbo_judge(&t, out);
	bool good = out->verdict.level == LEVEL_TRUSTED || out->verdict.level == LEVEL_CAUTION;
	bool agrees = good == (strcmp(t.expected, "SUCCESS") == 0);
	const char *why = limbo_disagreement(t.id);
	if (!agrees && why != NULL)
		printf("expected disagreement %s: %s\n", t.id, why);
	else if (!agrees || why != NULL)
		limbo_report(&t, out);
	bool same = limbo_same(&t, test, out->verdict.level);
	inspection_free(out);
	limbo_close(&t);
	return same && agrees == (why == NULL);
}

static json_t *limbo_load(void)
{
	const char *env = getenv("CERTCARD_LIMBO"), *srcdir = getenv("srcdir");
	static const char *const places[] = { "limbo-dev.json", "../limbo-dev.json", "../shared/data/limbo-dev.json" };
	json_t *all = env != NULL ? json_load_file(env, 0, NULL) : NULL;

	for (size_t i = 0; all == NULL && env == NULL && i < sizeof places / sizeof *places; i++) {
		char *path = mem_printf("%s/%s", srcdir != NULL ? srcdir : ".", places[i]);
		all = json_load_file(path, 0, NULL);
		free(path);
	}
	return all;
}

int main(void)
{
	json_t *all = limbo_load(), *tests = json_object_get(all, "testcases"), *test;
	size_t i, passed = 0;

	if (all == NULL) {
		printf("no limbo-dev.json: skipped\n");
		return SKIPPED;
	}
	json_array_foreach(tests, i, test)
		passed += (size_t)limbo_run(test);
	printf("%zu of %zu cases as expected\n", passed, json_array_size(tests));
	bool good = json_array_size(tests) > 0 && passed == json_array_size(tests);
	json_decref(all);
	return good ? 0 : 1;
}
