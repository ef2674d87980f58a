/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of object identifiers (oids.def). */
#ifndef CC_OID_H
#define CC_OID_H

/* OID_PURPOSE: the extended key usages of RFC 5280, by its names; OID_USE: others, in words. OID_TERM: what may stand
 * in an extension. */
enum oid_kind { OID_ATTRIBUTE, OID_PURPOSE, OID_USE, OID_ACCESS, OID_OTHER_NAME, OID_TERM };

const char *oid_name(enum oid_kind kind, const char *dotted);   /* static; NULL: none */
const char *oid_any_name(const char *dotted);                   /* of any kind */

#endif
