/* SPDX-License-Identifier: GPL-3.0-or-later
 * The finished result of looking at one target: owned, read-only, all that a front end ever sees. Screens and
 * reports take a const struct inspection * and nothing else. All text in it is clean (base/text.h). The fields follow
 * JSON schema 1 of the contract. */
#ifndef CC_INSPECTION_H
#define CC_INSPECTION_H

#include "x509/cert.h"
#include "result/finding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum target_kind { TARGET_HOST, TARGET_FILE, TARGET_DEMO, TARGET_STORE, TARGET_REQUEST /* a file that turned out
	to hold requests */ };

struct target_facts {
	char *input;             /* what was typed */
	enum target_kind kind;
	char *scheme;            /* "https", "smtp", ...; NULL for files and the store */
	char *host;              /* A-label form or bare address; NULL for files */
	char *zone;              /* the interface of a link-local address: "eth0"; NULL: none was named */
	char *host_unicode;      /* NULL where there is no host; equal to host where nothing is international */
	int port;                /* 0: none */
	char *servername;        /* sent as SNI and verified against; NULL for addresses and plain files */
	bool host_is_ip;
};

struct timings { double resolve, connect, starttls, handshake, verify, total; };   /* ms; below 0: not run */

struct connection {
	char *address;           /* numeric, of the target (or of the proxy when proxied: then see proxy) */
	int port;
	char *proxy;             /* URL without password; NULL: none */
	char *protocol;          /* "TLS 1.3"; NULL when the handshake did not get so far. Likewise the next four. */
	char *cipher, *group, *signature, *alpn;
	bool stapled_ocsp, client_cert_requested;
	/* the CAs whose client certificates it asks for, RFC 4514; of `all_client_cas` those that were read */
	char **client_cas;
	size_t n_client_cas, all_client_cas;
	/* the one of --cert: who issued it (NULL: there is none), and is that one of them? */
	char *client_issuer;
	bool client_fits;
	/* How it showed that it holds the key: the random number of our hello, and its signature over the handshake.
	 * NULL: none was seen, or the key proved itself in another way (RFC 5246 7.4.9). */
	uint8_t hello_random[32];
	uint8_t *proof;
	size_t n_proof;
	struct timings ms;
};

enum card_role { ROLE_LEAF, ROLE_INTERMEDIATE, ROLE_ROOT, ROLE_STRANGER };
enum card_origin { ORIGIN_PRESENTED, ORIGIN_FETCHED, ORIGIN_STORE, ORIGIN_FILE };
enum anchor_kind { ANCHOR_NONE, ANCHOR_PUBLIC, ANCHOR_ADDED, ANCHOR_DEMO, ANCHOR_SESSION };

struct card {
	struct cert *cert;       /* one reference is the card's */
	enum card_role role;
	enum card_origin origin;
	bool odd_form;           /* it was fetched, in a form that not all who fetch read */
	bool in_trust_store;
	enum anchor_kind anchor; /* in whose name it is trusted; ANCHOR_NONE unless in_trust_store */
	bool *san_matches;       /* n_sans of them; NULL where no name is checked */
	int64_t days_left;       /* floor((not_after - time) / 86,400) */
	int64_t lifetime_days;   /* ceil((not_after - not_before + 1 s) / 86,400) */
	const char *validation;  /* "DV", "OV", "IV", "EV" or NULL; static */
};

enum step_id { STEP_PARSE, STEP_NAME, STEP_NOT_BEFORE, STEP_NOT_AFTER, STEP_ISSUER, STEP_SIGNATURE, STEP_CA,
	STEP_PATH_LENGTH, STEP_NAME_CONSTRAINTS, STEP_USAGE, STEP_STRENGTH, STEP_LIFETIME, STEP_REVOCATION,
	STEP_TRANSPARENCY, STEP_ANCHOR, N_STEPS };
enum step_result { STEP_PASS, STEP_FAIL, STEP_WARN, STEP_SKIP };

/* One check that was made. `text` says what was compared with what. `left` and `right` are the two things
 * compared, for a picture (two names, two dates, two key ids); NULL where there is nothing to set side by side. */
struct step {
	enum step_id id;
	int card;                /* -1: none */
	enum step_result result;
	char *text;
	char *left_label, *left, *right_label, *right;
};

struct dead_end {
	int *path;
	size_t n_path;
	enum step_id failed;
	int card;
	char *text;
};

struct verdict {
	enum level level;
	int finding;             /* index of the headline finding, -1 where trusted */
	char *headline;          /* one sentence */
	int exit_status;
	const char *browser_code;   /* static, or NULL */
};

/* Yes, no, or it cannot be told. */
enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

/* How one client takes the chain. Text but `why`, `way` and `words` is static. */
struct client_answer {
	const char *client, *version;
	bool browser;            /* people look at pages with it */
	enum answer accepts;
	bool plain;              /* it accepts, and there is nothing to say of how */
	const char *code;        /* what it shows; NULL where it accepts */
	enum answer bypass;      /* can its user go on? unknown where there is nothing to pass */
	char *why;               /* one sentence; owned */
	char *way;               /* its path, where that is another one than the inspection's; owned; NULL: that one */
	char *words;             /* owned: what `code` points to, where it holds names; else NULL */
};

/* A rule that changes on a day, and touches this chain when it is renewed the same way. Text but `text` is static. */
struct coming {
	const char *rule;        /* "lifetime-100" */
	int64_t from;            /* its first second; it may have passed */
	char *text;              /* one sentence or two; clean, owned */
	const char *source;      /* where it is written */
};

/* What else the server shows, and to whom. Text is clean and owned, but `finding` is static. */
enum shown_as { SHOWN_RSA, SHOWN_ECDSA,      /* to who asks for the other kind of key; judged as the first was */
	SHOWN_NAMELESS                       /* to who names no host (SNI); not judged */ };
