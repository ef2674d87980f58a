/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on the certificate as a whole and on which extensions are critical. */
#include "rules/profile.h"

#include "rules/name-forms.h"

#include "asn1/der.h"
#include "x509/cert-ext.h"

bool profile_version(const struct profile_place *p)
{
	return p->c->version != 3;
}

bool profile_serial_negative(const struct profile_place *p)
{
	return p->c->serial.n > 0 && p->c->serial.p[0] >= 0x80;
}

bool profile_serial_positive(const struct profile_place *p)
{
	return der_bits(p->c->serial) == 0 && !profile_serial_negative(p);
}

bool profile_serial_length(const struct profile_place *p)
{
	return p->c->serial.n > 20;
}

bool profile_signature_same(const struct profile_place *p)
{
	return p->c->sig_alg_differs;
}

bool profile_issuer_empty(const struct profile_place *p)
{
	return p->c->issuer.empty;
}

/* Where Chromium stops as well, check_parse() says so. */
bool profile_name_text(const struct profile_place *p)
{
	unsigned unread = name_unread_in(p->c);

	return (unread & NAME_OPENSSL) != 0 && (p->ca || (unread & (NAME_CHROMIUM | NAME_CHROMIUM_PATH)) == 0);
}

bool profile_name_chars(const struct profile_place *p)
{
	return (name_unread_in(p->c) & (NAME_OPENSSL | NAME_GO)) == NAME_GO;
}

/* Through 2049 as UTCTime, from 2050 as GeneralizedTime; the former cannot say 2050, so only the latter can be
 * wrong. */
bool profile_time_form(const struct profile_place *p)
{
	static const int64_t year_1950 = INT64_C(-631152000), year_2050 = INT64_C(2524608000);
	struct bytes in = p->c->validity;
	struct der t;
	int64_t when;

	while (der_next(&in, &t))
		if (t.id == DER_GENERALIZED_TIME && der_time(&t, &when) && when >= year_1950 && when < year_2050)
			return true;
	return false;
}

bool profile_ca_subject_empty(const struct profile_place *p)
{
	return p->c->subject.empty;
}

bool profile_subject_nowhere(const struct profile_place *p)
{
	return p->c->subject.empty && p->c->sans_total == 0;
}

bool profile_crl_subject_empty(const struct profile_place *p)
{
	return p->c->subject.empty && p->c->has_ku && (p->c->ku & KU_CRL_SIGN) != 0;
}

bool profile_unique_id(const struct profile_place *p)
{
	struct bytes in = p->c->tbs, tbs;
	struct der part;

	if (!der_take(&in, DER_SEQUENCE, &tbs))
		return false;
	while (der_next(&tbs, &part))
		if (part.id == DER_PRIMITIVE_TAG(1) || part.id == DER_PRIMITIVE_TAG(2))
			return true;
	return false;
}

bool profile_crl_form(const struct profile_place *p)
{
	return p->c->odd_crl;
}

/* A DistributionPoint may leave out each of its fields, but not all but the reasons. */
bool profile_crl_place(const struct profile_place *p)
{
	const struct extension *e = cert_extension(p->c, "2.5.29.31");
	struct bytes v, list, point, place, reasons, issuer;

	if (e == NULL)
		return false;
	v = e->value;
	if (!der_take(&v, DER_SEQUENCE, &list))
		return false;
	while (der_take(&list, DER_SEQUENCE, &point))
		if (der_optional(&point, DER_CONSTRUCTED_TAG(0), &place)
			&& der_optional(&point, DER_PRIMITIVE_TAG(1), &reasons) &&
		    der_optional(&point, DER_CONSTRUCTED_TAG(2), &issuer) && place.p == NULL && issuer.p == NULL)
			return true;
	return false;
}

/* Is there such an extension, and is it marked so? */
static bool form_marked(const struct cert *c, const char *oid, bool critical)
{
	const struct extension *e = cert_extension(c, oid);

	return e != NULL && e->critical == critical;
}

bool profile_aki_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.35", true); }
bool profile_ski_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.14", true); }
bool profile_attributes_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.9", true); }
bool profile_freshest_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.46", true); }
bool profile_aia_critical(const struct profile_place *p) { return form_marked(p->c, "1.3.6.1.5.5.7.1.1", true); }
bool profile_sia_critical(const struct profile_place *p) { return form_marked(p->c, "1.3.6.1.5.5.7.1.11", true); }
bool profile_nc_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.30", false); }
bool profile_pc_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.36", false); }
bool profile_iap_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.54", false); }
bool profile_crl_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.31", true); }
bool profile_eku_critical(const struct profile_place *p) { return form_marked(p->c, "2.5.29.37", true); }
