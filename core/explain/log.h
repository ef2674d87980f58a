/* SPDX-License-Identifier: GPL-3.0-or-later
 * A whole log, read line by line: what is understood is counted by cause, what is not is counted alone. Nothing of it
 * is kept beyond counts, times and hashes of addresses, and nothing of it is printed but times of day. */
#ifndef CC_EXPLAIN_LOG_H
#define CC_EXPLAIN_LOG_H

#include "explain/print.h"

#include <signal.h>

/* Reads `in` to its end, or until `*stop` is set by the handler of a signal that interrupts read(2) (NULL: there is
 * none), and prints what was understood, the worst first. Of a line the first LIMIT_TARGET_BYTES count. Returns how
 * many lines were understood; -1 when reading or writing failed. */
long long explain_log(int in, FILE *out, const struct explain_style *s, const volatile sig_atomic_t *stop);

/* The same with an index that is there already: making it takes longer than reading a short log. */
struct code_index;
long long explain_log_with(struct code_index *x, int in, FILE *out, const struct explain_style *s,
	const volatile sig_atomic_t *stop);

#endif
