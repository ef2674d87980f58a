/* SPDX-License-Identifier: GPL-3.0-or-later
 * The short note. */
#include "parts/note.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "explain/brief.h"
#include "result/phrases.h"

#include <stdlib.h>

enum { NOTE_NAMES = 4 };

static const enum reader note_readers[] = {
	[AUDIENCE_VISITOR] = READER_VISITOR, [AUDIENCE_HELPDESK] = READER_HELPDESK,
	[AUDIENCE_ADMIN] = READER_ADMIN, [AUDIENCE_TEACHER] = READER_TEACHER,
};

char *note_headline(const struct inspection *i)
{
	char *target = phrase_target(i), *line = brief_line(i, BRIEF_COLUMNS),
		*all = mem_printf("%s: %s. %s", target, inspection_word(i), line);

	free(target);
	free(line);
	return all;
}

char *note_fingerprint(const struct inspection *i, int card)
{
	const struct cert *c = card >= 0 && (size_t)card < i->n_cards ? i->cards[card].cert : NULL;

	return c != NULL ? phrase_hex(c->sha256, sizeof c->sha256, sizeof c->sha256) : NULL;
}

/* Takes the text; nothing for NULL or "". */
static void note_line(struct buf *b, const char *indent, const char *label, char *text)
{
	if (text != NULL && *text != '\0')
		(void)buf_addf(b, "%s%s%s%s\n", indent, label, *label != '\0' ? ": " : "", text);
	free(text);
}

char *note_short(const struct inspection *i, enum audience who, const char *indent)
{
	const struct card *c = i->n_path > 0 && i->cards[i->path[0]].cert->parsed ? &i->cards[i->path[0]] : NULL;
	const struct finding *f = i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	char when[MOMENT_SIZE];

	note_line(&b, indent, "", note_headline(i));
	note_line(&b, indent, "To do", brief_next(i, note_readers[who], BRIEF_NEXT_COLUMNS));
	note_line(&b, indent, "Finding", f != NULL ? mem_strdup(finding_name(f->id)) : NULL);
	note_line(&b, indent, "Browser", i->verdict.browser_code != NULL ? mem_strdup(i->verdict.browser_code) : NULL);
	note_line(&b, indent, "Issued by", c != NULL ? mem_strdup(cert_issuer_label(c->cert)) : NULL);
	note_line(&b, indent, "Valid", c != NULL ? phrase_validity(c, i->time) : NULL);
	note_line(&b, indent, "Good for", c != NULL ? phrase_names(c, NOTE_NAMES) : NULL);
	note_line(&b, indent, "SHA-256", c != NULL ? note_fingerprint(i, i->path[0]) : NULL);
	note_line(&b, indent, "Reached", phrase_connection(i));
	note_line(&b, indent, "Looked at", mem_strdup(moment_minute(i->time, when)));
	return buf_take(&b);
}
