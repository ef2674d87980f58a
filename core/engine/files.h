/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes from files: once for all jobs, and the targets that are files or the store. */
#ifndef CC_ENGINE_FILES_H
#define CC_ENGINE_FILES_H

#include "engine/job.h"

int engine_load(struct engine *g, struct cc_err *e);         /* --ca, --add-ca, --crl, --cert, --key */
int engine_need_client(struct engine *g, struct cc_err *e);  /* before the first handshake */
enum wait source_file(struct job *j);            /* as the stage's step */
enum wait source_store(struct job *j);

#endif
