/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a handshake proved, as a step of a lesson. */
#include "result/proof.h"

#include "base/mem.h"

const char proof_title[] = "Does it hold the key?";

bool proof_asked(const struct inspection *i)
{
	return i->has_connection && i->n_presented > 0;
}

enum step_result proof_result(const struct inspection *i)
{
	const struct finding *f = inspection_finding(i, FINDING_KEY_NOT_PROVED);

	return f == NULL ? STEP_PASS : f->level == LEVEL_UNTRUSTED ? STEP_FAIL : STEP_WARN;
}

/* Without a signature the key proved itself by reading what was encrypted with it (RFC 5246 7.4.9). */
char *proof_text(const struct inspection *i)
{
	const struct finding *f = inspection_finding(i, FINDING_KEY_NOT_PROVED);
	const struct connection *c = &i->connection;

	if (f != NULL)
		return mem_strdup(f->what);
	if (c->n_proof == 0)
		return mem_strdup("It could read a secret that was sent to it under the key on its card.");
	return mem_printf("It signed all that was said up to there, our random number among it%s%s%s, and the signature"
		" verifies with the key on its card.", c->signature != NULL ? " (" : "",
		c->signature != NULL ? c->signature : "", c->signature != NULL ? ")" : "");
}

static bool proof_new(const struct step *s)
{
	return s->result == STEP_FAIL || s->result == STEP_WARN;
}

bool step_repeats(const struct inspection *i, size_t step)
{
	const struct step *s = &i->steps[step];
	bool before = false;

	if (s->card < 0)
		return false;
	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *o = &i->steps[k];

		if (o->id != s->id)
			continue;
		if (o->card == s->card && proof_new(o))
			return false;
		before |= k < step && o->card >= 0 && o->card != s->card;
	}
	return before;
}
