/* SPDX-License-Identifier: GPL-3.0-or-later
 * Headline and advice in little room. */
#include "explain/brief.h"

#include "base/mem.h"
#include "base/moment.h"
#include "base/text.h"
#include "explain/texts.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name is cut down to BRIEF_NAME columns before a part of the headline is left out, and then further. */
enum { BRIEF_NAME = 16, BRIEF_NAME_MIN = 12, BRIEF_PARTS = 4 };

/* Where all is well. Nothing is promised that was not seen: a file proves nothing of who holds its key. */
enum praise { PRAISE_NAMED, PRAISE_SESSION, PRAISE_PAPER, PRAISE_ANCHOR, PRAISE_REQUEST, PRAISE_KEY };

static const struct words brief_praise[] = {
	[PRAISE_NAMED] = {
		.brief = "{host|It} has proved its name[; {span} left]", .word = "proved its name",
		.next_visitor = "Go on. It proves the name, not[ that] the owner[ is honest].",
		.next_helpdesk = "All is well here. [Still trouble? ]Look at the user's own machine.",
		.next_admin = "Nothing to do. It ends on {date}.",
		.next_teacher = "A good licence. It proves the name, not[ that] the driver[ is honest]." },
	[PRAISE_SESSION] = {
		.brief = "Trusted by you alone, until certcard ends[: {issuer}]", .word = "trusted for now",
		.next_visitor = "Go on if you know this office. T takes the trust back.",
		.next_helpdesk = "Only this certcard trusts it. The user's browser does not.",
		.next_admin = "T takes the trust back. For good: install this root on the clients.",
		.next_teacher = "You let this office in yourself. T shows it to the door again." },
	[PRAISE_PAPER] = {
		.brief = "{issuer|Its issuer} vouches for {subject|it}[; {span} left]", .word = "vouched for",
		.next_visitor = "Nothing is wrong with it. Nobody was asked to prove it as his own.",
		.next_helpdesk = "Nothing is wrong with it. Whether a server shows it is another thing.",
		.next_admin = "Nothing is wrong with it. See what the server shows: certcard HOST",
		.next_teacher = "A good licence on paper. Nobody has shown it as his own." },
	[PRAISE_ANCHOR] = {
		.brief = "{subject|It} is itself in the trust store[; {span} left]", .word = "in the trust store",
		.next_visitor = "Nothing to do. This machine trusts it already.",
		.next_helpdesk = "Nothing to do. This machine trusts it already.",
		.next_admin = "Nothing to do. It ends on {date}.",
		.next_teacher = "The highest office itself. Nobody stands above it." },
	[PRAISE_REQUEST] = {
		.brief = "{subject|It} asks for a certificate[; it has none yet]", .word = "only asked for",
		.next_visitor = "Nothing to trust yet. It is an application, not a licence.",
		.next_helpdesk = "Nothing to trust yet. Its owner must send it to a CA first.",
		.next_admin = "Send it to your CA. Keep the private key where it was made.",
		.next_teacher = "An application form. No office has looked at it yet." },
	[PRAISE_KEY] = {
		.brief = "A private key, which belongs to what was given with it", .word = "belongs",
		.next_visitor = "Nothing to do. Keep this file to yourself.",
		.next_helpdesk = "Nothing to do. Nobody but its owner needs this file.",
		.next_admin = "Install it with its certificate. Keep it secret.",
		.next_teacher = "The holder's own signature. Nobody else may have it." },
};

static char *brief_fit(const struct words *w, const struct finding *f, size_t cols)
{
	static const struct { size_t from, to; } names[] = {
		{ BRIEF_COLUMNS, BRIEF_NAME }, { BRIEF_NAME, BRIEF_NAME_MIN },
	};

	cols = cols > BRIEF_COLUMNS ? BRIEF_COLUMNS : cols;
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t parts = pass == 0 ? BRIEF_PARTS : 0; parts <= BRIEF_PARTS; parts--) {
			for (size_t n = names[pass].from; n >= names[pass].to; n--) {
				char *text = text_expand_in(w->brief, f, &(struct text_room){ n, parts });

				if (text_width(text) <= cols)
					return text;
				free(text);
			}
		}
	}
	return mem_strdup(w->word);
}

/* Where a sentence ends: behind the blank that follows it, or at the end. */
static size_t brief_sentence(const char *s)
{
	size_t n = 0;

	while (s[n] != '\0' && !(strchr(".?!", s[n]) != NULL && s[n + 1] == ' '))
		n++;
	return s[n] == '\0' ? n : n + 1;
}

