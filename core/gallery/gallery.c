/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery seen from the program: a thread with a server in it, asked over a pair of sockets. */
#include "gallery/gallery.h"
#include "gallery/list.h"

#include "gallery/server.h"
#include "base/limits.h"
#include "base/mem.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A question is the number of a scenario, or DEMO_ASK_ROOT. An answer is a port, or the length of the root's DER; 0: an
 * error, with its words. Both go as one packet each. */
enum { DEMO_ASK_ROOT = -1, DEMO_ROOT_BYTES = 4096 };

struct demo_answer {
	int value;
	union {
		struct cc_err error;
		uint8_t der[DEMO_ROOT_BYTES];
	};
};

struct demo {
	pthread_t thread;
	int fd;                  /* our end; the thread has the other */
	int *ports;              /* known ones, by scenario */
	struct cert *root;       /* NULL: not asked for yet */
};

static struct demo_answer demo_reply(struct demo_server *s, int question)
{
	struct demo_answer a = { 0 };
	struct bytes root;

	if (question != DEMO_ASK_ROOT) {
		a.value = demo_server_open(s, (size_t)question, &a.error);
		return a;
	}
	root = demo_server_root(s);
	if (root.n <= sizeof a.der) {
		memcpy(a.der, root.p, root.n);
		a.value = (int)root.n;
	} else {
		(void)err_setx(&a.error, ERR_LIMIT, "the gallery's root is too long");
	}
	return a;
}

/* The thread. It owns its end of the pair and everything it makes. */
static void *demo_thread(void *end)
{
	struct demo_answer a = { 0 };
	const int fd = *(int *)end;
	struct demo_server *s = demo_server_new(NULL, &a.error);
	int question;

	free(end);
	while (s == NULL || demo_server_run(s, fd, NULL) == 0) {
		if (recv(fd, &question, sizeof question, 0) != sizeof question)
			break;
		if (s != NULL)
			a = demo_reply(s, question);
		if (send(fd, &a, sizeof a, MSG_NOSIGNAL) != sizeof a)
			break;
	}
	demo_server_free(s);
	(void)close(fd);
	return NULL;
}

/* Signals are for the threads of the program: this one has all of them blocked from its first instruction. */
static int demo_thread_start(pthread_t *thread, int fd)
{
	int *end = mem_dup(&fd, sizeof fd), r;
	sigset_t all, before;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	r = pthread_create(thread, NULL, demo_thread, end);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (r != 0)
		free(end);
	return r;
}

struct demo *demo_start(struct cc_err *e)
{
	struct demo *d;
	pthread_t thread;
	int pair[2], r;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
		(void)err_set(e, ERR_IO, "the gallery cannot start");
		return NULL;
	}
	r = demo_thread_start(&thread, pair[1]);
	if (r != 0) {
		(void)close(pair[0]);
		(void)close(pair[1]);
		errno = r;
		(void)err_set(e, ERR_IO, "the gallery cannot start");
		return NULL;
	}
	d = mem_alloc(sizeof *d);
	*d = (struct demo){ .thread = thread, .fd = pair[0], .ports = mem_alloc(demo_count() * sizeof *d->ports) };
	return d;
}

void demo_stop(struct demo *d)
{
	if (d == NULL)
		return;
	(void)close(d->fd);
	(void)pthread_join(d->thread, NULL);
	cert_unref(d->root);
	free(d->ports);
	free(d);
}

/* Ask and wait, at most LIMIT_DEMO_ANSWER_MS. The answer's value, 0 with e set. */
static int demo_ask(struct demo *d, int question, struct demo_answer *a, struct cc_err *e)
{
	struct pollfd p = { .fd = d->fd, .events = POLLIN };
	int r;

	if (send(d->fd, &question, sizeof question, MSG_NOSIGNAL) != sizeof question) {
		(void)err_set(e, ERR_IO, "the gallery does not listen");
		return 0;
	}
	do
		r = poll(&p, 1, LIMIT_DEMO_ANSWER_MS);
	while (r < 0 && errno == EINTR);
	if (r <= 0 || recv(d->fd, a, sizeof *a, 0) != sizeof *a) {
		(void)err_setx(e, ERR_IO, "the gallery does not answer");
		(void)shutdown(d->fd, SHUT_RDWR);     /* an answer that comes late must not be taken for the next one */
		return 0;
	}
	if (a->value == 0 && e != NULL)
		*e = a->error;
	return a->value;
}

int demo_port(struct demo *d, const struct demo_scenario *s, struct cc_err *e)
{
	const size_t i = (size_t)(s - demo_at(0));
	struct demo_answer a;

	if (d->ports[i] == 0)
		d->ports[i] = demo_ask(d, (int)i, &a, e);
	return d->ports[i];
}

struct cert *demo_root(struct demo *d, struct cc_err *e)
{
	struct demo_answer a;

	if (d->root == NULL && demo_ask(d, DEMO_ASK_ROOT, &a, e) > 0)
		d->root = cert_read(a.der, (size_t)a.value);
	return d->root != NULL ? cert_ref(d->root) : NULL;
}
