/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two lines under which everything else stands: what is the matter, and what to do about it, in so many columns.
 * Neither is ever cut: names give way in their middle, parts of a headline and sentences of an advice go as a whole. */
#ifndef CC_BRIEF_H
#define CC_BRIEF_H

#include "result/inspection.h"

/* Who reads: in the order of enum audience (options/opts.h). */
enum reader { READER_VISITOR, READER_HELPDESK, READER_ADMIN, READER_TEACHER, N_READERS };

/* Beyond this many columns nothing is gained; below BRIEF_MIN nothing is promised. */
enum { BRIEF_COLUMNS = 62, BRIEF_NEXT_COLUMNS = 74, BRIEF_MIN = 22, BRIEF_NEXT_MIN = 34 };

/* Of one finding, for lists and for the headline. The caller frees. */
char *brief_of(const struct finding *f, size_t cols);
/* What to do about it. */
char *brief_next_of(const struct finding *f, enum reader who, size_t cols);

/* What its stamp means: the teacher's line without its first sentence, which says the same in other words. "" where
 * there is no room for all of it. */
char *brief_gloss_of(const struct finding *f, size_t cols);

/* As many whole sentences of a text as there is room for, the first in any case. Takes the text; the caller frees what
 * comes back. */
char *brief_sentences(char *text, size_t cols);

/* Of the verdict: its finding's, or what is to be said where all is well. */
char *brief_line(const struct inspection *i, size_t cols);
char *brief_next(const struct inspection *i, enum reader who, size_t cols);

#endif
