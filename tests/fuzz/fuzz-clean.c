/* SPDX-License-Identifier: GPL-3.0-or-later
 * What all fuzz targets hold text against, whoever's main runs them. */
#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

void fuzz_expect_clean(const char *text)
{
	const uint8_t *p = (const uint8_t *)text;
	ucs4_t c;

	if (text == NULL)
		return;
	if (u8_check(p, strlen(text)) != NULL)
		abort();
	while ((p = u8_next(&c, p)) != NULL)
		if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl
			| UC_CATEGORY_MASK_Zp))
			abort();
}
