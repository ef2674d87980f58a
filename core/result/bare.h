/* SPDX-License-Identifier: GPL-3.0-or-later
 * A certificate as it is shown to somebody who is to judge it alone, in a course: what stands on it and nothing that is
 * made of it. No day is counted, no name compared, no signature checked, and nobody is asked who vouches for it. */
#ifndef CC_BARE_H
#define CC_BARE_H

#include "result/inspection.h"

#include <stddef.h>

/* In the order in which they are shown. */
enum bare_field { BARE_HOLDER, BARE_ISSUER, BARE_PROCESS, BARE_VALID, BARE_NAMES, BARE_MAY, BARE_KEY, BARE_SIGNATURE,
	BARE_FIELDS };

const char *bare_label(enum bare_field f);                   /* "Issued by"; static */
/* New text of a card whose certificate could be read, the caller frees; NULL: there is none. At most so many names. */
char *bare_text(enum bare_field f, const struct card *c, size_t names);

#endif
