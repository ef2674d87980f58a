/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps what checks say. */
#include "rules/outcome.h"

#include "base/mem.h"
#include "base/moment.h"
#include "base/text.h"
#include "rules/check.h"

#include <stdarg.h>
#include <stdlib.h>

static void step_done(struct step *s)
{
	free(s->text);
	free(s->left_label);
	free(s->left);
	free(s->right_label);
	free(s->right);
}

void outcome_done(struct outcome *o)
{
	for (size_t i = 0; i < o->n_findings; i++)
		finding_done(&o->findings[i]);
	for (size_t i = 0; i < o->n_steps; i++)
		step_done(&o->steps[i]);
	finding_done(&o->scratch);
	free(o->findings);
	free(o->steps);
	free(o->step_certs);
	*o = (struct outcome){ 0 };
}

static void outcome_fail(struct outcome *o, enum step_id id, const struct cert *c)
{
	bool own = c != NULL && c == o->leaf && (CHECK_LINK_STEPS & 1U << id) == 0;

	if (o->n_fail++ == 0 || (!own && o->path_fails == 0)) {
		o->first_fail = id;
		o->first_fail_cert = c;
	}
	if (own)
		o->leaf_fails |= 1U << id;
	else
		o->path_fails |= 1U << id;
}

struct step *outcome_step(struct outcome *o, enum step_id id, const struct cert *c, enum step_result r, const char *fmt,
	...)
{
	struct step *s;
	va_list ap;
	size_t n = o->n_steps;

	if (r == STEP_FAIL)
		outcome_fail(o, id, c);
	if (o->quiet)
		return NULL;
	/* both arrays grow by the same count */
	MEM_GROW(o->steps, n);
	MEM_GROW(o->step_certs, n);
	o->n_steps++;
	o->step_certs[n] = c;
	s = &o->steps[n];
	*s = (struct step){ .id = id, .card = -1, .result = r };
	va_start(ap, fmt);
	s->text = mem_vprintf(fmt, ap);
	va_end(ap);
	text_one_stop(s->text);
	return s;
}

void step_sides(struct step *s, const char *left_label, const char *left, const char *right_label, const char *right)
{
	if (s == NULL)
		return;
	s->left_label = mem_strdup(left_label);
	s->left = mem_strdup(left);
	s->right_label = mem_strdup(right_label);
	s->right = mem_strdup(right);
}

static void outcome_params(const struct outcome *o, struct finding *f, const struct cert *c)
{
	char t[MOMENT_SIZE];

	if (o->inputs != NULL) {
		if (o->inputs->host != NULL)
			finding_param(f, PARAM_HOST, o->inputs->host);
		if (o->inputs->place != NULL)
			finding_param(f, PARAM_PLACE, o->inputs->place);
		finding_param(f, PARAM_NOW, moment_second(o->inputs->now, t));
	}
	if (c == NULL || !c->parsed)
		return;
	/* "the certificate of a certificate without a name": the words for none are better then */
	if (c->is_ca || c->request || cert_is_named(c))
		finding_param(f, PARAM_SUBJECT, cert_label(c));
	finding_param(f, PARAM_ISSUER, cert_issuer_label(c));
	finding_param(f, PARAM_BEGINS, moment_second(c->not_before, t));
	finding_param(f, PARAM_ENDS, moment_second(c->not_after, t));
}

struct finding *outcome_finding(struct outcome *o, enum finding_id id, const struct cert *c)
{
	struct finding *f;

	if (o->quiet) {
		finding_done(&o->scratch);
		o->scratch = (struct finding){ .id = id, .level = finding_level(id), .cert = c, .card = -1 };
		return &o->scratch;
	}
	for (size_t i = 0; i < o->n_findings; i++)
		if (o->findings[i].id == id && o->findings[i].cert == c)
			return &o->findings[i];
	MEM_GROW(o->findings, o->n_findings);
	f = &o->findings[o->n_findings++];
	*f = (struct finding){ .id = id, .level = finding_level(id), .cert = c, .card = -1 };
	outcome_params(o, f, c);
	return f;
}
