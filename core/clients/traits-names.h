/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where clients differ about the names that a CA may issue for (name constraints), and about stars. */
#ifndef CC_TRAITS_NAMES_H
#define CC_TRAITS_NAMES_H

#include "clients/family.h"
#include "clients/traits.h"

/* Of the certificate at this place breaks the constraints above: is it only a star that also stands for an excluded
 * name? */
bool traits_names_star_alone(const struct traits *t, size_t at);
/* ... only a name that would be permitted without the dot at its end? */
bool traits_names_dot_alone(const struct traits *t, size_t at);
/* The leaf has no DNS name, and its common name breaks the constraints above as a DNS name would. */
bool traits_names_common(const struct traits *t);

/* Do they limit names of a kind that Go does not compare, directory names among them (parseNameConstraintsExtension(),
 * crypto/x509/parser.go)? */
bool traits_names_apart(const struct name_constraints *nc);

/* Do they limit names of a kind that GnuTLS does not read? */
bool traits_names_unread(const struct name_constraints *nc);

/* Does it limit the names of hosts by an empty one, which stands for all (measured with Java 17)? */
bool traits_names_limit_empty(const struct cert *ca);

/* Are the names kept to where this family compares? Chromium leaves URIs out of constraints that are not critical
 * (NameConstraints::Parse(), pki/name_constraints.cc), Go what is no host, address, mail or URI, GnuTLS directory names
 * and URIs; all measured. */
bool traits_names_kept(const struct traits *t, size_t at, enum family family);

/* Does a CA above exclude a kind of names that GnuTLS does not compare and that the certificate has? Then it takes
 * none of them (check_unsupported_constraint(), lib/x509/name_constraints.c; measured with 3.7). */
bool traits_names_excluded(const struct traits *t, size_t at);

#endif
