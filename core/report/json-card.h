/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificates of an inspection as JSON. */
#ifndef CC_JSON_CARD_H
#define CC_JSON_CARD_H

#include "report/json-text.h"
#include "result/inspection.h"

/* "cards": [...] */
void json_cards(struct json_text *j, const struct inspection *in);

#endif
