/* SPDX-License-Identifier: GPL-3.0-or-later
 * Detached threads. */
#include "base/thread.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>

enum { THREAD_STACK = 256 * 1024 };

int thread_detached(void *(*f)(void *arg), void *arg)
{
	sigset_t all, before;
	pthread_attr_t attr;
	pthread_t thread;
	int r;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	(void)pthread_attr_init(&attr);
	(void)pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	(void)pthread_attr_setstacksize(&attr, THREAD_STACK);
	r = pthread_create(&thread, &attr, f, arg);
	(void)pthread_attr_destroy(&attr);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return r;
}
