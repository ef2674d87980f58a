/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where clients differ about the names that a CA may issue for (name constraints), and about stars. */
#ifndef CC_TRAITS_NAMES_H
#define CC_TRAITS_NAMES_H

#include "clients/traits.h"

/* Of the certificate at this place breaks the constraints above: is it only a star that also stands for an excluded
 * name? */
bool traits_names_star_alone(const struct traits *t, size_t at);
/* ... only a name that would be permitted without the dot at its end? */
bool traits_names_dot_alone(const struct traits *t, size_t at);
/* The leaf has no DNS name, and its common name breaks the constraints above as a DNS name would. */
bool traits_names_common(const struct traits *t);

#endif
