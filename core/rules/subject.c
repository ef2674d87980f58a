/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walking through a distinguished name (RFC 5280 4.1.2.4). */
#include "rules/subject.h"

#include <string.h>
#include <unistr.h>

struct subject_walk subject_walk(struct bytes name)
{
	struct subject_walk w = { .names = { NULL, 0 } };

	(void)der_take(&name, DER_SEQUENCE, &w.names);
	return w;
}

bool subject_next(struct subject_walk *w, struct subject_attribute *out)
{
	struct bytes pair;
	struct der value;
	bool first = false;

	while (w->set.n == 0) {
		if (!der_take(&w->names, DER_SET, &w->set))
			return false;
		first = true;
	}
	if (!der_take(&w->set, DER_SEQUENCE, &pair) || !der_take(&pair, DER_OID, &out->type)
		|| !der_oid_is_whole(out->type) || !der_next(&pair, &value))
		return false;
	out->form = value.id;
	out->value = value.content;
	out->alone = first && w->set.n == 0;
	return true;
}

bool subject_is(const struct subject_attribute *a, const char *type)
{
	return strlen(type) == a->type.n && memcmp(type, a->type.p, a->type.n) == 0;
}

bool subject_find(struct bytes name, const char *type, struct subject_attribute *out)
{
	struct subject_walk w = subject_walk(name);

	while (subject_next(&w, out))
		if (subject_is(out, type))
			return true;
	return false;
}

size_t subject_count(struct bytes name, struct bytes type)
{
	struct subject_walk w = subject_walk(name);
	struct subject_attribute a;
	size_t n = 0;

	while (subject_next(&w, &a))
		n += bytes_same(a.type, type);
	return n;
}

bool subject_has(struct bytes name, const char *type)
{
	struct subject_attribute a;

	return subject_find(name, type, &a);
}

size_t string_length(uint8_t form, struct bytes content)
{
	switch (form) {
	case DER_UTF8: return u8_mbsnlen(content.p, content.n);
	case DER_BMP: return content.n / 2;
	case DER_UNIVERSAL: return content.n / 4;
	default: return content.n;
	}
}

size_t subject_length(const struct subject_attribute *a)
{
	return string_length(a->form, a->value);
}

bool subject_longer(struct bytes name, const char *type, size_t most)
{
	struct subject_walk w = subject_walk(name);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		if (subject_is(&a, type) && subject_length(&a) > most)
			return true;
	return false;
}

bool subject_not_in(struct bytes name, const char *type, const uint8_t *forms)
{
	struct subject_walk w = subject_walk(name);
	struct subject_attribute a;

	while (subject_next(&w, &a))
		if (subject_is(&a, type) && strchr((const char *)forms, a.form) == NULL)
			return true;
	return false;
}
