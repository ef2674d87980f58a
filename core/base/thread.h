/* SPDX-License-Identifier: GPL-3.0-or-later
 * Threads that nobody waits for: for calls that block and cannot be told to stop. */
#ifndef CC_THREAD_H
#define CC_THREAD_H

/* Run `f` in a detached thread with a small stack, in which every signal is blocked: they are for the main thread. 0,
 * or an errno. */
int thread_detached(void *(*f)(void *arg), void *arg);

#endif
