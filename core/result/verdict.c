/* SPDX-License-Identifier: GPL-3.0-or-later
 * From sorted findings to the verdict: one word, one sentence, one exit status. */
#include "result/verdict.h"

#include "base/mem.h"
#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

static const int verdict_exits[] = {
	[LEVEL_TRUSTED] = 0, [LEVEL_CAUTION] = 1, [LEVEL_UNTRUSTED] = 2, [LEVEL_UNREACHABLE] = 3,
};

static const struct cert *verdict_cert(const struct inspection *i, size_t at)
{
	return i->cards[i->path[at]].cert;
}

/* The sentence where there is nothing to complain about. */
static char *verdict_praise(const struct inspection *i)
{
	const struct target_facts *t = &i->target;
	const char *host = t->servername != NULL ? t->servername : t->host;
	const struct cert *leaf, *anchor;
	char until[MOMENT_SIZE];

	if (i->n_path == 0)
		return mem_strdup("Nothing was found against it.");
	if (t->host_unicode != NULL && host != NULL && t->host != NULL && strcmp(host, t->host) == 0)
		host = t->host_unicode;
	leaf = verdict_cert(i, 0);
	anchor = verdict_cert(i, i->n_path - 1);
	(void)moment_when(leaf->not_after, i->time, until);
	if (i->n_path == 1)
		return mem_printf("%s is itself in the trust store, and valid until %s.", cert_label(leaf), until);
	/* A file proves nothing of who holds its key. */
	if (host != NULL && i->has_connection)
		return mem_printf("%s has proved its name: %s vouches for it, and its certificate is valid until %s.",
			host, cert_label(anchor), until);
	return mem_printf("%s vouches for the certificate of %s, which is valid until %s.", cert_label(anchor),
		cert_label(leaf), until);
}

/* Its word is the level; what was found stays, and is told where it is grave. */
static void verdict_of_client(struct inspection *out, const struct client_answer *a)
{
	static const enum level levels[] =
		{ [ANSWER_NO] = LEVEL_UNTRUSTED, [ANSWER_YES] = LEVEL_TRUSTED, [ANSWER_UNKNOWN] = LEVEL_CAUTION };
	static const char *const words[] = { [ANSWER_NO] = "refuses it", [ANSWER_YES] = "takes it",
		[ANSWER_UNKNOWN] = "may take it or not" };
	struct verdict *v = &out->verdict;

	free(v->headline);
	v->level = levels[a->accepts];
	if (v->level == LEVEL_TRUSTED)
		v->finding = -1;
	v->headline = mem_printf("%s %s %s. %s", a->client, a->version, words[a->accepts], a->why);
}

void verdict_set(struct inspection *out)
{
	struct verdict *v = &out->verdict;
	const struct finding *first = out->n_findings > 0 ? &out->findings[0] : NULL;
	bool trusted = first == NULL || first->level == LEVEL_INFO;

	free(v->headline);
	v->level = trusted ? LEVEL_TRUSTED : first->level;
	v->finding = trusted ? -1 : 0;
	v->headline = trusted ? verdict_praise(out)
		: mem_strdup(first->what != NULL ? first->what : finding_name(first->id));
	if (out->asked != NULL && v->level != LEVEL_UNREACHABLE)
		verdict_of_client(out, out->asked);
	v->exit_status = verdict_exits[v->level];
	out->exit_status = v->exit_status;
}
