/* SPDX-License-Identifier: GPL-3.0-or-later
 * Readers of plain-text replies: does a whole one stand in the buffer, and does it consent? */
#ifndef CC_STARTTLS_READ_H
#define CC_STARTTLS_READ_H

#include "base/buf.h"

enum reply {
	REPLY_MORE,              /* not whole yet */
	REPLY_YES,
	REPLY_NO,                /* a refusal in the protocol's own words */
	REPLY_ABSENT,            /* the upgrade is not on offer */
	REPLY_ODD                /* not this protocol */
};

/* Look at `in`; `wants` is the table's. Of a whole reply *used says its octets, and *text the part that tells people
 * why (borrowed from in). */
typedef enum reply starttls_reader(struct bytes in, const char *wants, size_t *used, struct bytes *text);

/* The number in a refusal, with its name if it has one, into out; "": there is none. `in` is what the reader was
 * given. */
typedef void starttls_namer(struct bytes in, char *out, size_t size);

starttls_namer ldap_code;
starttls_reader read_code, read_tagged, read_sign, read_numeric, read_caps, read_element, read_ldap, read_postgres,
	read_mysql;

#endif
