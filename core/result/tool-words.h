/* SPDX-License-Identifier: GPL-3.0-or-later
 * What tools say of a target. */
#ifndef CC_TOOL_WORDS_H
#define CC_TOOL_WORDS_H

#include "result/finding.h"
#include "result/inspection.h"

/* As the tool says it of this target: of the words of the table that stand for something else, HOST, PORT and URL are
 * its own, and those that nobody here can know (how many milliseconds it waited) are "…". The caller frees. */
char *phrase_said(const struct target_facts *t, const struct code *c);

#endif
