/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sheet for a class: for each scenario of a course its card, with nothing said about it, a question, choices and
 * room to write; the answers on a page of their own at the end. As HTML or as markdown. And the same course for who
 * teaches it, step by step with its answers, as text. */
#ifndef CC_HANDOUT_H
#define CC_HANDOUT_H

#include "report/report.h"

#include <stdio.h>

enum { HANDOUT_CHOICES = 4 };

/* One scenario: static text, all of it. */
struct handout_step {
	const char *demo, *title;        /* its name; what it is, which only the answers tell */
	const char *aim, *look, *question, *answer;
	int minutes;
	const char *choices[HANDOUT_CHOICES];
	size_t right;
};

struct handout {
	const char *title, *whom, *aim;
	int minutes;
	const struct handout_step *steps;
	size_t n_steps;
	char **clients;                  /* who opens each step's scenario: n_steps places, NULL at first, which
					  * handout_page() fills; who made them frees them */
	enum handout_form { HANDOUT_MARKDOWN, HANDOUT_HTML, HANDOUT_TEACHER } form;
};

int handout_begin(FILE *f, const struct handout *h, const struct report_style *s);
/* The step whose scenario ("demo:NAME") was inspected; nothing of another. */
int handout_page(FILE *f, const struct handout *h, const struct inspection *i, const struct report_style *s);
int handout_end(FILE *f, const struct handout *h, const struct report_style *s);

#endif
