/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which field of the licence a finding is about, so that a fault is seen where it stands and not in the headline alone.
 * Pure. */
#ifndef CC_FIELDS_H
#define CC_FIELDS_H

#include "result/inspection.h"

enum card_field { FIELD_NONE, FIELD_HOLDER, FIELD_ISSUER, FIELD_NUMBER, FIELD_PROCESS, FIELD_VALID, FIELD_NAMES,
	FIELD_MAY, FIELD_KEY, FIELD_SIGNATURE, FIELD_PROTOCOL /* of the connection, on no card */ };

/* The gravest that was found of a field of a card: STEP_FAIL, STEP_WARN, or STEP_PASS for nothing. */
/* The gravest that is more than a note; NULL: none. */
const struct finding *field_finding(const struct inspection *i, int card, enum card_field field);
enum step_result field_state(const struct inspection *i, int card, enum card_field field);

/* Whose it is, as the headline and the names spell it: details show what the certificate holds. Borrowed. */
const char *field_holder(const struct cert *c, bool ascii);

#endif
