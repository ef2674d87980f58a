/* SPDX-License-Identifier: GPL-3.0-or-later
 * The walk and the lesson as text. */
#include "report/plain-class.h"

#include "base/mem.h"
#include "result/answers.h"
#include "result/phrases.h"
#include "result/proof.h"

#include <stdlib.h>

enum { CLASS_LABEL = 13 };

static void class_heading(struct wrap *w, const char *title)
{
	wrap_blank(w);
	wrap_text(w, 0, WRAP_BOLD, title);
}

static void class_check(struct wrap *w, enum step_result result, const char *question, const char *answer)
{
	static const enum level levels[] =
		{ [STEP_PASS] = LEVEL_TRUSTED, [STEP_FAIL] = LEVEL_UNTRUSTED, [STEP_WARN] = LEVEL_CAUTION,
		[STEP_SKIP] = LEVEL_INFO };
	char *line = mem_printf("%s %s", question, answer);

	wrap_field(w, 4, phrase_level_ink(levels[result]), phrase_level_mark(levels[result]), 2, WRAP_PLAIN, line);
	free(line);
}

/* What passed on this certificate as it did on an earlier one, in a line. */
static void class_repeated(struct wrap *w, const struct inspection *i, int card)
{
	size_t repeated = 0;
	char *line;

	for (size_t n = 0; n < i->n_steps && card >= 0; n++)
		repeated += i->steps[n].card == card && step_repeats(i, n);
	if (repeated == 0)
		return;
	line = mem_printf("%zu more went as before.", repeated);
	class_check(w, STEP_PASS, "The same checks:", line);
	free(line);
}

static void class_proof(struct wrap *w, const struct inspection *i)
{
	char *text = proof_text(i);

	wrap_text(w, 2, WRAP_BOLD, "And who shows it?");
	class_check(w, proof_result(i), proof_title, text);
	free(text);
}

void plain_walk(struct wrap *w, const struct inspection *i)
{
	int card = -1;
	size_t n;

	if (i->n_steps > 0)
		class_heading(w, "The walk: what was checked, in order");
	for (n = 0; n < i->n_steps; n++) {
		const struct step *s = &i->steps[n];

		if (s->card != card) {
			if (n > 0)
				class_repeated(w, i, card);
			if (s->card >= 0)
				wrap_text(w, 2, WRAP_BOLD, phrase_label(&i->cards[s->card]));
		}
		card = s->card;
		if (!step_repeats(i, n))
			class_check(w, s->result, step_title(s->id), s->text);
	}
	class_repeated(w, i, card);
	if (proof_asked(i))
		class_proof(w, i);
	if (i->n_dead_ends > 0)
		wrap_text(w, 2, WRAP_BOLD, "Ways tried and given up");
	for (n = 0; n < i->n_dead_ends; n++)
		wrap_field(w, 4, WRAP_DIM, phrase_level_mark(LEVEL_UNTRUSTED), 2, WRAP_DIM, i->dead_ends[n].text);
}

void plain_lesson(struct wrap *w, const struct inspection *i)
{
	char *who;

	if (i->lesson == NULL)
		return;
	class_heading(w, "The lesson");
	who = answers_for_class(i);
	wrap_field(w, 2, WRAP_DIM, "Clients", CLASS_LABEL, WRAP_PLAIN, who);
	free(who);
	wrap_field(w, 2, WRAP_DIM, "Look at", CLASS_LABEL, WRAP_PLAIN, i->lesson->look);
	wrap_field(w, 2, WRAP_DIM, "Question", CLASS_LABEL, WRAP_PLAIN, i->lesson->question);
	wrap_field(w, 2, WRAP_DIM, "Answer", CLASS_LABEL, WRAP_PLAIN, i->lesson->answer);
}
