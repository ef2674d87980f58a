/* SPDX-License-Identifier: GPL-3.0-or-later
 * From requests to a finished inspection: the checks of each, and a headline that says what it is. */
#include "judge/request.h"

#include "base/mem.h"
#include "judge/judge.h"
#include "rules/common.h"
#include "rules/names.h"
#include "rules/request.h"
#include "x509/verify.h"
#include "explain/texts.h"

#include <stdlib.h>

enum { REQUEST_NAMED = 3 };

static int request_verify(void *ctx, const struct cert *child, const struct cert *issuer)
{
	(void)ctx;
	return cert_verify_signature(child, issuer, NULL);
}

static void request_card(struct inspection *out, const struct cert *c, const char *name)
{
	struct card *card;
	struct name_ref ref;

	MEM_GROW(out->cards, out->n_cards);
	card = &out->cards[out->n_cards];
	*card = (struct card){ .cert = cert_ref(c),
		.role = out->n_cards == 0 ? ROLE_LEAF : ROLE_STRANGER,
		.origin = ORIGIN_FILE };
	out->n_cards++;
	if (name == NULL || c->n_sans == 0)
		return;
	ref = name_ref(name);
	card->san_matches = mem_alloc(c->n_sans * sizeof *card->san_matches);
	for (size_t i = 0; i < c->n_sans; i++)
		card->san_matches[i] = names_match_san(&c->sans[i], &ref);
}

/* Steps and findings move over, about the card of that number. */
static void request_take(struct inspection *out, struct outcome *o, int card)
{
	for (size_t i = 0; i < o->n_steps; i++) {
		MEM_GROW(out->steps, out->n_steps);
		out->steps[out->n_steps] = o->steps[i];
		out->steps[out->n_steps++].card = card;
	}
	o->n_steps = 0;
	for (size_t i = 0; i < o->n_findings; i++) {
		struct finding *f = &o->findings[i];

		f->card = card;
		f->cert = NULL;
		finding_explain(f);
		free(f->codes); /* these are what tools call it in a certificate */
		f->codes = NULL;
		f->n_codes = 0;
		MEM_GROW(out->findings, out->n_findings);
		out->findings[out->n_findings++] = *f;
	}
	o->n_findings = 0;
}

/* "An application for a certificate: ..." where there is nothing to stop it. */
static char *request_praise(const struct inspection *out)
{
	const struct cert *c = out->cards[0].cert;
	char *names = check_name_list(c, REQUEST_NAMED), *s;
	bool signature = false;

	for (size_t i = 0; i < out->n_steps; i++)
		signature |= out->steps[i].id == STEP_SIGNATURE && out->steps[i].result == STEP_PASS;
	s = mem_printf("This is a request for a certificate, not one: %s asks for %s%s.", cert_label(c),
		c->n_sans > 0 ? names : "no alternative names", signature ? ", and its own signature holds" : "");
	free(names);
	return s;
}

void judge_requests(struct inspection *out, struct cert *const *requests, size_t n, const struct opts *o,
	const char *name)
{
	out->target.kind = TARGET_REQUEST;
	out->presented = mem_alloc(n * sizeof *out->presented);
	out->path = mem_alloc(sizeof *out->path);
	out->n_path = 1;
	for (size_t i = 0; i < n; i++) {
		struct cert *path[] = { requests[i] };
		/* it stands alone, and nobody presents it to anybody */
		struct inputs f = { .now = out->time, .strict = o->strict, .path = path, .n_path = 1,
			.verify = request_verify };
		struct outcome oc = { 0 };

		request_card(out, requests[i], name);
		out->presented[out->n_presented++] = (int)i;
		request_run(&f, &oc);
		request_take(out, &oc, (int)i);
		outcome_done(&oc);
	}
	findings_sort(out->findings, out->n_findings);
	verdict_set(out);
	if (out->verdict.level == LEVEL_TRUSTED) {
		free(out->verdict.headline);
		out->verdict.headline = request_praise(out);
	}
}
