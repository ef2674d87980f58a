/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the engine: one inspection under way, as a value, and what every stage needs of it. The order of the stages
 * stands in flow.c; a stage knows this header and its own, and no stage calls another or enters it. */
#ifndef CC_ENGINE_JOB_H
#define CC_ENGINE_JOB_H

#include "gallery/world.h"
#include "judge/cache.h"
#include "gallery/gallery.h"
#include "net/dns.h"
#include "engine/connecting.h"
#include "engine/engine.h"
#include "engine/questions.h"
#include "engine/watchdog.h"
#include "net/fetch.h"
#include "net/fetched.h"
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
	struct watchdog watchdog;
	struct buf passwords;            /* of --password-file; empty without */
	struct cert **own;               /* of --cert; none where it has none that can be read here */
	size_t n_own;
	struct net *net;
	struct dns *dns;                 /* NULL until --dane asks */
	struct demo *demo;               /* NULL until a demo is asked for */
	struct crl_lists crls;           /* of all --crl */
	struct companions *companions;   /* files named on the command line, and their keys */
	struct cert_cache *cache;
	struct fetched *fetched, *own_fetched;   /* the run's; this engine's own, where it is alone in the run */
	struct proxy_rules proxy_rules;
	struct job **jobs;
	size_t n_jobs;
	unsigned last_id;
	bool grown;                      /* a job came while jobs were stepped */
	size_t resolving;                /* jobs whose name is no address yet */
	struct result *results;          /* finished, in order */
	size_t n_results, taken;
};

/* The stages of a job, in their order (flow.c). What is shown of them is enum stage. */
enum flow {
	FLOW_SOURCE, FLOW_ADDRESSES, FLOW_CONNECT, FLOW_JUDGE, FLOW_SECOND_LOOK, FLOW_JUDGE_AGAIN, FLOW_OTHER,
	FLOW_OTHER_JUDGE, FLOW_OTHER_LOOK, FLOW_OTHER_AGAIN, FLOW_OTHER_DECIDE, FLOW_NAMELESS, FLOW_DANE,
	FLOW_CAA, FLOW_PROBES, FLOW_KEYS, FLOW_END
};

/* Each part but the first ones belongs to the stage whose file is named. */
struct job {
	struct engine *engine;
	unsigned id;
	void *tag;
	struct target target;
	struct inspection *out;
	enum flow at;
	enum stage stage;                /* as it is shown */
	double entered;                  /* the stage as shown; this and all other times: net_clock_ms() */
	double started, deadline;
	bool failed;                     /* its one finding says why there will be no certificates */

	/* what it waits for in the engine's turn (engine.c) */
	enum wait wait;
	int fd;
	double wake;                     /* 0, or step by then, whatever comes */
	size_t slot;                     /* of fd in this turn's wait */
	bool ready;

	struct job_source {              /* sources.c, files.c */
		struct pemfile_data data;    /* a file's octets, until they are understood */
		bool picked;                 /* of these, the part that is asked for */
		struct question question;
		struct pemfile file;         /* how they stand in their file; its certs moved to the below */
		struct cert **certs;         /* what is to be judged, also from a handshake */
		size_t n_certs;
		enum card_origin origin;
		struct trust *trust;
		struct demo_world *world;    /* of a demo that plays with programmes' roots and logs; NULL: ours */
	} source;
	struct job_addresses {           /* addresses.c */
		struct lookup *lookup;       /* under way; NULL: not */
		bool resolving;              /* it is counted in engine.resolving */
		struct group *group;         /* group.h: the inspections that it is delivered with; NULL: none */
		char *own;                   /* this one's; NULL: libcurl chooses */
		size_t place;                /* in the group */
	} addresses;
	struct job_connect {             /* connect.c */
		const char *host;            /* where to; borrowed; NULL: nowhere */
		int port;
		char *proxy;                 /* NULL: none */
		struct connecting connecting;    /* its handshake stays until the probes */
		enum tls_profile profile;
		bool no_alpn;                /* it refused all that was offered: asked again without */
		struct finding *refusal;     /* what the first try ended in, while there is a second one; NULL: none */
		char *broke;                 /* handshake_broke() */
	} connect;
	struct job_judging {             /* judge-stage.c */
		struct judge *judge;
		double since;
		const struct want *want;
		struct fetch *fetch;         /* under way; NULL: none */
		struct fetched_entry *claim; /* the answer is the others' as well; NULL: it is not */
		unsigned fetches;
		double fetched_ms;           /* spent on fetching so far */
		double asked, until;         /* since when one is under way; when it, or another's, is given up */
	} judging;
	struct job_second {              /* sct-retry.c */
		struct connecting *connecting;   /* NULL: not under way */
		bool got;                    /* timestamps, which the judge has not seen yet */
	} second;
	struct job_other {               /* other-cert.c */
		struct connecting *connecting;   /* NULL: not under way */
		double until;                /* net_clock_ms(): it is given up */
		bool silent;                 /* and was */
		bool got;                    /* another one came; below stands the one of the two that is aside */
		struct handshake *handshake;
		enum handshake_kind kind;
		char *broke;
		struct cert **certs;
		size_t n_certs;
		struct inspection *out;
	} other;
	struct dns_query *dane;          /* dane-stage.c; NULL: not under way */
	struct job_caa {                 /* caa-stage.c */
		struct dns_query *query;     /* NULL: not under way */
		const char *at;              /* the name asked about; borrowed from out */
		unsigned asked;              /* names so far */
		bool unsigned_answer;        /* one of them had no signature */
	} caa;
	struct clock_signs *clock;       /* clock-signs.c; NULL: none yet */
	struct probes *probes;            /* probe-stage.c; NULL: not under way */
};

struct job *job_new(struct engine *g, unsigned id, struct target *t, void *tag);     /* the target is taken over */
/* An inspection of the same target, lesson, address and times, yet to be judged. */
struct inspection *job_inspection_again(const struct inspection *i);
struct target_facts target_facts_copy(const struct target_facts *t);
int64_t job_time(const struct engine *g);        /* the moment to judge at: --at, else now */
double job_stage_ms(const struct job *j);        /* since the stage that is shown was entered */
void job_enter(struct job *j, enum stage stage);
const char *job_address(const struct job *j);    /* reached, or else tried last; "": none */
/* A new finding about the connection, with host, port, address and proxy, to be filled in; then job_unreachable(). */
struct finding *job_finding(struct job *j, enum finding_id id);
/* No certificates will come, and the one finding that job_finding() made says why. Returns WAIT_OVER. */
enum wait job_unreachable(struct job *j);
enum wait job_failed(struct job *j, const struct cc_err *e);     /* this machine's fault: said as `unreachable` */
enum wait job_timeout(struct job *j, const char *where);         /* --timeout is over; "while connecting" */
enum wait job_unanswered(struct job *j, const char *where, double seconds);      /* likewise, after so many */
void job_progress(const struct job *j, struct progress *p);

#endif
