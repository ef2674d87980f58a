/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a job cannot know by itself: the password of a file. Reading asks through a callback; whoever answers does
 * so some turns later. So the file is read up to the question, and again from its beginning once there is an answer. */
#include "engine/questions.h"

#include "base/mem.h"
#include "engine/job.h"

#include <stdlib.h>
#include <string.h>

static void answer_wipe(char *answer)
{
	if (answer != NULL)
		explicit_bzero(answer, strlen(answer));
	free(answer);
}

/* A line of --password-file as the answer to the next question. */
static bool question_given(struct question *q)
{
	const char *line = q->given;

	for (size_t k = 0; line != NULL && k < q->line; k++)
		line = strchr(line, '\n') != NULL ? strchr(line, '\n') + 1 : NULL;
	if (line == NULL || (q->line > 0 && *line == '\0') || q->line >= LIMIT_QUESTIONS)
		return false;
	MEM_GROW(q->answers, q->n);
	q->answers[q->n++] = mem_strndup(line, strcspn(line, "\r\n"));
	return true;
}

/* The last answer was wrong: it makes room for the next. Each line of --password-file is tried before anybody is asked,
 * so that a file with several serves for files under different passwords. */
static void question_again(struct question *q)
{
	char *last = q->answers[--q->used];

	memmove(q->answers + q->used, q->answers + q->used + 1, (q->n - q->used - 1) * sizeof *q->answers);
	q->n--;
	if (q->typed)
		q->tries++;
	else
		q->line++;
	q->wrong = true;
	answer_wipe(last);
}

char *question_password(void *ctx, const char *label, bool again)
{
	struct question *q = ctx;

	if (q->open)
		return NULL;
	if (again && q->used > 0) {
		question_again(q);
	} else if (!again && q->used == q->n) {
		q->tries = 0;
		q->line = 0;
		q->wrong = false;
		q->typed = false;
	}
	if (q->used == q->n && q->n < LIMIT_QUESTIONS && !q->typed && question_given(q))
		return mem_strdup(q->answers[q->used++]);
	if (q->used < q->n)
		return q->answers[q->used++] != NULL ? mem_strdup(q->answers[q->used - 1]) : NULL;
	if (!q->may_ask || q->n == LIMIT_QUESTIONS || q->tries == LIMIT_TRIES)
		return NULL;
	q->open = true;
	q->typed = true;
	q->again = q->tries > 0;
	free(q->label);
	q->label = mem_strdup(label);
	q->since = net_clock_ms();
	return NULL;
}

void question_begin(struct question *q, const struct engine *g)
{
	bool may_ask = g->input.asks;

	q->used = 0;
	q->given = g->passwords.len > 0 ? g->passwords.data : NULL;
	q->may_ask = may_ask;
}

void question_done(struct question *q)
{
	while (q->n > 0)
		answer_wipe(q->answers[--q->n]);
	free(q->answers);
	free(q->label);
	*q = (struct question){ 0 };
}

bool engine_question(const struct engine *g, struct engine_question *out)
{
	for (size_t i = 0; i < g->n_jobs; i++) {
		const struct job *j = g->jobs[i];

		if (j->source.question.open) {
			*out = (struct engine_question){ .job = j->id, .label = j->source.question.label,
				.again = j->source.question.again };
			return true;
		}
	}
	return false;
}

/* The clock of an inspection stands still while somebody is asked. */
static void question_over(struct job *j)
{
	double waited = net_clock_ms() - j->source.question.since;

	j->wait = WAIT_NONE;
	j->started += waited;
	j->entered += waited;
	j->deadline += waited;
}

void question_wake(struct engine *g)
{
	for (size_t i = 0; i < g->n_jobs; i++)
		if (g->jobs[i]->wait == WAIT_ANSWER && !g->jobs[i]->source.question.open)
			question_over(g->jobs[i]);
}

static void question_answer(struct job *j, const char *password)
{
	struct question *q = &j->source.question;

	MEM_GROW(q->answers, q->n);
	q->answers[q->n++] = password != NULL ? mem_strdup(password) : NULL;
	q->open = false;
	question_over(j);
}

void engine_answer(struct engine *g, unsigned job, const char *password)
{
	for (size_t i = 0; i < g->n_jobs; i++) {
		if (g->jobs[i]->id == job && g->jobs[i]->source.question.open)
			question_answer(g->jobs[i], password);
	}
}
