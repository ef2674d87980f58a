/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two-letter codes of countries. */
#ifndef CC_COUNTRIES_H
#define CC_COUNTRIES_H

#include "base/buf.h"

#include <stdbool.h>

/* An officially assigned code of ISO 3166-1 alpha-2, or XX, which BR 7.1.2.7.4 wants where there is none; in upper
 * case. */
bool country_known(struct bytes code);

#endif
