/* SPDX-License-Identifier: GPL-3.0-or-later
 * The card, read aloud. */
#include "parts/plain-card.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "explain/brief.h"
#include "facts/fields.h"
#include "parts/headline.h"
#include "parts/stamp.h"
#include "result/may.h"
#include "result/phrases.h"

#include <stdlib.h>

static const enum reader plain_readers[] = {
	[AUDIENCE_VISITOR] = READER_VISITOR, [AUDIENCE_HELPDESK] = READER_HELPDESK,
	[AUDIENCE_ADMIN] = READER_ADMIN, [AUDIENCE_TEACHER] = READER_TEACHER,
};

enum { PLAIN_NAMES = 12 };

/* Takes the text. */
static void plain_field(struct page *p, const char *label, char *text)
{
	page_lead(p, INK_LABEL, label, INK_TEXT, text);
	free(text);
}

void plain_verdict(struct page *p, const struct inspection *i, enum audience who)
{
	char *line = brief_line(i, BRIEF_COLUMNS), *next = brief_next(i, plain_readers[who], BRIEF_NEXT_COLUMNS);

	plain_field(p, "Verdict", mem_printf("%s. %s", inspection_word(i), line));
	plain_field(p, "What to do", mem_printf("%s (for the %s)", next, opts_word("audience", (int)who)));
	free(line);
	free(next);
}

void plain_chain(struct page *p, const struct rail *r, int at)
{
	struct buf names = BUF_INIT(LIMIT_TEXT_BYTES);
	int n = 0, chosen = 0;

	for (int k = 0; k < (int)r->n; k++) {
		if (!r->entries[k].selectable)
			continue;
		(void)buf_addf(&names, "%s%s", n > 0 ? ", then " : "", r->entries[k].label);
		n++;
		chosen = k == at ? n : chosen;
	}
	if (n > 1)
		plain_field(p, "Chain", buf_take(&names));
	buf_done(&names);
	if (at < 0 || chosen == 0)
		return;
	plain_field(p, "Chosen", mem_printf("%d of %d, %s%s%s%s%s%s%s", chosen, n, r->entries[at].label,
		r->entries[at].note != NULL ? ", " : "", r->entries[at].note != NULL ? r->entries[at].note : "",
		r->entries[at].fault != NULL ? ", " : "", r->entries[at].fault != NULL ? r->entries[at].fault : "",
		r->entries[at].left != NULL ? ", " : "", r->entries[at].left != NULL ? r->entries[at].left : ""));
}

/* A field with what is wrong with it before it; takes the text. */
static void plain_card_field(struct page *p, const struct inspection *i, int card, enum card_field field,
	const char *label, char *text)
{
	static const char *const words[] = { [STEP_FAIL] = "wrong: ", [STEP_WARN] = "warning: " };
	enum step_result state = field_state(i, card, field);

	if (text != NULL && *text != '\0')
		plain_field(p, label, mem_printf("%s%s", state == STEP_FAIL || state == STEP_WARN ? words[state] : "",
			text));
	free(text);
}

void plain_licence(struct page *p, const struct inspection *i, int card)
{
	const struct card *k = &i->cards[card];
	const struct cert *c = k->cert;

	if (*stamp_of(i, card) != '\0')
		plain_field(p, "Stamp", mem_strdup(stamp_of(i, card)));
	if (!c->parsed)
		return;
	plain_card_field(p, i, card, FIELD_HOLDER, "Holder", mem_strdup(cert_label(c)));
	plain_card_field(p, i, card, FIELD_ISSUER, "Issued by", mem_strdup(cert_issuer_label(c)));
	plain_card_field(p, i, card, FIELD_PROCESS, "Process", headline_process(i, card));
	plain_card_field(p, i, card, FIELD_VALID, "Valid", phrase_validity(k, i->time));
	plain_card_field(p, i, card, FIELD_NAMES, "Good for", phrase_names(k, PLAIN_NAMES));
	if (c->n_sans > 0)
		plain_field(p, "Names", phrase_names_sum(i, k));
	plain_card_field(p, i, card, FIELD_MAY, "May", phrase_may(c));
	plain_card_field(p, i, card, FIELD_KEY, "Key", phrase_key_whole(&c->key));
	plain_card_field(p, i, card, FIELD_SIGNATURE, "Signature", phrase_signature(i, card));
}
