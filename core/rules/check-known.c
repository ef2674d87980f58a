/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is it from a CA that browsers no longer believe, or from a product that reads along? */
#include "rules/common.h"

#include "base/moment.h"
#include "rules/known.h"

/* Parameters: issuer (the CA), date (the last day that was believed; none where all are refused). */
static void known_refused(const struct facts *f, const char *ca, const struct known_distrusted *d, struct outcome *o)
{
	struct finding *fd;
	char day[MOMENT_SIZE];

	outcome_step(o, STEP_ANCHOR, f->path[0], STEP_FAIL,
		"Browsers no longer trust the CA %s for certificates of this date (%s).", ca, d->source);
	fd = outcome_finding(o, FINDING_DISTRUSTED_CA, f->path[0]);
	finding_param(fd, PARAM_ISSUER, ca);
	if (d->from > 0)
		check_param(fd, PARAM_DATE, "%.10s", moment_digits(d->from - 1, day));
}

/* Private anchors are nobody's business but their owner's. Without an anchor the name alone is known; that is enough to
 * say that a CA of this name is believed by nobody. A root looked at by itself has issued nothing here. */
void check_distrusted(const struct facts *f, size_t at, struct outcome *o)
{
	const struct cert *leaf = f->path[0], *top = f->path[f->n_path - 1];
	struct known_distrusted d;

	(void)at;
	if ((f->anchor != ANCHOR_PUBLIC && f->anchor != ANCHOR_NONE) || !leaf->parsed || check_leaf_is_ca(f))
		return;
	for (size_t i = 1; i < f->n_path; i++)
		if (f->path[i]->parsed && known_distrusted(&f->path[i]->subject, leaf, &d)) {
			known_refused(f, cert_label(f->path[i]), &d, o);
			return;
		}
	if (top->parsed && !top->self_signed && known_distrusted(&top->issuer, leaf, &d))
		known_refused(f, cert_issuer_label(top), &d, o);
	else if (f->anchor == ANCHOR_PUBLIC)
		outcome_step(o, STEP_ANCHOR, top, STEP_PASS,
			"It is a public root, and browsers have not withdrawn their trust in it.");
}

/* Parameters: issuer, product. */
static void known_reads_along(const struct facts *f, const struct cert *c, const char *product, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_INTERCEPTION_SUSPECTED, f->path[0]);

	fd->level = f->anchor != ANCHOR_NONE ? LEVEL_INFO : LEVEL_CAUTION;
	finding_param(fd, PARAM_ISSUER, cert_issuer_label(c));
	finding_param(fd, PARAM_PRODUCT, product);
}

/* No public CA signs for such products, so under a public root a name that fits is chance; a key is not. */
void check_interception(const struct facts *f, size_t at, struct outcome *o)
{
	(void)at;
	for (size_t i = 0; i < f->n_path; i++) {
		const struct cert *c = f->path[i];
		if (!c->parsed)
			continue;
		const char *product = known_interceptor_key(c->spki_sha256);
		if (product == NULL && f->anchor != ANCHOR_PUBLIC)
			product = known_interceptor(&c->issuer);
		if (product != NULL) {
			known_reads_along(f, c, product, o);
			return;
		}
	}
}
