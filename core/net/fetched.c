/* SPDX-License-Identifier: GPL-3.0-or-later
 * A short list under a lock; the oldest answers go where there is no room. */
#include "net/fetched.h"

#include "base/limits.h"
#include "base/mem.h"
#include "net/net.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FETCHED_SLACK_MS = 50 };      /* two that wait equally long are never exactly so */

struct fetched_entry {
	char *url;                   /* NULL: free */
	size_t max_bytes;
	bool local, direct;
	bool asked;                  /* somebody is asking */
	struct fetched_answer *answer;   /* NULL: none */
};

struct fetched {
	pthread_mutex_t lock;
	size_t bytes;                /* of all bodies in the list */
	struct fetched_entry list[LIMIT_FETCHED];
};

struct fetched *fetched_new(void)
{
	struct fetched *s = mem_alloc(sizeof *s);

	(void)pthread_mutex_init(&s->lock, NULL);
	return s;
}

/* With the lock held, as all below but what is declared in the header. */
static void fetched_drop_ref(struct fetched_answer *a)
{
	if (--a->refs > 0)
		return;
	buf_done(&a->body);
	free(a->why);
	free(a->from);
	free(a);
}

static void fetched_forget(struct fetched *s, struct fetched_entry *e)
{
	if (e->answer != NULL) {
		s->bytes -= e->answer->body.len;
		fetched_drop_ref(e->answer);
		e->answer = NULL;
	}
	if (e->asked)
		return;
	free(e->url);
	e->url = NULL;
}

void fetched_free(struct fetched *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < LIMIT_FETCHED; i++) {
		s->list[i].asked = false;
		fetched_forget(s, &s->list[i]);
	}
	(void)pthread_mutex_destroy(&s->lock);
	free(s);
}

/* The one that is longest there, of those that nobody is asking for. NULL: there is none. */
static struct fetched_entry *fetched_oldest(struct fetched *s)
{
	struct fetched_entry *oldest = NULL;

	for (size_t i = 0; i < LIMIT_FETCHED; i++) {
		struct fetched_entry *e = &s->list[i];

		if (e->answer != NULL && !e->asked && (oldest == NULL || e->answer->came < oldest->answer->came))
			oldest = e;
	}
	return oldest;
}

static struct fetched_entry *fetched_find(struct fetched *s, const struct fetched_key *k)
{
	for (size_t i = 0; i < LIMIT_FETCHED; i++) {
		struct fetched_entry *e = &s->list[i];

		if (e->url != NULL && e->local == k->local && e->direct == k->direct && e->max_bytes == k->max_bytes
			&& strcmp(e->url, k->url) == 0)
			return e;
	}
	return NULL;
}

static struct fetched_entry *fetched_room(struct fetched *s, const struct fetched_key *k)
{
	struct fetched_entry *e = NULL;

	for (size_t i = 0; i < LIMIT_FETCHED && e == NULL; i++)
		if (s->list[i].url == NULL)
			e = &s->list[i];
	if (e == NULL && (e = fetched_oldest(s)) != NULL)
		fetched_forget(s, e);
	if (e != NULL)
		*e = (struct fetched_entry){ .url = mem_strdup(k->url), .max_bytes = k->max_bytes, .local = k->local,
			.direct = k->direct };
	return e;
}

static bool fetched_counts(const struct fetched_answer *a, double patience)
{
	double age = net_clock_ms() - a->came;

	if (a->why == NULL)
		return age < LIMIT_FETCHED_MS;
	return age < LIMIT_NOT_FETCHED_MS && (a->waited == 0 || patience <= a->waited + FETCHED_SLACK_MS);
}

static enum fetched_state fetched_look_locked(struct fetched *s, const struct fetched_key *k, double patience,
	struct fetched_entry **claim, struct fetched_answer **answer)
{
	struct fetched_entry *e = fetched_find(s, k);

	*claim = NULL;
	if (e != NULL && e->answer != NULL && fetched_counts(e->answer, patience)) {
		*answer = e->answer;
		e->answer->refs++;
		return FETCHED_HERE;
	}
	if (e != NULL && e->asked)
		return FETCHED_WAIT;
	if (e == NULL)
		e = fetched_room(s, k);
	if (e != NULL)
		e->asked = true;
	*claim = e;
	return FETCHED_ASK;
}

enum fetched_state fetched_look(struct fetched *s, const struct fetched_key *k, double patience,
	struct fetched_entry **claim, struct fetched_answer **answer)
{
	enum fetched_state state;

	(void)pthread_mutex_lock(&s->lock);
	state = fetched_look_locked(s, k, patience, claim, answer);
	(void)pthread_mutex_unlock(&s->lock);
	return state;
}

void fetched_put(struct fetched *s, struct fetched_entry *claim, struct fetched_answer *a)
{
	struct fetched_answer *kept = mem_alloc(sizeof *kept);
	struct fetched_entry *oldest;

	*kept = *a;
	*a = (struct fetched_answer){ 0 };
	kept->came = net_clock_ms();
	kept->refs = 1;
	(void)pthread_mutex_lock(&s->lock);
	if (claim->answer != NULL) {
		s->bytes -= claim->answer->body.len;
		fetched_drop_ref(claim->answer);
	}
	while (s->bytes + kept->body.len > LIMIT_FETCHED_BYTES && (oldest = fetched_oldest(s)) != NULL)
		fetched_forget(s, oldest);
	claim->answer = kept;
	claim->asked = false;
	s->bytes += kept->body.len;
	(void)pthread_mutex_unlock(&s->lock);
}

void fetched_leave(struct fetched *s, struct fetched_entry *claim)
{
	(void)pthread_mutex_lock(&s->lock);
	claim->asked = false;
	if (claim->answer == NULL)
		fetched_forget(s, claim);
	(void)pthread_mutex_unlock(&s->lock);
}

void fetched_unref(struct fetched *s, struct fetched_answer *a)
{
	(void)pthread_mutex_lock(&s->lock);
	fetched_drop_ref(a);
	(void)pthread_mutex_unlock(&s->lock);
}
