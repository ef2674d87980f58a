/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of error codes and of observed behaviour, and what to show of them with a finding. */
#include "explain/codes.h"

#include "base/buf.h"

#include <string.h>

static const struct code_row code_table[] = {
#include "explain/error-codes.inc"
};

static const struct { const char *cause, *scenario, *tool, *said; } observed_table[] = {
#include "explain/observed-matrix.inc"
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

size_t code_rows(const struct code_row **first)
{
	*first = code_table;
	return COUNT(code_table);
}

/* Whose codes are shown with a finding, and in which order; `tool` as in the table, `name` as shown. Of tools with one
 * name the first that has a code speaks. */
static const struct { const char *tool, *name; } code_tools[] = {
	{ "Chrome/Edge", "Chrome/Edge" }, { "Firefox", "Firefox" }, { "Apple", "Safari/Apple" }, { "curl", "curl" },
	{ "OpenSSL text", "OpenSSL" }, { "OpenSSL", "OpenSSL" }, { "OpenSSL reason", "OpenSSL" },
		{ "GnuTLS", "GnuTLS" },
	{ "Java", "Java" }, { "Python", "Python" }, { "Go", "Go" }, { "Node.js", "Node.js" }, { "Windows", "Windows" },
	{ ".NET", ".NET" }, { "wget", "wget" }, { "git", "git" },
};

/* What people seldom see: bare numbers, Apple's names of twenty years ago. */
static const char *const code_rare[] = { "0x", "CSSMERR_" };

static bool code_is_rare(const char *code)
{
	size_t i;

	for (i = 0; i < COUNT(code_rare); i++)
		if (strncmp(code, code_rare[i], strlen(code_rare[i])) == 0)
			return true;
	return false;
}

/* How well a row stands for its tool: preferred; else curl's exit status, which people see first; else a name in
 * use. What stands for one case of many ("seldom:" in the note) does not by itself. */
static int code_rank(const struct code_row *r, const char *const *prefer, size_t n_prefer)
{
	size_t i;

	for (i = 0; i < n_prefer && prefer[i] != NULL; i++)
		if (strcmp(prefer[i], r->code) == 0)
			return 4;
	if (strncmp(r->note, "seldom:", 7) == 0)
		return 0;
	if (r->code[0] == '(' && strcmp(r->tool, "curl") == 0)
		return 3;
	return code_is_rare(r->code) ? 1 : 2;
}

static const char *code_best(const char *cause, const char *tool, const char *const *prefer, size_t n_prefer)
{
	const char *best = NULL;
	int rank = 0;
	size_t i;

	for (i = 0; i < COUNT(code_table); i++) {
		const struct code_row *r = &code_table[i];
		int k;

		if (strcmp(r->cause, cause) != 0 || strcmp(r->tool, tool) != 0)
			continue;
		k = code_rank(r, prefer, n_prefer);
		if (k > rank) {
			rank = k;
			best = r->code;
		}
	}
	return best;
}

size_t codes_of(const char *cause, const char *const *prefer, size_t n_prefer, struct code *out, size_t max)
{
	size_t i, n = 0;

	for (i = 0; i < COUNT(code_tools) && n < max; i++) {
		const char *code;

		if (n > 0 && strcmp(out[n - 1].tool, code_tools[i].name) == 0)
			continue;
		code = code_best(cause, code_tools[i].tool, prefer, n_prefer);
		if (code != NULL)
			out[n++] = (struct code){ code_tools[i].name, code };
	}
	return n;
}

/* Versions as noted with the observations. */
static const struct { const char *tool, *shown; } observed_tools[] = {
	{ "curl", "curl 7.88.1" }, { "wget", "wget 1.21.3" }, { "git", "git (libcurl-gnutls 7.88)" },
	{ "gnutls-cli", "gnutls-cli 3.7.9" }, { "openssl", "openssl 3.0" }, { "node", "Node.js 20.20.2" },
	{ "python", "Python 3.11.7" }, { "go", "Go 1.19" }, { "java", "Java (OpenJDK 17)" },
};

static const char *observed_tool(const char *tool)
{
	size_t i;

	for (i = 0; i < COUNT(observed_tools); i++)
		if (strcmp(observed_tools[i].tool, tool) == 0)
			return observed_tools[i].shown;
	return NULL;
}

/* What a tool prints, or an exit status alone, when it has nothing to say. openssl's own line stands beside a broken
 * handshake, too; then its status is not 0. */
static bool observed_accepts(const char *said)
{
	static const char *const silent[] =
		{ "(0) ok", "(0) accepted", "0", "OK", " <nil>", "(0) - Status: The certificate is trusted. ",
		"(0) Verify return code: 0 (ok)" };
	size_t i;

	for (i = 0; i < COUNT(silent); i++)
		if (strcmp(silent[i], said) == 0)
			return true;
	return false;
}

/* Behind the exit status, which is the table's own. */
static const char *observed_words(const char *said)
{
	if (*said == '(')
		said += strcspn(said, ")") + 1;
	return said + strspn(said, " ");
}

/* The scenario that a finding of this kind was tried with, where a finding has several; NULL: any. */
static const char *observed_scenario(const struct finding *f)
{
	const char *algorithm = finding_get(f, PARAM_ALGORITHM);

	if (f->id == FINDING_WEAK_SIGNATURE)
		return algorithm != NULL && strstr(algorithm, "MD5") != NULL ? "md5" : "sha1";
	if (f->id == FINDING_CLIENT_CERT_REQUIRED)
		return "mtls13";
	if (f->id == FINDING_CONNECTION_CLOSED)
		return "close";
	if (f->id == FINDING_NOT_TLS) {
		const char *seen = finding_get(f, PARAM_SEEN);

		return seen != NULL && strstr(seen, "SMTP") != NULL ? "smtp" : "http";
	}
	return NULL;
}

static size_t observed_rows(const char *cause, const char *scenario, struct observed *out, size_t max)
{
	size_t i, n = 0;

	for (i = 0; i < COUNT(observed_table) && n < max; i++) {
		const char *said = observed_table[i].said, *tool = observed_tool(observed_table[i].tool);
		bool accepts = observed_accepts(said);

		if (tool != NULL && strcmp(observed_table[i].cause, cause) == 0 &&
		    (scenario == NULL || strcmp(observed_table[i].scenario, scenario) == 0))
			out[n++] = (struct observed){ tool, accepts, accepts ? "" : observed_words(said) };
	}
	return n;
}

size_t observed_of(const struct finding *f, struct observed *out, size_t max)
{
	const char *cause = finding_name(f->id);

	/* tried with RSA of 1024 bits, with MD5 and with SHA-1 */
	if ((f->id == FINDING_WEAK_SIGNATURE || f->id == FINDING_WEAK_KEY) && f->shade != SHADE_NONE)
		return 0;
	if (f->id == FINDING_EXPIRED && f->shade != SHADE_NONE && f->shade != SHADE_LEAF)
		cause = "issuer-expired";
	return observed_rows(cause, observed_scenario(f), out, max);
}

static void observed_list(struct buf *b, const char *label, const struct observed *o, size_t n, bool accepts)
{
	const char *between = label;
	size_t i;

	for (i = 0; i < n; i++)
		if (o[i].accepts == accepts) {
			(void)buf_addf(b, "%s%s", between, o[i].tool);
			between = ", ";
		}
	if (between != label)
		(void)buf_adds(b, ". ");
}

char *observed_sentence(const struct finding *f)
{
	struct observed o[OBSERVED_MAX];
	size_t n = observed_of(f, o, OBSERVED_MAX);
	struct buf b = BUF_INIT(2048);

	if (n == 0 || f->shade == SHADE_REQUEST)     /* it was observed with certificates */
		return NULL;
	observed_list(&b, "Refused by: ", o, n, false);
	observed_list(&b, "Accepted by: ", o, n, true);
	(void)buf_adds(&b, OBSERVED_WHEN ".");
	return buf_take(&b);
}
