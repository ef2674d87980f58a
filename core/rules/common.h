/* SPDX-License-Identifier: GPL-3.0-or-later
 * What several checks ask about a path, its certificates and their extensions. */
#ifndef CC_CHECK_COMMON_H
#define CC_CHECK_COMMON_H

#include "rules/check.h"
#include "rules/names.h"

/* Is the certificate at `at` the trust anchor? */
bool check_is_anchor(const struct inputs *f, size_t at);

/* Who signed the certificate at `at`: the next one, or itself; NULL: nobody whom the path shows. */
const struct cert *check_signer(const struct inputs *f, size_t at);

/* Has it the name of its issuer, and may another certificate of that name have signed it? Its own key did not, and no
 * key identifiers say whose was meant: a CA that was made anew under its name, a server called as its CA, or a
 * certificate that signed itself and was changed since. */
bool check_by_namesake(const struct inputs *f, const struct cert *c);

/* Is the leaf judged as a CA instead of as somebody who uses its key (contract, "Files have no host")? True for a CA
 * certificate in a file without a name to verify. With a name it stands for a server's, as what a server shows does. */
bool check_leaf_is_ca(const struct inputs *f);

/* Would a browser open it? A file without a name to verify is opened by nobody as a site's. */
bool check_for_browsers(const struct inputs *f);

/* Sound or not, some browser does not read it, or not at this place: a failed step, and `malformed` with the shade
 * "unread" unless there is a worse reason for that. `why`: a clause, static. */
void check_unread(const struct cert *c, enum step_id step, const char *why, struct outcome *o);

/* The name to verify; .host NULL when there is none. */
struct name_ref check_name_ref(const struct inputs *f);

/* "a, b and c" of at most `max` names, "a, b and 12 more" of more; for sentences. "no name at all" for none. The caller
 * frees. */
char *check_name_list(const struct cert *c, size_t max);

enum { CHECK_NUMBER = 32 };              /* room for a number of days and "days" */

/* Set a parameter by printf. */
void check_param(struct finding *fd, enum param_id id, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

struct check_breach {
	const char *section;     /* NULL: stands in the rule */
	const char *rule;
	const char *stops;       /* who does although browsers go on; NULL: nobody */
	bool browsers;           /* some browser may stop as well */
	bool strict;             /* --strict was asked for */
};

/* Add a broken rule to a profile violation, behind those that it names already: the first one's section, and the others
 * in `rule`. Its level has been set. Shade "paper", "strict" or, unless it is untrusted for them, "stops" only where no
 * browser minds any of them; "policy" stays. */
void check_breach(struct finding *fd, const struct check_breach *b);

#endif
