/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading CAA records, and what they come to. */
#include "evidence/caa.h"

#include "base/limits.h"

#include <string.h>
#include <strings.h>

/* Tags that are registered (IANA, "Certification Authority Restriction Properties"): a CA may know what they ask, and
 * the other kinds of certificate are none of ours. */
static const char *const caa_tags[] = {
	"issue",
	"issuewild",
	"iodef",
	"issuemail",
	"issuevmc",
	"contactemail",
	"contactphone",
};

static const struct caa_ca caa_cas[] = {
#define CAA_CA(name, organisations, domains) { name, organisations, domains },
#include "evidence/caa-cas.def"
#undef CAA_CA
};

/* ---- one record ---- */

static bool caa_is_alnum(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool caa_read(struct bytes rdata, struct caa_record *out)
{
	enum { HEAD = 2, CRITICAL = 0x80 };
	size_t n, k;

	*out = (struct caa_record){ 0 };
	if (rdata.n < HEAD)
		return false;
	n = rdata.p[1];
	if (n == 0 || n > rdata.n - HEAD)
		return false;
	for (k = 0; k < n; k++)
		if (!caa_is_alnum(rdata.p[HEAD + k]))
			return false;
	*out = (struct caa_record){ (rdata.p[0] & CRITICAL) != 0, { rdata.p + HEAD, n },
		{ rdata.p + HEAD + n, rdata.n - HEAD - n } };
	return true;
}

static bool caa_same(struct bytes a, const char *b, size_t n)
{
	return a.n == n && strncasecmp((const char *)a.p, b, n) == 0;
}

static bool caa_tag_is(const struct caa_record *r, const char *tag)
{
	return caa_same(r->tag, tag, strlen(tag));
}

/* ---- the value of issue and issuewild ---- */

struct caa_reader {
	const uint8_t *p, *end;
};

static void caa_skip_space(struct caa_reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t'))
		r->p++;
}

static bool caa_take(struct caa_reader *r, uint8_t c)
{
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* A label, or a parameter's tag: letters and digits, with hyphens inside. */
static bool caa_word(struct caa_reader *r, struct bytes *out)
{
	const uint8_t *from = r->p;

	while (r->p < r->end && (caa_is_alnum(*r->p) || (*r->p == '-' && r->p > from)))
		r->p++;
	*out = (struct bytes){ from, (size_t)(r->p - from) };
	return out->n > 0 && r->p[-1] != '-';
}

static bool caa_domain(struct caa_reader *r, struct bytes *out)
{
	const uint8_t *from = r->p;
	struct bytes label;

	do
		if (!caa_word(r, &label))
			return false;
	while (caa_take(r, '.'));
	*out = (struct bytes){ from, (size_t)(r->p - from) };
	return true;
}

static bool caa_parameter(struct caa_reader *r, struct caa_value *out)
{
	struct bytes tag;

	if (!caa_word(r, &tag))
		return false;
	caa_skip_space(r);
	if (!caa_take(r, '='))
		return false;
	caa_skip_space(r);
	while (r->p<r->end && * r->p> ' ' && *r->p < 0x7f && *r->p != ';')
		r->p++;
	caa_skip_space(r);
	out->account |= caa_same(tag, "accounturi", strlen("accounturi"));
	out->methods |= caa_same(tag, "validationmethods", strlen("validationmethods"));
	return true;
}

static bool caa_value_take(struct caa_reader *r, struct caa_value *out)
{
	caa_skip_space(r);
	if (r->p < r->end && *r->p != ';' && !caa_domain(r, &out->domain))
		return false;
	caa_skip_space(r);
	if (r->p == r->end)
		return true;
	if (!caa_take(r, ';'))
		return false;
	caa_skip_space(r);
	if (r->p == r->end)
		return true;
	do {
		caa_skip_space(r);
		if (!caa_parameter(r, out))
			return false;
	} while (caa_take(r, ';'));
	return r->p == r->end;
}

bool caa_value_read(struct bytes value, struct caa_value *out)
{
	struct caa_reader r = { value.p, value.p + value.n };

	*out = (struct caa_value){ 0 };
	if (value.n == 0 || caa_value_take(&r, out))
		return true;
	*out = (struct caa_value){ 0 };
	return false;
}

/* ---- names and CAs ---- */

const char *caa_parent(const char *name)
{
	const char *dot = strchr(name, '.');

	return dot != NULL && dot[1] != '\0' ? dot + 1 : NULL;
}

/* Is one of the words between separators this one? */
static bool caa_listed(const char *list, char separator, const char *word, size_t n)
{
	while (*list != '\0') {
		const char *end = strchrnul(list, separator);

		if ((size_t)(end - list) == n && strncasecmp(list, word, n) == 0)
			return true;
		list = *end != '\0' ? end + 1 : end;
	}
	return false;
}

const struct caa_ca *caa_ca_find(const char *organisation)
{
	for (size_t k = 0; organisation != NULL && k < sizeof caa_cas / sizeof *caa_cas; k++)
		if (caa_listed(caa_cas[k].organisations, '|', organisation, strlen(organisation)))
			return &caa_cas[k];
	return NULL;
}

bool caa_ca_is(const struct caa_ca *ca, struct bytes domain)
{
	return domain.n > 0 && caa_listed(ca->domains, ' ', (const char *)domain.p, domain.n);
}

/* ---- all records of a name ---- */

static bool caa_is_known(const struct caa_record *r)
{
	for (size_t k = 0; k < sizeof caa_tags / sizeof *caa_tags; k++)
		if (caa_tag_is(r, caa_tags[k]))
			return true;
	return false;
}

static void caa_name(struct caa_verdict *v, struct bytes domain)
{
	for (size_t k = 0; k < v->n_named; k++)
		if (caa_same(domain, (const char *)v->named[k].p, v->named[k].n))
			return;
	if (v->n_named < CAA_NAMED)
		v->named[v->n_named++] = domain;
	else
		v->others = true;
}

/* One of those that count. A record without conditions is worth more than one with. */
static void caa_count(struct caa_verdict *v, const struct caa_record *r, const struct caa_ca *ca)
{
	struct caa_value value;

	v->limits = true;
	(void)caa_value_read(r->value, &value);
	if (value.domain.n == 0)
		return;
	caa_name(v, value.domain);
	if (ca == NULL || !caa_ca_is(ca, value.domain))
		return;
	if (v->issuer.n == 0 || (v->limited && !value.account && !value.methods)) {
		v->issuer = value.domain;
		v->limited = value.account || value.methods;
	}
}

static void caa_look(struct caa_verdict *v, const struct bytes *records, size_t n, const char *tag,
	const struct caa_ca *ca)
{
	struct caa_record r;

	for (size_t k = 0; k < n; k++)
		if (caa_read(records[k], &r) && caa_tag_is(&r, tag))
			caa_count(v, &r, ca);
}

struct caa_verdict caa_judge(const struct bytes *records, size_t n, bool wildcard, const struct caa_ca *ca)
{
	struct caa_verdict v = { .permits = ANSWER_UNKNOWN };
	struct caa_record r;
	size_t k;

	if (n > LIMIT_CAA_RECORDS) {
		v.unread = n - LIMIT_CAA_RECORDS;
		n = LIMIT_CAA_RECORDS;
	}
	for (k = 0; k < n; k++) {
		if (!caa_read(records[k], &r)) {
			v.unread++;
		} else if (r.critical && v.unknown == NULL && !caa_is_known(&r)) {
			v.unknown = r.tag.p;
			v.n_unknown = r.tag.n;
		}
	}
	if (wildcard)
		caa_look(&v, records, n, "issuewild", ca);
	v.wild = v.limits;
	if (!v.limits)
		caa_look(&v, records, n, "issue", ca);
	if (v.unknown != NULL)
		return v;
	if (v.issuer.n > 0 || (!v.limits && v.unread == 0))
		v.permits = ANSWER_YES;
	else if (v.unread == 0 && (ca != NULL || v.n_named == 0))
		v.permits = ANSWER_NO;
	return v;
}
