/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the engine: one inspection under way. Only engine.c and the stages include this. */
#ifndef CC_ENGINE_JOB_H
#define CC_ENGINE_JOB_H

#include "gallery/world.h"
#include "judge/cache.h"
#include "evidence/clock.h"
#include "gallery/gallery.h"
#include "net/dns.h"
#include "engine/connecting.h"
#include "engine/engine.h"
#include "net/fetch.h"
#include "judge/judge.h"
#include "net/resolve.h"
#include "x509/pemfile.h"

struct job;

struct result {
	unsigned job;
	void *tag;
	struct inspection *inspection;
	bool last;
};

struct engine {
	struct engine_input input;
	const struct opts *opts;
	const struct trust_index *roots;
	struct trust *base;              /* the system's or --ca, and --add-ca */
	struct trust *session;           /* base and what this session trusts on top */
	/* sessions taken back while judges still read them; freed when nothing is under way */
	struct trust **retired;
	size_t n_retired;
	struct cert *gallery_root;       /* one reference; likewise */
	struct trust *gallery;           /* session and the demo root; NULL until a demo is asked for */
	struct tls_client *client;
	struct net *net;
	struct dns *dns;                 /* NULL until --dane asks */
	struct demo *demo;               /* NULL until a demo is asked for */
	struct crl_lists crls;           /* of all --crl */
	struct companions *companions;   /* files named on the command line, and their keys */
	struct cert_cache *cache;
	struct proxy_rules proxy_rules;
	struct job **jobs;
	size_t n_jobs;
	unsigned last_id;
	bool grown;                      /* a job came while jobs were stepped */
	size_t resolving;                /* jobs whose name is no address yet */
	struct result *results;          /* finished, in order */
	size_t n_results, taken;
};

/* What is asked about a file. */
struct question {
	bool may_ask, open, again;
	char *label;             /* of the open one */
	char **answers;          /* so far, in the order of the questions; NULL: nobody had one */
	size_t n, used;          /* used: in this reading */
	unsigned tries;          /* wrong answers to the last question */
	double since;            /* when it was opened, or the wait for somebody else's began, net_clock_ms() */
};

struct job {
	struct engine *engine;
	unsigned id;
	void *tag;
	struct target target;
	struct inspection *out;
	enum stage stage;
	size_t next;                     /* of what may follow the verdict (job.c) */
	enum wait wait;
	int fd;
	size_t slot;                     /* of fd in this turn's wait */
	bool ready;
	double started, deadline, wake;  /* net_clock_ms(); wake: 0, or step by then */
	double entered;                  /* the stage */

	struct lookup *lookup;           /* --all-addresses: under way */
	struct group *group;             /* the inspections of the other addresses; NULL: none */
	char *address;                   /* this one's; NULL: libcurl chooses */
	size_t place;                    /* in the group */
	bool routed;                     /* whether there is a proxy has been decided */
	char *proxy;                     /* NULL: none */
	bool resolving;                  /* its lookup is counted in engine.resolving */
	struct connecting connecting;    /* its handshake stays until the look around */
	enum tls_profile profile;
	bool no_alpn;                    /* it refused all that was offered: asked again without */
	struct finding *refusal;         /* what the first try ended in, while a second one is under way; NULL: none */

	struct connecting *second;       /* the second look for timestamps; NULL: not under way */

	struct cert **certs;
	size_t n_certs;
	struct pemfile_data data;        /* a file's octets, until they are understood */
	struct question question;
	struct pemfile file;             /* how they stand in their file; its certs moved to the above */
	enum card_origin origin;
	char *broke;
	struct trust *trust;
	struct demo_world *world;        /* of a demo that plays with programmes' roots and logs; NULL: ours */
	struct judge *judge;
	double judged;                   /* when the judge began */
	const struct want *want;
	struct fetch *fetch;
	unsigned fetches;
	double fetched_ms, fetch_until;  /* spent on fetching so far; this one's end */
	struct clock_signs *clock;       /* NULL: none yet */
	struct dns_query *dane;          /* NULL: not under way */
	struct looks *looks;             /* NULL: not under way */
};

/* files.c */
int engine_load(struct engine *g, struct cc_err *e);         /* --ca, --add-ca, --crl, --cert, --key */
int engine_need_client(struct engine *g, struct cc_err *e);  /* before the first handshake */
enum wait source_file(struct job *j);
enum wait source_store(struct job *j);

