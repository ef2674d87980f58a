/* SPDX-License-Identifier: GPL-3.0-or-later
 * The steps of the walk, and names taken apart. */
#include "facts/walk.h"

#include "base/mem.h"
#include "result/proof.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct { const char *why, *licence; } walk_rows[N_STEPS] = {
#define WALK(step, why_, licence_) [STEP_##step] = { why_, licence_ },
#include "facts/walk.def"
#undef WALK
};

const char walk_proof_why[] = "All that came before was read from a paper that anybody can copy. A fresh random number,"
	" and a signature over it, show that whoever shows the paper holds the key: a recording of yesterday does not"
	" fit.";
const char walk_proof_licence[] = "The driver signs before the officer's eyes, and the signature is compared with the"
	" one on the licence.";
const char walk_same_why[] = "Every certificate of the chain has to pass the same checks. These went as they did"
	" below.";

/* In which step a finding is met. Those that are not listed belong to no step: the verdict names them. */
static const struct { enum finding_id finding; enum step_id step; } walk_findings[] = {
	{ FINDING_MALFORMED, STEP_PARSE }, { FINDING_UNKNOWN_CRITICAL_EXTENSION, STEP_PARSE },
		{ FINDING_PROFILE_VIOLATION, STEP_PARSE },
	{ FINDING_BAD_SIGNATURE, STEP_SIGNATURE }, { FINDING_REVOKED, STEP_REVOCATION },
		{ FINDING_MUST_STAPLE_MISSING, STEP_REVOCATION },
	{ FINDING_STAPLE_INVALID, STEP_REVOCATION }, { FINDING_REVOCATION_UNKNOWN, STEP_REVOCATION },
		{ FINDING_DISTRUSTED_CA, STEP_ANCHOR },
		{ FINDING_UNTRUSTED_ROOT, STEP_ANCHOR },
	{ FINDING_SELF_SIGNED, STEP_ANCHOR }, { FINDING_UNKNOWN_ISSUER, STEP_ISSUER },
		{ FINDING_UNKNOWN_ISSUER, STEP_ANCHOR },
	{ FINDING_INCOMPLETE_CHAIN, STEP_ISSUER }, { FINDING_INCOMPLETE_CHAIN, STEP_ANCHOR },
	{ FINDING_NAME_CONSTRAINT_VIOLATED, STEP_NAME_CONSTRAINTS }, { FINDING_ISSUER_NOT_CA, STEP_CA },
	{ FINDING_PATH_LENGTH_EXCEEDED, STEP_PATH_LENGTH }, { FINDING_WRONG_PURPOSE, STEP_USAGE },
		{ FINDING_KEY_USAGE, STEP_USAGE }, { FINDING_CA_AS_SERVER, STEP_USAGE },
	{ FINDING_NAME_MISMATCH, STEP_NAME }, { FINDING_NAME_CN_ONLY, STEP_NAME },
		{ FINDING_NO_SCT, STEP_TRANSPARENCY },
	{ FINDING_WEAK_SIGNATURE, STEP_STRENGTH }, { FINDING_WEAK_KEY, STEP_STRENGTH },
		{ FINDING_EXPIRED, STEP_NOT_AFTER },
	{ FINDING_EXPIRES_SOON, STEP_NOT_AFTER }, { FINDING_NOT_YET_VALID, STEP_NOT_BEFORE },
		{ FINDING_LIFETIME_TOO_LONG, STEP_LIFETIME },
};

enum { WALK_N_FINDINGS = sizeof walk_findings / sizeof *walk_findings };

static struct walk_step *walk_add(struct walk *w, enum walk_kind kind, int card)
{
	MEM_GROW(w->steps, w->n);
	w->steps[w->n] = (struct walk_step){ .kind = kind, .card = card, .dead_end = -1, .result = STEP_SKIP };
	return &w->steps[w->n++];
}

/* What was skipped weighs less than what passed. */
static enum step_result walk_worse(enum step_result a, enum step_result b)
{
	static const int gravity[] = { [STEP_SKIP] = 0, [STEP_PASS] = 1, [STEP_WARN] = 2, [STEP_FAIL] = 3 };

	return gravity[b] > gravity[a] ? b : a;
}

/* What repeats itself goes into one step for each certificate. */
static bool walk_fold(struct walk *w, const struct step *s, size_t k)
{
	struct walk_step *one = NULL;

	for (size_t n = 0; n < w->n; n++)
		if (w->steps[n].kind == WALK_SAME && w->steps[n].card == s->card)
			one = &w->steps[n];
	if (one == NULL) {
		one = walk_add(w, WALK_SAME, s->card);
		one->id = s->id;
		one->first = k;
	}
	one->n++;
	one->result = walk_worse(one->result, s->result);
	return true;
}

bool walk_same(const struct inspection *i, const struct walk_step *s, size_t step)
{
	return i->steps[step].card == s->card && step_repeats(i, step);
}

static void walk_add_steps(struct walk *w, const struct inspection *i)
{
	struct walk_step *last = NULL;

	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *s = &i->steps[k];

		if (step_repeats(i, k) && walk_fold(w, s, k)) {
			last = NULL;
			continue;
		}
		if (last == NULL || last->card != s->card || last->id != s->id) {
			last = walk_add(w, WALK_STEP, s->card);
			last->id = s->id;
			last->first = k;
		}
		last->n = k - last->first + 1;
		last->result = walk_worse(last->result, s->result);
	}
}

