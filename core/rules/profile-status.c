/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on where a public CA says that a certificate's status, its issuer and its policies are. */
#include "rules/profile.h"

#include "base/moment.h"
#include "rules/subject.h"
#include "x509/cert-ext.h"
#include "x509/cert-name.h"

#include <string.h>

#define STATUS_CRL "2.5.29.31"
#define STATUS_AIA "1.3.6.1.5.5.7.1.1"
#define STATUS_POLICIES "2.5.29.32"

/* The content of the SEQUENCE that an extension is; n == 0: there is none. */
static struct bytes status_list(const struct cert *c, const char *oid)
{
	const struct extension *e = cert_extension(c, oid);
	struct bytes v, list = { NULL, 0 };

	if (e != NULL) {
		v = e->value;
		(void)der_take(&v, DER_SEQUENCE, &list);
	}
	return list;
}

static bool status_begins(struct bytes s, const char *word)
{
	return s.n >= strlen(word) && strncasecmp((const char *)s.p, word, strlen(word)) == 0;
}

/* --- CRL distribution points, RFC 5280 4.2.1.13 --- */

struct status_point { struct bytes name, reasons, issuer; };

static bool status_point(struct bytes *list, struct status_point *out)
{
	struct bytes point;

	return der_take(list, DER_SEQUENCE, &point) && der_optional(&point, DER_CONSTRUCTED_TAG(0), &out->name)
		&& der_optional(&point, DER_PRIMITIVE_TAG(1), &out->reasons)
		&& der_optional(&point, DER_CONSTRUCTED_TAG(2), &out->issuer);
}

bool profile_crl_reasons(const struct profile_place *p)
{
	struct bytes list = status_list(p->c, STATUS_CRL);
	struct status_point at;

	while (status_point(&list, &at))
		if (at.reasons.p != NULL)
			return true;
	return false;
}

bool profile_crl_issuer(const struct profile_place *p)
{
	struct bytes list = status_list(p->c, STATUS_CRL);
	struct status_point at;

	while (status_point(&list, &at))
		if (at.issuer.p != NULL)
			return true;
	return false;
}

/* A point without a name, or with one that is relative to the issuer's. */
bool profile_crl_name(const struct profile_place *p)
{
	struct bytes list = status_list(p->c, STATUS_CRL);
	struct status_point at;

	while (status_point(&list, &at))
		if (at.name.p == NULL || !der_is(&at.name, DER_CONSTRUCTED_TAG(0)))
			return true;
	return false;
}

bool profile_crl_http(const struct profile_place *p)
{
	struct bytes list = status_list(p->c, STATUS_CRL), names, raw;
	struct status_point at;
	uint8_t tag;

	while (status_point(&list, &at))
		if (der_take(&at.name, DER_CONSTRUCTED_TAG(0), &names))
			while (general_name_take(&names, &tag, &raw))
				if (tag != 6 || !status_begins(raw, "http://"))
					return true;
	return false;
}

bool profile_crl_missing(const struct profile_place *p)
{
	return cert_extension(p->c, STATUS_CRL) == NULL;
}

/* "Short-lived Subscriber Certificate", BR 1.6.1: from 15 Mar 2024 at most ten days, from 15 Mar 2026 seven. */
static bool status_short_lived(const struct cert *c)
{
	static const int64_t ten_from = INT64_C(1710460800), seven_from = INT64_C(1773532800);
	int64_t life = c->not_after - c->not_before + 1;

	return c->not_before >= ten_from && life <= (c->not_before >= seven_from ? 7 : 10) * MOMENT_DAY;
}

bool profile_status_nowhere(const struct profile_place *p)
{
	return p->c->n_ocsp == 0 && profile_crl_missing(p) && !status_short_lived(p->c);
}

/* --- authority information access, RFC 5280 4.2.2.1 --- */

struct status_access { char method[DER_OID_TEXT]; uint8_t tag; struct bytes place; };

#define ACCESS_OCSP "1.3.6.1.5.5.7.48.1"
#define ACCESS_ISSUERS "1.3.6.1.5.5.7.48.2"

static bool status_access(struct bytes *list, struct status_access *out)
{
	struct bytes access, oid;

	return der_take(list, DER_SEQUENCE, &access) && der_take(&access, DER_OID, &oid) && der_oid(oid, out->method)
		&& general_name_take(&access, &out->tag, &out->place);
}

bool profile_aia_missing(const struct profile_place *p)
{
	return cert_extension(p->c, STATUS_AIA) == NULL;
}

