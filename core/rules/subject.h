/* SPDX-License-Identifier: GPL-3.0-or-later
 * A distinguished name attribute by attribute, for rules on what may stand in one and how. */
#ifndef CC_SUBJECT_H
#define CC_SUBJECT_H

#include "asn1/der.h"

#include <stddef.h>

/* The types that rules speak of, as the content octets of their object identifiers, none of which is zero: a name is
 * walked for dozens of rules, and to spell its types each time cost more than most of these (RFC 5280 appendix A.1,
 * RFC 4519, X.520; jurisdictions: EV Guidelines). */
#define SUBJECT_CN "\x55\x04\x03" /* 2.5.4.3 */
#define SUBJECT_SURNAME "\x55\x04\x04" /* 2.5.4.4 */
#define SUBJECT_SERIAL "\x55\x04\x05" /* 2.5.4.5 */
#define SUBJECT_C "\x55\x04\x06" /* 2.5.4.6 */
#define SUBJECT_L "\x55\x04\x07" /* 2.5.4.7 */
#define SUBJECT_ST "\x55\x04\x08" /* 2.5.4.8 */
#define SUBJECT_STREET "\x55\x04\x09" /* 2.5.4.9 */
#define SUBJECT_O "\x55\x04\x0a" /* 2.5.4.10 */
#define SUBJECT_OU "\x55\x04\x0b" /* 2.5.4.11 */
#define SUBJECT_TITLE "\x55\x04\x0c" /* 2.5.4.12 */
#define SUBJECT_CATEGORY "\x55\x04\x0f" /* 2.5.4.15 */
#define SUBJECT_POSTAL "\x55\x04\x11" /* 2.5.4.17 */
#define SUBJECT_GIVEN "\x55\x04\x2a" /* 2.5.4.42 */
#define SUBJECT_QUALIFIER "\x55\x04\x2e" /* 2.5.4.46 */
#define SUBJECT_PSEUDONYM "\x55\x04\x41" /* 2.5.4.65 */
#define SUBJECT_DC "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19" /* 0.9.2342.19200300.100.1.25 */
#define SUBJECT_EMAIL "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01" /* 1.2.840.113549.1.9.1 */
#define SUBJECT_JURISDICTION_C "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x03" /* 1.3.6.1.4.1.311.60.2.1.3 */

/* One attribute; what is borrowed is the name's. */
struct subject_attribute {
	struct bytes type;       /* an object identifier's content octets */
	uint8_t form;            /* identifier octet of its value: DER_UTF8 ... */
	struct bytes value;      /* the value's content octets */
	bool alone;              /* nothing else stands in its RelativeDistinguishedName */
};

/* A walk over a name, begun by subject_walk(). */
struct subject_walk { struct bytes names, set; bool first; };

struct subject_walk subject_walk(struct bytes name);             /* the Name's whole DER */
bool subject_next(struct subject_walk *w, struct subject_attribute *out);      /* false: no more */

bool subject_is(const struct subject_attribute *a, const char *type);         /* one of SUBJECT_CN and so on */
size_t subject_count(struct bytes name, struct bytes type);      /* how many of this type there are */
bool subject_has(struct bytes name, const char *type);
/* The first of this type; false: there is none. */
bool subject_find(struct bytes name, const char *type, struct subject_attribute *out);

/* In characters, as the upper bounds of X.520 are meant; of any ASN.1 string: its identifier octet and content. */
size_t string_length(uint8_t form, struct bytes content);
size_t subject_length(const struct subject_attribute *a);
/* One of this type is longer than `most`; or is written in another string type than those in `forms`, of which the
 * last is 0. */
bool subject_longer(struct bytes name, const char *type, size_t most);
bool subject_not_in(struct bytes name, const char *type, const uint8_t *forms);

#endif
