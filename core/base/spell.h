/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words in other letters than ASCII's, for terminals and reports that have no others. */
#ifndef CC_SPELL_H
#define CC_SPELL_H

#include <stddef.h>

/* The bytes of the word that the `left` bytes of s begin with: letters, digits, marks and what joins them in names
 * ("-", "." between two of them, "_", and a "*." in front). 0: no word begins here. */
size_t spell_word(const char *s, size_t left);

/* A word of n bytes in ASCII: what looks like a host's name by its A-labels, as the DNS has it (RFC 5890 2.3.2.1);
 * Latin letters without their marks, Greek and Cyrillic ones by Latin letters that sound alike, unless the word mixes
 * alphabets, as names do that are to be taken for others. NULL: there is no such spelling. The caller frees. */
char *spell_ascii(const char *s, size_t n);

#endif
