/* SPDX-License-Identifier: GPL-3.0-or-later
 * Readers of the extensions that limit what a CA may sign (extensions.def): NULL, or a clause on what is wrong. */
#ifndef CC_EXT_LIMITS_H
#define CC_EXT_LIMITS_H

#include "x509/cert.h"

const char *ext_name_constraints(struct cert *c, struct bytes v);
const char *ext_policies(struct cert *c, struct bytes v);
const char *ext_policy_mappings(struct cert *c, struct bytes v);
const char *ext_policy_constraints(struct cert *c, struct bytes v);
const char *ext_inhibit_any_policy(struct cert *c, struct bytes v);

#endif
