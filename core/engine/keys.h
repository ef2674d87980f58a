/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private keys beside certificates. */
#ifndef CC_ENGINE_KEYS_H
#define CC_ENGINE_KEYS_H

#include "engine/job.h"

/* NULL: --key is none. */
struct companions *companions_new(const struct opts *o, const struct given *given, struct cc_err *e);
/* These files as well, in place of those of the last time. What is no plain file, or over LIMIT_FOLDER_FILES, is passed
 * over. */
void companions_later(struct companions *c, const struct given *list);
void companions_free(struct companions *c);      /* NULL is fine */
enum wait keys_step(struct job *j);              /* the stage at the end: whose are the keys given with it */
/* Is this job's file a locked key that others wait for as well? WAIT_NONE: no. WAIT_OVER: it is in j->source.file. */
enum wait keys_of_file(struct job *j);
enum wait keys_alone(struct job *j);             /* a file that holds nothing but keys */
/* Before anything else: the passphrase of --key, once for all jobs. WAIT_NONE: go on. */
enum wait keys_unlock(struct job *j);

#endif
