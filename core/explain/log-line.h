/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a line of a log says besides its words: the time of day, and whose address it is about. Private to explain/. */
#ifndef CC_EXPLAIN_LOG_LINE_H
#define CC_EXPLAIN_LOG_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Minutes since midnight by the first time in the beginning of the line; -1: none. */
int log_minute(const char *line, size_t n);

/* The length of what begins at line[i] and only says when, or where from: a time, a date, an address, nginx's 30#7, the
 * day behind "Nov ". No row has such numbers (tests/core/test-log), so that its digits are as good as any. 0: nothing
 * that can be told, or line[i] is not the first digit of its word. */
size_t log_stamp(const char *line, size_t i, size_t n);

/* A hash of the client's address; 0: none. It is said behind one of a few words, or it is the first IPv4 address in the
 * line: LOG_PLACES ways. `place` is where to look first, LOG_ANYWHERE if nothing is known, and then where it was. */
enum { LOG_PLACES = 9, LOG_ANYWHERE = LOG_PLACES };
uint64_t log_address(const char *line, size_t n, unsigned *place);

/* These words, up to a NULL. */
extern const char *const log_address_words[];

/* A set of such hashes, up to LIMIT_LOG_ADDRESSES; zeroed is empty. */
struct log_set { uint64_t *slots; size_t size, n; };
void log_set_add(struct log_set *s, uint64_t hash);
void log_set_free(struct log_set *s);

#endif
