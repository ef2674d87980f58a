/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on how a subject's attributes are written. */
#include "rules/profile.h"

#include "rules/countries.h"
#include "rules/subject.h"

#include <string.h>

static bool subject_is_longer(const struct profile_place *p, const char *type, size_t most)
{
	return subject_longer(p->c->subject.der, type, most);
}

/* --- RFC 5280 appendix A.1: the upper bounds of X.520 --- */

bool profile_cn_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_CN, 64); }
bool profile_o_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_O, 64); }
bool profile_ou_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_OU, 64); }
bool profile_title_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_TITLE, 64); }
bool profile_number_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_SERIAL, 64); }
bool profile_l_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_L, 128); }
bool profile_st_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_ST, 128); }
bool profile_pseudonym_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_PSEUDONYM, 128); }
bool profile_email_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_EMAIL, 255); }

/* --- BR 7.1.4.2: bounds of its own --- */

bool profile_dc_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_DC, 63); }
bool profile_postal_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_POSTAL, 40); }
bool profile_street_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_STREET, 128); }
bool profile_surname_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_SURNAME, 64); }
bool profile_given_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_GIVEN, 64); }
bool profile_category_long(const struct profile_place *p) { return subject_is_longer(p, SUBJECT_CATEGORY, 128); }

/* --- string types --- */

static bool subject_is_not(const struct profile_place *p, const char *type, uint8_t form)
{
	const uint8_t forms[] = { form, 0 };

	return subject_not_in(p->c->subject.der, type, forms);
}

bool profile_c_form(const struct profile_place *p) { return subject_is_not(p, SUBJECT_C, DER_PRINTABLE); }
bool profile_number_form(const struct profile_place *p) { return subject_is_not(p, SUBJECT_SERIAL, DER_PRINTABLE); }
bool profile_email_form(const struct profile_place *p) { return subject_is_not(p, SUBJECT_EMAIL, DER_IA5); }
bool profile_dc_form(const struct profile_place *p) { return subject_is_not(p, SUBJECT_DC, DER_IA5); }

bool profile_qualifier_form(const struct profile_place *p)
{
	return subject_is_not(p, SUBJECT_QUALIFIER, DER_PRINTABLE);
}

bool profile_jurisdiction_form(const struct profile_place *p)
{
	return subject_is_not(p, SUBJECT_JURISDICTION_C, DER_PRINTABLE);
}

bool profile_text_form(const struct profile_place *p)
{
	static const char *const types[] = { SUBJECT_ST, SUBJECT_L, SUBJECT_POSTAL, SUBJECT_STREET, SUBJECT_O,
		SUBJECT_SURNAME, SUBJECT_GIVEN, SUBJECT_OU, SUBJECT_CN, SUBJECT_CATEGORY };
	static const uint8_t forms[] = { DER_UTF8, DER_PRINTABLE, 0 };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (subject_not_in(p->c->subject.der, types[i], forms))
			return true;
	return false;
}

/* X.680 41.4: the letters, digits, space and eleven signs. */
bool profile_printable_chars(const struct profile_place *p)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?";
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		for (size_t i = 0; a.form == DER_PRINTABLE && i < a.value.n; i++)
			if (a.value.p[i] == '\0' || strchr(letters, a.value.p[i]) == NULL)
				return true;
	return false;
}

/* --- countries --- */

bool profile_c_length(const struct profile_place *p)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		if (subject_is(&a, SUBJECT_C) && subject_length(&a) != 2)
			return true;
	return false;
}

static bool subject_no_country(const struct profile_place *p, const char *type)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		if (subject_is(&a, type) && !country_known(a.value))
			return true;
	return false;
}

bool profile_c_unknown(const struct profile_place *p) { return subject_no_country(p, SUBJECT_C); }

bool profile_jurisdiction_unknown(const struct profile_place *p)
{
	return subject_no_country(p, SUBJECT_JURISDICTION_C);
}

/* --- the name as a whole --- */

bool profile_rdn_many(const struct profile_place *p)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		if (!a.alone)
			return true;
	return false;
}

/* The order of the table of BR 7.1.4.2; -1: none is asked of it. */
static int subject_rank(const struct subject_attribute *a)
{
	static const char *const order[] = { SUBJECT_DC, SUBJECT_C, SUBJECT_ST, SUBJECT_L, SUBJECT_POSTAL,
		SUBJECT_STREET, SUBJECT_O, SUBJECT_SURNAME, SUBJECT_GIVEN, SUBJECT_OU, SUBJECT_CN };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (subject_is(a, order[i]))
			return (int)i;
	return -1;
}

bool profile_rdn_order(const struct profile_place *p)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;
	int before = -1, rank;

	while (subject_next(&w, &a)) {
		rank = subject_rank(&a);
		if (rank >= 0 && rank < before)
			return true;
		before = rank > before ? rank : before;
	}
	return false;
}

/* Several lines of an address and the labels of a domain name are allowed (BR 7.1.2.7.3, 7.1.2.7.4). */
bool profile_rdn_twice(const struct profile_place *p)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		if (!subject_is(&a, SUBJECT_STREET) && !subject_is(&a, SUBJECT_DC)
			&& subject_count(p->c->subject.der, a.type) > 1)
			return true;
	return false;
}

/* "MUST NOT contain only metadata such as '.', '-', and ' '". */
bool profile_placeholder(const struct profile_place *p)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (subject_next(&w, &a)) {
		size_t i = 0;

		while (i < a.value.n && a.value.p[i] != '\0' && strchr(".- ", a.value.p[i]) != NULL)
			i++;
		if (i == a.value.n)
			return true;
	}
	return false;
}

bool profile_email_not_san(const struct profile_place *p)
{
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;
	bool found;

	if (p->c->n_sans < p->c->sans_total)
		return false;            /* it may be one of those that were left out */
	while (subject_next(&w, &a)) {
		found = !subject_is(&a, SUBJECT_EMAIL);
		for (size_t i = 0; !found && i < p->c->n_sans; i++)
			found = p->c->sans[i].type == SAN_EMAIL && p->c->sans[i].raw.n == a.value.n
				&& strncasecmp((const char *)p->c->sans[i].raw.p, (const char *)a.value.p, a.value.n)
				== 0;
		if (!found)
			return true;
	}
	return false;
}