void walk_init(struct walk *w, const struct inspection *i)
{
	struct walk_step *end;

	*w = (struct walk){ 0 };
	walk_add_steps(w, i);
	if (proof_asked(i))
		walk_add(w, WALK_PROOF, i->presented[0])->result = proof_result(i);
	for (size_t k = 0; k < i->n_dead_ends; k++) {
		struct walk_step *s = walk_add(w, WALK_DEAD_END, i->dead_ends[k].card);

		s->dead_end = (int)k;
		s->id = i->dead_ends[k].failed;
		s->result = STEP_FAIL;
	}
	end = walk_add(w, WALK_VERDICT, -1);
	end->result = i->verdict.level == LEVEL_UNTRUSTED ? STEP_FAIL : i->verdict.level == LEVEL_CAUTION ? STEP_WARN
		: i->verdict.level == LEVEL_UNREACHABLE ? STEP_SKIP : STEP_PASS;
}

void walk_done(struct walk *w)
{
	free(w->steps);
	*w = (struct walk){ 0 };
}

const char *walk_title(const struct walk_step *s)
{
	switch (s->kind) {
	case WALK_STEP: return step_title(s->id);
	case WALK_SAME: return "The same checks again";
	case WALK_PROOF: return proof_title;
	case WALK_DEAD_END: return "Another way, given up";
	case WALK_VERDICT: return "The verdict";
	}
	return "";
}

const char *walk_why(enum step_id id)
{
	return walk_rows[id].why;
}

const char *walk_licence(enum step_id id)
{
	return walk_rows[id].licence;
}

static bool walk_belongs(const struct finding *f, const struct walk_step *s)
{
	if (s->kind != WALK_STEP || f->level == LEVEL_INFO)
		return false;
	for (size_t k = 0; k < WALK_N_FINDINGS; k++) {
		if (walk_findings[k].finding == f->id && walk_findings[k].step == s->id)
			return f->card == s->card || f->card < 0 || f->id == FINDING_INCOMPLETE_CHAIN;
	}
	return false;
}

const struct finding *walk_finding(const struct inspection *i, const struct walk_step *s)
{
	if (s->kind == WALK_PROOF)
		return inspection_finding(i, FINDING_KEY_NOT_PROVED);
	if (s->kind == WALK_VERDICT)
		return i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;
	if (s->result != STEP_FAIL && s->result != STEP_WARN)
		return NULL;
	for (size_t k = 0; k < i->n_findings; k++) {
		if (walk_belongs(&i->findings[k], s))
			return &i->findings[k];
	}
	return NULL;
}

int walk_trouble(const struct walk *w, int at, int direction)
{
	for (int k = at + direction; k >= 0 && k < (int)w->n; k += direction) {
		enum step_result r = w->steps[k].result;

		if (r == STEP_FAIL || r == STEP_WARN)
			return k;
	}
	return at;
}

/* The label that is `place` dots from the right; len 0: there is none. */
static struct walk_part walk_label(const char *name, size_t place)
{
	const char *end = name + strlen(name), *p;

	for (;;) {
		for (p = end; p > name && p[-1] != '.'; p--)
			;
		if (place-- == 0)
			return (struct walk_part){ .p = p, .len = (size_t)(end - p) };
		if (p == name)
			return (struct walk_part){ .p = name };
		end = p - 1;
	}
}

static bool walk_same_label(struct walk_part a, struct walk_part b)
{
	bool star = (a.len == 1 && *a.p == '*') || (b.len == 1 && *b.p == '*');

	if (a.len == 0 || b.len == 0)
		return false;
	return star || (a.len == b.len && strncasecmp(a.p, b.p, a.len) == 0);
}

size_t walk_labels(const char *name, const char *other, struct walk_part out[static WALK_MAX_PARTS])
{
	size_t n = 0;

	while (n < WALK_MAX_PARTS && walk_label(name, n).len > 0)
		n++;
	for (size_t k = 0; k < n; k++) {
		out[n - 1 - k] = walk_label(name, k);
		out[n - 1 - k].same = walk_same_label(out[n - 1 - k], walk_label(other, k));
	}
	return n;
}

/* RFC 4514 2.4: a comma that is not escaped ends an RDN. */
static size_t walk_rdn(const char *s)
{
	size_t n = 0;

	while (s[n] != '\0' && s[n] != ',')
		n += s[n] == '\\' && s[n + 1] != '\0' ? 2 : 1;
	return n;
}

size_t walk_rdns(const char *name, const char *other, struct walk_part out[static WALK_MAX_PARTS])
{
	size_t n = 0;

	while (n < WALK_MAX_PARTS && *name != '\0') {
		size_t len = walk_rdn(name), there = walk_rdn(other);

		out[n++] = (struct walk_part){ .p = name, .len = len, .same = len == there
			&& strncmp(name, other, len) == 0 };
		name += len + (name[len] == ',');
		other += there + (other[there] == ',');
	}
	return n;
}
