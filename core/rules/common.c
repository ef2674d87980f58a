/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small questions that several checks ask. */
#include "rules/common.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "x509/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool check_is_anchor(const struct inputs *f, size_t at)
{
	return f->anchor != ANCHOR_NONE && at == f->n_path - 1;
}

const struct cert *check_signer(const struct inputs *f, size_t at)
{
	if (at + 1 < f->n_path)
		return f->path[at + 1];
	return f->path[at]->self_signed ? f->path[at] : NULL;
}

bool check_by_namesake(const struct inputs *f, const struct cert *c)
{
	return c->self_issued && !c->self_signed && (c->akid.n == 0 || c->skid.n == 0)
		&& verify_written(&c->sig_alg, c->signature) && f->verify(f->verify_ctx, c, c) == SIGNATURE_BAD;
}

bool check_leaf_is_ca(const struct inputs *f)
{
	const struct cert *c = f->path[0];

	return !f->tls.server && f->host == NULL && c->is_ca;
}

bool check_for_browsers(const struct inputs *f)
{
	return f->purpose == PURPOSE_SERVER && (f->tls.server || f->host != NULL);
}

void check_unread(const struct cert *c, enum step_id step, const char *why, struct outcome *o)
{
	outcome_step(o, step, c, STEP_FAIL, "Not all browsers read it: %s.", why);
	struct finding *fd = outcome_finding(o, FINDING_MALFORMED, c);

	if (finding_get(fd, PARAM_REASON) != NULL)
		return;
	fd->shade = SHADE_UNREAD;
	finding_param(fd, PARAM_REASON, why);
}

struct name_ref check_name_ref(const struct inputs *f)
{
	struct name_ref r = { .host = f->host, .is_ip = f->host_is_ip, .ip_len = f->ip_len };

	memcpy(r.ip, f->ip, sizeof r.ip);
	r.is_email = f->host != NULL && strchr(f->host, '@') != NULL;
	return r;
}

static bool check_is_host_entry(const struct san *s)
{
	return s->type == SAN_DNS || s->type == SAN_IP;
}

/* One of nothing but blanks stands for nothing, and would leave a hole in a sentence. */
static const char *check_entry_words(const struct san *s)
{
	return s->value[strspn(s->value, " ")] != '\0' ? s->value : "an empty name";
}

char *check_name_list(const struct cert *c, size_t max)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t total = 0, shown = 0;
	char more[TEXT_COUNT];

	for (size_t i = 0; i < c->n_sans; i++)
		total += check_is_host_entry(&c->sans[i]);
	size_t show = total > max ? max - 1 : total;
	for (size_t i = 0; i < c->n_sans && shown < show; i++) {
		if (!check_is_host_entry(&c->sans[i]))
			continue;
		bool last = shown + 1 == show && show == total;
		(void)buf_adds(&b, shown == 0 ? "" : last ? " and " : ", ");
		(void)buf_adds(&b, check_entry_words(&c->sans[i]));
		shown++;
	}
	if (total == 0)
		(void)buf_adds(&b, "no name at all");
	else if (show < total)
		(void)buf_addf(&b, " and %s more", text_count(total - show, more));
	return buf_take(&b);
}

void check_param(struct finding *fd, enum param_id id, const char *fmt, ...)
{
	va_list ap;
	char *value;

	va_start(ap, fmt);
	value = mem_vprintf(fmt, ap);
	va_end(ap);
	finding_param(fd, id, value);
	free(value);
}

static enum shade breach_shade(const struct finding *fd, const struct check_breach *b, bool browsers)
{
	bool stops = finding_get(fd, PARAM_STOPS) != NULL;

	if (fd->level == LEVEL_UNTRUSTED && !b->strict)
		return SHADE_STOPS;
	if (browsers)
		return SHADE_NONE;
	return fd->level == LEVEL_UNTRUSTED ? SHADE_STRICT : stops ? SHADE_STOPS : SHADE_PAPER;
}

void check_breach(struct finding *fd, const struct check_breach *b)
{
	const char *before = finding_get(fd, PARAM_RULE);
	bool browsers = b->browsers || (before != NULL && fd->shade == SHADE_NONE);

	if (before != NULL) {
		check_param(fd, PARAM_RULE, "%s; and %s%s%s", before, b->section != NULL ? b->section : "",
			b->section != NULL ? ": " : "", b->rule);
	} else {
		if (b->section != NULL)
			finding_param(fd, PARAM_SECTION, b->section);
		finding_param(fd, PARAM_RULE, b->rule);
	}
	if (b->stops != NULL)
		finding_param(fd, PARAM_STOPS, b->stops);
	if (fd->shade != SHADE_POLICY)
		fd->shade = breach_shade(fd, b, browsers);
}