char *brief_sentences(char *text, size_t cols)
{
	size_t end = brief_sentence(text), before = end, more;

	while (text[end] != '\0') {
		char *longer;
		bool fits;

		more = end + 1 + brief_sentence(text + end + 1);
		longer = mem_strndup(text, more);
		fits = text_width(longer) <= cols;
		free(longer);
		if (!fits)
			break;
		before = end;
		end = more;
	}
	/* a question is not left without what follows from it */
	if (text[end] != '\0' && text[end - 1] == '?')
		end = before;
	text[end] = '\0';
	return text;
}

/* A command that names host and port stands whole or not at all: half a name is no name to type. Other words in square
 * brackets are those that a sentence can do without where it would be lost. */
static char *brief_advice(const struct words *w, const struct finding *f, enum reader who, size_t cols)
{
	const char *const all[N_READERS] = { [READER_VISITOR] = w->next_visitor, [READER_HELPDESK] = w->next_helpdesk,
		[READER_ADMIN] = w->next_admin, [READER_TEACHER] = w->next_teacher };
	char *whole = text_expand(all[who], f);

	if (text_width(whole) <= cols || strchr(all[who], '[') == NULL)
		return brief_sentences(whole, cols);
	free(whole);
	return brief_sentences(text_expand_in(all[who], f, &(struct text_room){ .parts = 0 }), cols);
}

char *brief_of(const struct finding *f, size_t cols)
{
	struct words w = text_words(f);

	return brief_fit(&w, f, cols);
}

char *brief_next_of(const struct finding *f, enum reader who, size_t cols)
{
	struct words w = text_words(f);

	return brief_advice(&w, f, who, cols);
}

char *brief_gloss_of(const struct finding *f, size_t cols)
{
	struct words w = text_words(f);
	char *all = text_expand(w.next_teacher, f), *rest;
	size_t first = brief_sentence(all);

	rest = mem_strdup(all[first] == '\0' ? all : all + first + 1);
	free(all);
	if (text_width(rest) > cols)
		*rest = '\0';
	return rest;
}

/* --- where all is well --- */

static enum praise brief_kind(const struct inspection *i)
{
	const struct card *anchor = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;

	if (i->target.kind == TARGET_REQUEST)
		return PRAISE_REQUEST;
	if (inspection_is_key(i))
		return PRAISE_KEY;
	if (anchor != NULL && anchor->anchor == ANCHOR_SESSION)
		return PRAISE_SESSION;
	if (i->n_path == 1)
		return PRAISE_ANCHOR;
	if (!i->has_connection || i->target.host == NULL)
		return PRAISE_PAPER;
	return PRAISE_NAMED;
}

/* The values that the words of praise name, as a finding's. */
static struct finding brief_values(const struct inspection *i)
{
	struct finding f = { .level = LEVEL_INFO, .card = -1 };
	const struct target_facts *t = &i->target;
	char day[MOMENT_SIZE], span[MOMENT_SIZE];

	if (t->host != NULL)
		finding_param(&f, PARAM_HOST, t->servername != NULL
			&& strcmp(t->servername, t->host) != 0 ? t->servername
			: t->host_unicode != NULL ? t->host_unicode : t->host);
	if (i->n_path > 0) {
		const struct card *leaf = &i->cards[i->path[0]];

		finding_param(&f, PARAM_SPAN, moment_span(leaf->cert->not_after - i->time, span));
		finding_param(&f, PARAM_DATE, moment_when(leaf->cert->not_after, i->time, day));
		finding_param(&f, PARAM_SUBJECT, cert_label(leaf->cert));
		finding_param(&f, PARAM_ISSUER, cert_label(i->cards[i->path[i->n_path - 1]].cert));
	}
	return f;
}

char *brief_line(const struct inspection *i, size_t cols)
{
	struct finding f;
	char *text;

	if (i->verdict.finding >= 0)
		return brief_of(&i->findings[i->verdict.finding], cols);
	f = brief_values(i);
	text = brief_fit(&brief_praise[brief_kind(i)], &f, cols);
	finding_done(&f);
	return text;
}

char *brief_next(const struct inspection *i, enum reader who, size_t cols)
{
	const struct finding *broke = inspection_finding(i, FINDING_HANDSHAKE_INCOMPLETE);
	struct finding f;
	char *text;

	if (i->verdict.finding >= 0)
		return brief_next_of(&i->findings[i->verdict.finding], who, cols);
	if (broke != NULL)
		return brief_next_of(broke, who, cols);
	f = brief_values(i);
	text = brief_advice(&brief_praise[brief_kind(i)], &f, who, cols);
	finding_done(&f);
	return text;
}
