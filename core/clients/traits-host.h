/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of hosts with dots, stars and underscores: which of those who refuse the name do so for another reason, and who
 * does not (part of traits.c). */
#ifndef CC_CLIENT_TRAITS_HOST_H
#define CC_CLIENT_TRAITS_HOST_H

#include "clients/traits.h"

/* `whole` with what the leaf's names add, and in the place of W(NAME) and W(CN_ONLY) what is known better. */
whole_set traits_host(const struct inspection *i, const struct cert *leaf, whole_set whole);

#endif
