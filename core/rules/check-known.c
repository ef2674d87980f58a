/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is it from a CA that browsers no longer believe, or from a product that reads along? */
#include "rules/check-ct.h"
#include "rules/common.h"

#include "base/moment.h"
#include "rules/known.h"

/* Parameters: issuer (the CA), date (the last day that was believed; none where all are refused), basis
 * ("logged" or "issued", what that day is about). */
static void known_refused(const struct inputs *f, const char *ca, const struct known_distrusted *d, struct outcome *o)
{
	struct finding *fd;
	char day[MOMENT_SIZE];

	outcome_step(o, STEP_ANCHOR, f->path[0], STEP_FAIL,
		"Browsers no longer trust the CA %s for certificates of this date (%s).", ca, d->source);
	fd = outcome_finding(o, FINDING_DISTRUSTED_CA, f->path[0]);
	finding_param(fd, PARAM_ISSUER, ca);
	if (d->from > 0) {
		finding_param(fd, PARAM_DATE, moment_day(d->from - 1, day));
		finding_param(fd, PARAM_BASIS, d->logged ? "logged" : "issued");
	}
}

/* The browsers whose stores decide, and what each says of a root. */
static const struct { enum root_store store; const char *browser, *of; } known_browsers[] = {
	{ STORE_CHROME, "Chrome", "logged" }, { STORE_MOZILLA, "Firefox", "issued" },
};

enum { KNOWN_BROWSERS = sizeof known_browsers / sizeof *known_browsers };

struct known_objections { enum root_objection of[KNOWN_BROWSERS]; int64_t until[KNOWN_BROWSERS]; };

static void known_object(const struct inputs *f, const char *ca, size_t k, const struct known_objections *x,
	struct outcome *o)
{
	char day[MOMENT_SIZE];

	if (x->of[k] == ROOT_LACKING)
		outcome_step(o, STEP_ANCHOR, f->path[0], STEP_FAIL, "The root %s is not in the store of %s.", ca,
			store_words(known_browsers[k].store));
	else
		outcome_step(o, STEP_ANCHOR, f->path[0], STEP_FAIL,
			"%s takes nothing below the root %s that was %s after %s, and this was.", known_browsers[k].browser,
			ca, known_browsers[k].of, moment_day(x->until[k], day));
}

/* Parameters: issuer (the root), browser (who has this reason); of the shade "too-late" date (the last day) and basis
 * ("logged" or "issued"). What another browser has against it is evidence. */
static void known_finding(const struct inputs *f, const char *ca, size_t first, const struct known_objections *x,
	struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_DISTRUSTED_CA, f->path[0]);
	bool lacking = x->of[first] == ROOT_LACKING, both = lacking && first == 0 && x->of[1] == ROOT_LACKING;
	char day[MOMENT_SIZE];

	fd->shade = lacking ? SHADE_LACKING : SHADE_TOO_LATE;
	finding_param(fd, PARAM_ISSUER, ca);
	finding_param(fd, PARAM_BROWSER, both ? "Chrome and Firefox" : known_browsers[first].browser);
	if (!lacking) {
		finding_param(fd, PARAM_BASIS, known_browsers[first].of);
		finding_param(fd, PARAM_DATE, moment_day(x->until[first], day));
	}
}

/* What stands about the anchor in the table of roots. */
static void known_root(const struct inputs *f, const struct cert *top, const struct issued *leaf, struct outcome *o)
{
	const struct public_root *r = public_root_find(f->roots, top);
	struct known_objections x = { { ROOT_TAKEN }, { 0 } };
	size_t first = KNOWN_BROWSERS;

	for (size_t k = KNOWN_BROWSERS; r != NULL && k-- > 0;) {
		x.of[k] = public_root_objection(r, known_browsers[k].store, leaf, f->now, &x.until[k]);
		if (x.of[k] != ROOT_TAKEN)
			first = k;
	}
	for (size_t k = first; k < KNOWN_BROWSERS; k++)
		if (x.of[k] != ROOT_TAKEN)
			known_object(f, cert_label(top), k, &x, o);
	if (first < KNOWN_BROWSERS)
		known_finding(f, cert_label(top), first, &x, o);
	else if (r != NULL && public_root_in(r, STORE_CHROME) && public_root_in(r, STORE_MOZILLA))
		outcome_step(o, STEP_ANCHOR, top, STEP_PASS, "It is a public root, in the stores of %s and %s.",
			store_words(STORE_CHROME), store_words(STORE_MOZILLA));
	else
		outcome_step(o, STEP_ANCHOR, top, STEP_PASS,
			"It is a public root; which browsers have it at this time is not known here.");
}

/* Private anchors are nobody's business but their owner's. Without an anchor the name alone is known; that is enough to
 * say that a CA of this name is believed by nobody. A root looked at by itself has issued nothing here. */
void check_distrusted(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *leaf = f->path[0], *top = f->path[f->n_path - 1];
	struct known_distrusted d;
	struct issued made;
	/* the gallery plays a public root where it brings a table of roots along */
	bool public = f->anchor == ANCHOR_PUBLIC || (f->anchor == ANCHOR_DEMO && f->roots != NULL);

	(void)at;
	if ((!public && f->anchor != ANCHOR_NONE) || !leaf->parsed || check_leaf_is_ca(f))
		return;
	made = check_issued(f, o);
	for (size_t i = 1; i < f->n_path; i++)
		if (f->path[i]->parsed && known_distrusted(&f->path[i]->subject, &made, &d)) {
			known_refused(f, cert_label(f->path[i]), &d, o);
			return;
		}
	if (top->parsed && !top->self_signed && known_distrusted(&top->issuer, &made, &d))
		known_refused(f, cert_issuer_label(top), &d, o);
	else if (public)
		known_root(f, top, &made, o);
}

/* Parameters: issuer, product. */
static void known_reads_along(const struct inputs *f, const struct cert *c, const char *product, struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_INTERCEPTION_SUSPECTED, f->path[0]);

	fd->level = f->anchor != ANCHOR_NONE ? LEVEL_INFO : LEVEL_CAUTION;
	finding_param(fd, PARAM_ISSUER, cert_issuer_label(c));
	finding_param(fd, PARAM_PRODUCT, product);
	/* that nobody vouches for it is what such a product looks like where its root is not installed: said first */
	for (size_t k = 0; f->anchor == ANCHOR_NONE && k < o->n_findings; k++) {
		fd = &o->findings[k];
		if ((fd->id != FINDING_UNTRUSTED_ROOT && fd->id != FINDING_UNKNOWN_ISSUER) || fd->shade != SHADE_NONE)
			continue;
		fd->shade = SHADE_READS_ALONG;
		finding_param(fd, PARAM_PRODUCT, product);
	}
}

/* No public CA signs for such products, so under a public root a name that fits is chance; a key is not. */
void check_interception(const struct inputs *f, size_t at, struct outcome *o)
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
