/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a job has to ask somebody: the password of a file. engine_question() and engine_answer() are in engine.h. */
#ifndef CC_ENGINE_QUESTIONS_H
#define CC_ENGINE_QUESTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct engine;

/* What is asked about a file. */
struct question {
	bool may_ask, open, again;
	bool typed;              /* the last question was put to somebody */
	const char *given;       /* what stands in --password-file, borrowed; NULL: nothing */
	size_t line;             /* of it, that is tried next for the last question */
	bool wrong;              /* something was said to the last question, and it was wrong */
	char *label;             /* of the open one */
	char **answers;          /* so far, in the order of the questions; NULL: nobody had one */
	size_t n, used;          /* used: in this reading */
	unsigned tries;          /* wrong answers to the last question */
	double since;            /* when it was opened, or the wait for somebody else's began, net_clock_ms() */
};

/* A reading begins, at the first question again. */
void question_begin(struct question *q, const struct engine *g);
char *question_password(void *ctx, const char *label, bool again);   /* as pemfile_opts.password, ctx: the question */
void question_done(struct question *q);                      /* wipes the answers */
void question_wake(struct engine *g);                        /* those who wait for the answer to another job */

#endif
