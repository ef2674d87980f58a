/* SPDX-License-Identifier: GPL-3.0-or-later
 * The engine drives inspections: it dials, upgrades, shakes hands, lets the judge work and fetches what that wants, all
 * on one loop with a single wait (net/net.h). An engine is a value for one thread; a batch runs one per core, which
 * share nothing but the trust index and what was fetched. */
#ifndef CC_ENGINE_H
#define CC_ENGINE_H

#include "result/inspection.h"
#include "options/opts.h"
#include "engine/given.h"
#include "engine/target.h"
#include "trust/trust.h"

struct engine;
struct fetched;

enum stage { STAGE_WAITING, STAGE_RESOLVE, STAGE_CONNECT, STAGE_STARTTLS, STAGE_HANDSHAKE, STAGE_VERIFY, STAGE_FETCH,
	STAGE_LOOK_AROUND, STAGE_DONE, N_STAGES };

struct progress {
	unsigned job;
	enum stage stage;
	char detail[160];        /* clean text: the address being tried, the URL being fetched; "" for none */
	double elapsed_ms, timeout_ms;
	bool asks;               /* it waits for engine_answer(), and time stands still */
	bool file;               /* read from a file: there is nobody to connect to */
};

struct engine_input {
	const struct opts *opts;             /* borrowed, as long as the engine lives */
	const struct trust_index *roots;     /* borrowed; NULL with --ca */
	/* the command line's targets: keys are looked for in the files among them; borrowed while engine_new() runs;
	 * NULL: there are none */
	const struct given *given;
	/* what the engines of one run have fetched; borrowed, as long as the engine lives; NULL: this one is alone */
	struct fetched *fetched;
	/* seconds until a dial is answered, where --connect-timeout says nothing; 0: all of --timeout */
	double connect_timeout;
	bool lists;                          /* bundles of certificates are lists (engine/bundle.h) */
	bool asks;                           /* somebody sees to engine_question(); false: nothing is asked */
};

/* What several engines of one run share. Freed after them. */
struct fetched *engine_fetched_new(void);
void engine_fetched_free(struct fetched *s);

/* NULL with e set: --ca, --add-ca, --crl, --cert or --key unreadable, or --proxy is no URL of a proxy. libcurl is
 * loaded at the first proxy or fetch; where there is none, that inspection says so. */
struct engine *engine_new(const struct engine_input *in, struct cc_err *e);
void engine_free(struct engine *g);                  /* cancels what is under way */

/* Start one inspection. The target is taken over (emptied). `tag` comes back with the result. Returns the job's number
 * (from 1). With --all-addresses a job gives one inspection for each address. */
unsigned engine_start(struct engine *g, struct target *t, void *tag);
/* These targets are opened together: of a private key among them is said to whose certificate it belongs. Only files
 * count, at most LIMIT_FOLDER_FILES; they take the place of those of the last time. */
void engine_beside(struct engine *g, const struct given *list);
void engine_cancel(struct engine *g, unsigned job);  /* at once; nothing is delivered for it any more */
size_t engine_active(const struct engine *g);        /* jobs not yet finished */
/* Of these, such as lend their place among --jobs because nobody has answered their dial for a while: at most
 * LIMIT_UNANSWERED and a quarter of the descriptors, and of that one share of `shares`. */
size_t engine_lent(const struct engine *g, size_t shares);

/* Do what can be done without waiting. Then wait at most `ms` for anything: sockets, fetches, deadlines, or one of the
 * caller's descriptors (readable; `extra` may be NULL). Returns 1 when a descriptor of the caller's is ready, else
 * 0. */
int engine_turn(struct engine *g, const int *extra, size_t n_extra, int ms);

/* A finished inspection, or NULL. The caller owns it. `last` (may be NULL): no further one of this job follows. */
struct inspection *engine_take(struct engine *g, unsigned *job, void **tag, bool *last);
bool engine_progress(const struct engine *g, unsigned job, struct progress *p);   /* false: no such job */

/* A job cannot go on before somebody says the password of a file. */
struct engine_question {
	unsigned job;
	const char *label;       /* "the PKCS #12 file s.p12"; clean text; valid until the next turn */
	bool again;              /* the last answer was wrong */
};
bool engine_question(const struct engine *g, struct engine_question *q);       /* the first one; false: there is none */
/* NULL: nobody has one. The password is copied, and wiped when the file is read. A job without a question is passed
 * over. The time until the answer is none of the job's: its deadline moves. */
void engine_answer(struct engine *g, unsigned job, const char *password);

/* Trust this root for the rest of the engine's life ("T" on the screen); engine_distrust_session() takes all back. */
void engine_trust_session(struct engine *g, const struct cert *root);
void engine_distrust_session(struct engine *g);

#endif