bool profile_aia_method(const struct profile_place *p)
{
	struct bytes list = status_list(p->c, STATUS_AIA);
	struct status_access at;

	while (status_access(&list, &at))
		if (strcmp(at.method, ACCESS_OCSP) != 0 && strcmp(at.method, ACCESS_ISSUERS) != 0)
			return true;
	return false;
}

static bool status_not_http(const struct profile_place *p, const char *method)
{
	struct bytes list = status_list(p->c, STATUS_AIA);
	struct status_access at;

	while (status_access(&list, &at))
		if (strcmp(at.method, method) == 0 && (at.tag != 6 || !status_begins(at.place, "http://")))
			return true;
	return false;
}

bool profile_ocsp_http(const struct profile_place *p) { return status_not_http(p, ACCESS_OCSP); }
bool profile_issuers_http(const struct profile_place *p) { return status_not_http(p, ACCESS_ISSUERS); }

bool profile_aia_twice(const struct profile_place *p)
{
	struct bytes list = status_list(p->c, STATUS_AIA), rest;
	struct status_access at, other;

	while (status_access(&list, &at))
		for (rest = list; status_access(&rest, &other);)
			if (strcmp(at.method, other.method) == 0 && bytes_same(at.place, other.place))
				return true;
	return false;
}

/* --- policies, RFC 5280 4.2.1.4 --- */

bool profile_policy_missing(const struct profile_place *p)
{
	return cert_extension(p->c, STATUS_POLICIES) == NULL;
}

bool profile_policy_critical(const struct profile_place *p)
{
	const struct extension *e = cert_extension(p->c, STATUS_POLICIES);

	return e != NULL && e->critical;
}

/* A walk over the qualifiers of all policies. */
struct status_qualifiers { struct bytes policies, qualifiers; };

static bool status_qualifier(struct status_qualifiers *w, char id[static DER_OID_TEXT], struct der *value)
{
	struct bytes info, oid, one;

	while (w->qualifiers.n == 0)
		if (!der_take(&w->policies, DER_SEQUENCE, &info) || !der_take(&info, DER_OID, &oid)
			|| !der_optional(&info, DER_SEQUENCE, &w->qualifiers))
			return false;
	return der_take(&w->qualifiers, DER_SEQUENCE, &one) && der_take(&one, DER_OID, &oid) && der_oid(oid, id)
		&& der_next(&one, value);
}

#define QUALIFIER_CPS "1.3.6.1.5.5.7.2.1"
#define QUALIFIER_NOTICE "1.3.6.1.5.5.7.2.2"

bool profile_policy_qualifier(const struct profile_place *p)
{
	struct status_qualifiers w = { status_list(p->c, STATUS_POLICIES), { NULL, 0 } };
	char id[DER_OID_TEXT];
	struct der value;

	while (status_qualifier(&w, id, &value))
		if (strcmp(id, QUALIFIER_CPS) != 0)
			return true;
	return false;
}

bool profile_policy_cps(const struct profile_place *p)
{
	struct status_qualifiers w = { status_list(p->c, STATUS_POLICIES), { NULL, 0 } };
	char id[DER_OID_TEXT];
	struct der value;

	while (status_qualifier(&w, id, &value))
		if (strcmp(id, QUALIFIER_CPS) == 0 && (value.id != DER_IA5 || (!status_begins(value.content, "http://")
			&& !status_begins(value.content, "https://"))))
			return true;
	return false;
}

/* UserNotice: a reference to a text and a text, each optional. */
static bool status_notice_text(struct der notice, struct der *text)
{
	struct bytes in = notice.content, ref;

	return notice.id == DER_SEQUENCE && der_optional(&in, DER_SEQUENCE, &ref) && der_next(&in, text);
}

bool profile_notice_ia5(const struct profile_place *p)
{
	struct status_qualifiers w = { status_list(p->c, STATUS_POLICIES), { NULL, 0 } };
	char id[DER_OID_TEXT];
	struct der value, text;

	while (status_qualifier(&w, id, &value))
		if (strcmp(id, QUALIFIER_NOTICE) == 0 && status_notice_text(value, &text) && text.id == DER_IA5)
			return true;
	return false;
}

bool profile_notice_long(const struct profile_place *p)
{
	struct status_qualifiers w = { status_list(p->c, STATUS_POLICIES), { NULL, 0 } };
	char id[DER_OID_TEXT];
	struct der value, text;

	while (status_qualifier(&w, id, &value))
		if (strcmp(id, QUALIFIER_NOTICE) == 0 && status_notice_text(value, &text)
			&& string_length(text.id, text.content) > 200)
			return true;
	return false;
}
