/* SPDX-License-Identifier: GPL-3.0-or-later
 * Damaged copies of honest input, the same ones in every run; CERTCARD_MUTATIONS multiplies them. */
#ifndef CC_TESTS_DAMAGE_H
#define CC_TESTS_DAMAGE_H

#include "base/buf.h"

enum { DAMAGE_MOST_BYTES = 64 * 1024 };

/* `same`: nothing came of the damage. The octets stand in memory of just their size, so that a sanitizer sees one too
 * far. */
typedef void damage_reader(struct bytes damaged, bool same);

/* `reads` on so many damaged copies of `honest`, and on itself first. */
void damage(struct bytes honest, unsigned times, damage_reader *reads);

#endif