struct also_shown {
	enum shown_as as;
	bool same;               /* it is the one that is reported */
	uint8_t sha256[32], spki_sha256[32];
	char *label, *issuer, *key;
	int64_t not_after;
	enum level level;        /* LEVEL_UNREACHABLE: not judged; likewise the next two */
	const char *finding;     /* NULL: trusted */
	char *headline;
};

/* Which CAs the DNS lets issue for the host today (CAA, RFC 8659), as --dane asks, too. Text is clean, owned. */
struct caa_entry { bool critical; char *tag, *value; };
enum caa_proof { CAA_NO_ANSWER, CAA_SIGNED, CAA_UNSIGNED, CAA_FORGED };
struct caa_facts {
	char *asked;             /* the name that the certificate has for the host, without a star */
	char *name;              /* where the records are: it, or one above; NULL: there are none, or it failed */
	enum caa_proof proof;    /* DNSSEC: of every answer from `asked` up to `name` */
	struct caa_entry *entries;
	size_t n_entries;
	char *issuer;            /* the domain in them that fits the CA that issued; NULL: none */
	enum answer permits;     /* do they let that CA issue? */
	char *text;              /* in a sentence or two (also one of the steps) */
};

/* A lesson of the gallery; static. */
struct lesson { const char *look, *question, *answer; };

/* The visit before this one, out of the memory of visits; nothing of it where there was none or nobody remembers. */
/* `key_time`: since when that key is known. */
struct last_visit { bool known, same_key; int64_t time, key_time; enum level level; };

struct inspection {
	struct target_facts target;
	int64_t time;            /* judged at, seconds since 1970 */
	bool has_connection;
	struct connection connection;
	struct verdict verdict;
	struct finding *findings;
	size_t n_findings;
	int *presented;          /* indexes into cards, as sent, repeats kept */
	size_t n_presented;
	int *path;               /* leaf first */
	size_t n_path;
	struct card *cards;
	size_t n_cards;
	/* mask of 1 << enum ct_programme (x509/ctlogs.h): whom the timestamps do not satisfy */
	unsigned no_ct;
	bool trusted_beside;     /* something trusted has to do with what was sent and is not on the path */
	/* the one way that OpenSSL tries: something else, the path, or one that ends at no anchor */
	enum greedy { GREEDY_OTHER, GREEDY_SAME, GREEDY_NONE } greedy;
	/* where the anchor did not sign itself: is its issuer trusted as well, and in order? */
	enum { ABOVE_NONE, ABOVE_GOOD, ABOVE_ODD } above;
	bool odd_namesake;       /* the root of the issuer's name (SHADE_NAMESAKE) has a key that is not read here */
	int64_t logged;          /* the leaf's first timestamp that holds; 0: not asked for, or there is none */
	struct client_answer *clients;
	size_t n_clients;        /* 0: there is no certificate */
	const struct client_answer *asked;       /* the one of them whose word is the verdict (--client); NULL: none */
	struct also_shown *shown;        /* beside the certificate that is reported, where it was asked for */
	size_t n_shown;
	struct coming *coming;           /* by their days */
	size_t n_coming;
	struct step *steps;
	size_t n_steps;
	struct dead_end *dead_ends;
	size_t n_dead_ends;
	/* whose are the private keys given with it, in sentences (also the last of the steps); NULL: none was given */
	char *keys;
	char *dane;              /* what came of --dane, one sentence (also the last of the steps); NULL: not asked */
	struct caa_facts *caa;   /* NULL: not asked */
	struct last_visit last_visit;
	bool list;               /* a file's certificates as cards, not judged: there is no path */
	const struct lesson *lesson;   /* of a demo: target; NULL otherwise */
	int exit_status;         /* the same as verdict.exit_status */
};

void inspection_free(struct inspection *i);              /* NULL is fine */
const char *step_name(enum step_id id);                  /* "name-constraints" */
const char *step_title(enum step_id id);                 /* "Does a name match?": for the walk */
const char *step_result_name(enum step_result r);        /* "pass" */
const char *role_name(enum card_role r);
const char *origin_name(enum card_origin o);
/* Is it a private key that belongs to what was given with it? Is it that or a request, and nothing stands against it?
 * There is nothing to trust in these, whatever the level. */
bool inspection_is_key(const struct inspection *i);
bool inspection_is_paper(const struct inspection *i);
/* level_word() of the verdict; "REQUEST" of a request that nothing stands against, "KEY" of a private key that belongs
 * to a certificate given with it: there is nothing to trust in these */
const char *inspection_word(const struct inspection *i);
const char *shown_name(enum shown_as a);                 /* "ecdsa" */
const char *target_kind_name(enum target_kind k);
const char *san_type_name(enum san_type t);
const struct finding *inspection_finding(const struct inspection *i, enum finding_id id);   /* NULL: not there */

/* What to call it: "shop.example.net:443", "[2001:db8::1]:8443", or what was typed. Clean text; the caller frees. */
char *target_label(const struct target_facts *f);

/* The gravest level of the steps and findings about a card; LEVEL_TRUSTED where there is nothing to say of it. */
enum level card_level(const struct inspection *i, int card);
int card_finding(const struct inspection *i, int card);      /* the first finding about it, else -1 */
/* Shown by a server as its own, whatever it was made for. */
bool card_is_site(const struct inspection *i, const struct card *c);
bool inspection_in_path(const struct inspection *i, int card);
/* The fewest in the path, which is what every table and monitor says of a target; false: there is none. */
bool inspection_days_left(const struct inspection *i, int64_t *days);

#endif
