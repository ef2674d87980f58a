/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is wrong with a request for a certificate. */
#include "rules/request.h"

#include "base/address.h"
#include "base/buf.h"
#include "base/mem.h"
#include "rules/common.h"
#include "rules/profile.h"

#include <libpsl.h>
#include <string.h>

/* ---- rules that certificates do not have ---- */

static bool request_has_host_name(const struct cert *c)
{
	for (size_t i = 0; i < c->n_sans; i++)
		if (c->sans[i].type == SAN_DNS || c->sans[i].type == SAN_IP)
			return true;
	return false;
}

static bool request_cn_not_san(const struct profile_place *p)
{
	return p->c->n_sans > 0 && profile_cn_not_san(p);
}

static bool request_cn_alone(const struct profile_place *p)
{
	return p->c->subject.cn != NULL && !request_has_host_name(p->c);
}

static bool request_nameless(const struct profile_place *p)
{
	return p->c->subject.cn == NULL && p->c->n_sans == 0;
}

static bool request_internal(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++)
		if (p->c->sans[i].type == SAN_DNS && !names_has_tld(p->c->sans[i].value))
			return true;
	return false;
}

static bool request_reserved(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++)
		if (p->c->sans[i].type == SAN_IP && !address_text_is_public(p->c->sans[i].value))
			return true;
	return false;
}

static bool request_wildcard(const struct profile_place *p)
{
	const psl_ctx_t *psl = psl_builtin();

	for (size_t i = 0; i < p->c->n_sans; i++) {
		const char *name = p->c->sans[i].value;

		if (p->c->sans[i].type == SAN_DNS && strncmp(name, "*.", 2) == 0 && psl != NULL
			&& psl_is_public_suffix2(psl, name + 2, PSL_TYPE_ICANN) == 1)
			return true;
	}
	return false;
}

static bool request_password(const struct profile_place *p)
{
	return p->c->request_password;
}

static const struct request_rule {
	bool (*broken)(const struct profile_place *p);
	const char *section, *sentence;
} request_rules[] = {
#define REQUEST(function, section, sentence) { function, section, sentence },
#include "rules/request.def"
#undef REQUEST
};

/* ---- the checks ---- */

static struct finding *request_finding(struct outcome *o, enum finding_id id, const struct cert *c)
{
	struct finding *fd = outcome_finding(o, id, c);

	fd->shade = SHADE_REQUEST;
	return fd;
}

static bool request_parse(const struct cert *c, struct outcome *o)
{
	if (c->fault != NULL) {
		outcome_step(o, STEP_PARSE, c, STEP_FAIL, "It breaks the rules of its format: %s.", c->fault);
		finding_param(request_finding(o, FINDING_MALFORMED, c), PARAM_REASON, c->fault);
	} else {
		outcome_step(o, STEP_PARSE, c, STEP_PASS,
			"It can be read, and is made as the standard says (RFC 2986).");
	}
	return c->parsed;
}

/* The signature shows that whoever made the request holds the key (RFC 2986 3). */
static void request_signature(const struct inputs *f, const struct cert *c, struct outcome *o)
{
	switch (f->verify(f->verify_ctx, c, c)) {
	case 1:
		outcome_step(o, STEP_SIGNATURE, c, STEP_PASS,
			"Its own signature holds: whoever made it has the private key.");
		break;
	case 0:
		outcome_step(o, STEP_SIGNATURE, c, STEP_FAIL, "Its own signature was not made with its key.");
		(void)request_finding(o, FINDING_BAD_SIGNATURE, c);
		break;
	default:
		outcome_step(o, STEP_SIGNATURE, c, STEP_SKIP,
			"Its own signature (%s) could not be checked with such a key.",
			cert_signed_with(c));
		break;
	}
}

/* What the sentence has room for besides the first fault (LIMIT_VALUE_COLUMNS); the evidence has them all. */
enum { REQUEST_OTHERS = 150 };

static void request_more(struct finding *fd, const struct request_rule *r, struct buf *others, unsigned *left_out)
{
	finding_evidence(fd, EVIDENCE_AGAINST, mem_printf("%s: %s.", r->section, r->sentence));
	if (others->len + strlen(r->sentence) <= REQUEST_OTHERS)
		(void)buf_addf(others, "%s%s", others->len > 0 ? "; " : "", r->sentence);
	else
		++*left_out;
}

/* A CA has not answered yet, so that these are no breaches: they are what it will say. Who makes the request anew
 * wants to make it once, so the sentence names as many as it can. */
static void request_profile(const struct inputs *f, const struct cert *c, struct outcome *o)
{
	struct profile_place p = { .c = c };
	struct buf others = BUF_INIT(2 * REQUEST_OTHERS);
	struct finding *fd = NULL;
	unsigned left_out = 0;

	for (size_t i = 0; i < sizeof request_rules / sizeof *request_rules; i++) {
		const struct request_rule *r = &request_rules[i];

		if (!r->broken(&p))
			continue;
		outcome_step(o, STEP_PARSE, c, f->strict ? STEP_FAIL : STEP_PASS,
			"Enough for a private CA; a public one minds (%s): %s.", r->section, r->sentence);
		if (fd != NULL) {
			request_more(fd, r, &others, &left_out);
			continue;
		}
		fd = request_finding(o, FINDING_PROFILE_VIOLATION, c);
		fd->level = f->strict ? LEVEL_UNTRUSTED : LEVEL_INFO;
		finding_param(fd, PARAM_SECTION, r->section);
		finding_param(fd, PARAM_RULE, r->sentence);
	}
	if (left_out > 0)
		(void)buf_addf(&others, "%s%u more", others.len > 0 ? "; and " : "", left_out);
	if (others.len > 0)
		finding_param(fd, PARAM_REASON, others.data);
	buf_done(&others);
}

void request_run(const struct inputs *f, struct outcome *o)
{
	const struct cert *c = f->path[0];

	o->inputs = f;
	o->leaf = c;
	if (request_parse(c, o)) {
		request_signature(f, c, o);
		check_weak_key(f, 0, o);
		for (size_t i = 0; i < o->n_findings; i++)
			if (o->findings[i].id == FINDING_WEAK_KEY && o->findings[i].cert == c)
				o->findings[i].shade = o->findings[i].shade == SHADE_EXPONENT
					? SHADE_REQUEST_EXPONENT : SHADE_REQUEST;
		request_profile(f, c, o);
	}
	o->inputs = NULL;
}
