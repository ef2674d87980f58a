/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses as text, and as a batch over their scenarios. */
#include "app/lessons.h"

#include "app/headless.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/wrap.h"
#include "engine/given.h"
#include "explain/courses.h"
#include "gallery/list.h"
#include "report/handout.h"

#include <stdlib.h>
#include <string.h>

enum { LESSONS_BAD_USAGE = 3 };

static int lessons_unknown(const char *option, const char *name)
{
	struct buf b = BUF_INIT(4096);
	char *clean = text_clean_str(name);

	(void)buf_addf(&b, "%s %s: there is no such course; there are", option, clean);
	for (size_t n = 0; n < course_count(); n++)
		(void)buf_addf(&b, "%s %s", n == 0 ? "" : ",", course_at(n)->name);
	headless_say(NULL, b.data);
	buf_done(&b);
	free(clean);
	return LESSONS_BAD_USAGE;
}

static void lessons_head(struct wrap *w, size_t number, const struct course *c)
{
	char *title = mem_printf("%zu. %s", number, c->title);
	char *whom = mem_printf("%d minutes, for %s", course_minutes(c), c->whom);

	wrap_text(w, 0, WRAP_BOLD, title);
	wrap_text(w, 3, WRAP_DIM, whom);
	wrap_text(w, 3, WRAP_PLAIN, c->aim);
	free(whom);
	free(title);
}

static void lessons_list(struct wrap *w)
{
	for (size_t n = 0; n < course_count(); n++) {
		const struct course *c = course_at(n);
		char *open = mem_printf("certcard --lesson %s", c->name);

		if (n > 0)
			wrap_blank(w);
		lessons_head(w, n + 1, c);
		wrap_text(w, 3, WRAP_GOOD, open);
		free(open);
	}
}

static void lessons_fill(struct handout_step *out, const struct course *c, size_t step)
{
	const struct demo_scenario *d = demo_find(c->steps[step].demo);
	struct course_quiz q = course_quiz(c, step);

	*out = (struct handout_step){ .demo = d->name, .title = d->title, .aim = c->steps[step].aim,
		.minutes = c->steps[step].minutes, .look = d->lesson.look,
		.question = d->lesson.question, .answer = d->lesson.answer, .right = q.right };
	for (size_t n = 0; n < COURSE_CHOICES; n++)
		out->choices[n] = demo_find(q.choices[n])->title;
}

/* The scenarios of the course are looked at, one after the other. */
static int lessons_run(const struct opts *o, const struct course *c, enum handout_form form)
{
	struct handout h = { .title = c->title, .whom = c->whom, .aim = c->aim, .minutes = course_minutes(c),
		.n_steps = c->n_steps, .form = form };
	struct handout_step *steps = mem_alloc(c->n_steps * sizeof *steps);
	struct opts run = *o;
	struct given given = { 0 };
	struct cc_err e;
	int status = LESSONS_BAD_USAGE;

	_Static_assert((int)HANDOUT_CHOICES == (int)COURSE_CHOICES, "the sheet has room for the quiz");
	run.targets = mem_alloc(c->n_steps * sizeof *run.targets);
	run.n_targets = c->n_steps;
	h.clients = mem_alloc(c->n_steps * sizeof *h.clients);
	h.steps = steps;
	for (size_t n = 0; n < c->n_steps; n++) {
		lessons_fill(&steps[n], c, n);
		run.targets[n] = mem_printf("demo:%s", c->steps[n].demo);
	}
	if (given_parse(&given, &run, &e) == 0)
		status = headless_handout(&run, &given, &h);
	else
		headless_say(NULL, e.msg);
	given_done(&given);
	for (size_t n = 0; n < c->n_steps; n++) {
		free(run.targets[n]);
		free(h.clients[n]);
	}
	free(run.targets);
	free(h.clients);
	free(steps);
	return status;
}

int lessons_print(const struct opts *o)
{
	struct report_style style = headless_style(o, stdout);
	struct wrap w = { stdout, style.width, style.color, style.ascii };
	const struct course *c = o->lesson == NULL ? NULL : course_find(o->lesson);

	if (o->lesson != NULL && c == NULL)
		return lessons_unknown("--lesson", o->lesson);
	if (c == NULL) {
		lessons_list(&w);
		return 0;
	}
	for (size_t n = 0; n < course_count(); n++)
		if (course_at(n) == c)
			lessons_head(&w, n + 1, c);
	return lessons_run(o, c, HANDOUT_TEACHER);
}

int lessons_handout(const struct opts *o)
{
	const struct course *c = course_find(o->handout);

	if (c == NULL)
		return lessons_unknown("--handout", o->handout);
	return lessons_run(o, c, o->format == FORMAT_HTML ? HANDOUT_HTML : HANDOUT_MARKDOWN);
}
