/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of object identifiers, by a table. */
#include "asn1/oid.h"

#include <stddef.h>
#include <string.h>

static const struct { enum oid_kind kind; const char *dotted, *name; } oid_rows[] = {
#define OID(kind, dotted, name) { OID_##kind, dotted, name },
#include "asn1/oids.def"
#undef OID
};

const char *oid_name(enum oid_kind kind, const char *dotted)
{
	size_t i;

	for (i = 0; i < sizeof oid_rows / sizeof *oid_rows; i++)
		if (oid_rows[i].kind == kind && strcmp(oid_rows[i].dotted, dotted) == 0)
			return oid_rows[i].name;
	return NULL;
}

const char *oid_any_name(const char *dotted)
{
	for (size_t i = 0; i < sizeof oid_rows / sizeof *oid_rows; i++)
		if (strcmp(oid_rows[i].dotted, dotted) == 0)
			return oid_rows[i].name;
	return NULL;
}