/* questions.c */
void question_begin(struct question *q, bool may_ask);       /* a reading begins, at the first question again */
char *question_password(void *ctx, const char *label, bool again);   /* as pemfile_opts.password, ctx: the question */
void question_done(struct question *q);                      /* wipes the answers */
void question_wake(struct engine *g);                        /* those who wait for the answer to another job */

/* keys.c: private keys beside certificates */
struct companions *companions_new(const struct opts *o, struct cc_err *e);       /* NULL: --key is none */
void companions_free(struct companions *c);      /* NULL is fine */
void keys_note(struct job *j);                   /* at the end of an inspection: whose are the keys given with it */
enum wait keys_alone(struct job *j);             /* a file that holds nothing but keys */
/* Before anything else: the passphrase of --key, once for all jobs. WAIT_NONE: go on. */
enum wait keys_unlock(struct job *j);

/* sources.c */
struct inspection *inspection_begin(const struct engine *g, struct target *t);   /* takes t's facts over */
struct target_facts target_facts_copy(const struct target_facts *t);

/* addresses.c */
bool addresses_wanted(const struct job *j);
enum wait addresses_look_up(struct job *j);
void addresses_release(struct job *j);           /* the lookup */
void group_deliver(struct job *j, struct inspection *out);
void group_leave(struct job *j);

/* adds addresses-differ where it applies; NULLs are passed over */
void addresses_compare(struct inspection **list, size_t n);

/* clock-signs.c: signs of the time, as they come by */
void clock_note_fetch(struct job *j);            /* the fetch has ended */
void clock_consider(struct job *j);              /* weigh them, once the chain is judged, where dates are in trouble */
void clock_release(struct job *j);

/* dane-stage.c */
bool dane_worth(struct job *j);
enum wait dane_begin(struct job *j);
enum wait dane_wait(struct job *j);
void dane_release(struct job *j);

/* probe-stage.c: after the verdict or the failure, what the causes are */
bool look_worth(struct job *j);                  /* also adds the evidence that needs no look */
enum wait look_begin(struct job *j);
void look_release(struct job *j);

/* judge-stage.c */
bool fetch_may_be_local(const struct job *j);    /* may an address that is not public be asked? */
double fetch_left(const struct job *j);          /* milliseconds for all that is asked besides the target */

/* sct-retry.c */
bool scts_worth_asking(struct job *j);
enum wait scts_begin(struct job *j);
enum wait scts_wait(struct job *j);
void scts_release(struct job *j);

/* engine.c */
void engine_deliver(struct engine *g, unsigned id, void *tag, struct inspection *out, bool last);

/* job.c */
struct job *job_new(struct engine *g, unsigned id, struct target *t, void *tag);     /* the target is taken over */
double job_stage_ms(const struct job *j);
void job_enter(struct job *j, enum stage stage);
/* A new finding about the connection, with host, port, address and proxy, to be filled in; then job_unreachable(). */
struct finding *job_finding(struct job *j, enum finding_id id);
/* The inspection ends here with the one finding that job_finding() made. */
enum wait job_unreachable(struct job *j);
enum wait job_failed(struct job *j, const struct cc_err *e);     /* this machine's fault: said as `unreachable` */
bool job_expired(struct job *j);                 /* the deadline is over; false: the stage sees to it itself */
void job_progress(const struct job *j, struct progress *p);
enum wait job_advance(struct job *j);            /* begins what comes next, or hands the inspection over */
void job_stop_fetch(struct job *j);
void job_release(struct job *j);                 /* sockets, session, judge: everything but the result */
void job_free(struct job *j);

/* The stages, each in its file. A step returns what it waits for, having entered the next stage where it is through. */
enum wait stage_waiting(struct job *j);          /* sources.c: where certificates come from */
enum wait stage_connect(struct job *j);          /* connect.c */
enum wait stage_judge(struct job *j);            /* judge-stage.c */
enum wait stage_fetch(struct job *j);
enum wait stage_look_around(struct job *j);

/* The way to a host as the options say, with the protocol's upgrade and the handshake as tried last. */
struct connecting_request connect_request(struct job *j, const char *host, int port);
void connect_begin(struct job *j, const char *host, int port);
bool connect_expired(struct job *j);             /* the certificates had come: the judge has them now */
int64_t judge_time(const struct opts *o);
void judge_begin(struct job *j);                 /* with certs, origin and, for servers, the handshake */

#endif
