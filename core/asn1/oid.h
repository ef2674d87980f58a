/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of object identifiers (oids.def). */
#ifndef CC_OID_H
#define CC_OID_H

enum oid_kind { OID_ATTRIBUTE, OID_PURPOSE, OID_ACCESS, OID_OTHER_NAME };

const char *oid_name(enum oid_kind kind, const char *dotted);   /* static; NULL: none */

#endif
