/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options as values. The table is opts.def; parser, --help, manual page and README follow from it. */
#ifndef CC_OPTS_H
#define CC_OPTS_H

#include "base/err.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum format { FORMAT_NONE, FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_PEM, FORMAT_FULLCHAIN,
	FORMAT_MARKDOWN, FORMAT_NAGIOS, FORMAT_PROMETHEUS, FORMAT_CSV, FORMAT_HTML };
enum purpose { PURPOSE_SERVER, PURPOSE_CLIENT, PURPOSE_EMAIL, PURPOSE_ANY };
enum audience { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN, AUDIENCE_TEACHER, AUDIENCE_ALL };
/* From which level on the exit status tells of it, in the order in which the worst of several targets is chosen. */
enum exit_on { EXIT_ON_TRUSTED, EXIT_ON_CAUTION, EXIT_ON_UNREACHABLE, EXIT_ON_UNTRUSTED };
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* What an option that may be repeated was given, in order. */
struct opts_list {
	const char *items[LIMIT_OPTION_FILES];
	size_t n;
};

/* Of the targets only every n-th, beginning with the i-th: 1 <= i <= n <= LIMIT_SHARDS. n 0: all of them. */
struct opts_shard { int i, n; };

/* How many days before its end a certificate is to be renewed: days, or so many hundredths of its lifetime. */
struct opts_days { int n; bool percent; };       /* n -1: not given */

struct held_files;

/* Strings borrow from argv. */
struct opts {
	enum format format;
	const char *hosts;           /* file of targets, "-" for standard input; NULL: none */
	struct opts_shard shard;
	int jobs;                    /* 1..LIMIT_JOBS */
	const char *servername, *connect;
	int family;                  /* 0, 4, 6 */
	bool all_addresses, all_certificates;
	const char *starttls;        /* protocol name; NULL: by scheme */
	const char *proxy;           /* NULL: the environment's */
	const char *cert, *key, *password_file;
	struct opts_list ca, add_ca, crl;
	bool at_set;
	int64_t at;                  /* seconds since 1970 */
	enum purpose purpose;
	const char *client;          /* whose word is the verdict; NULL: nobody's alone */
	bool strict;
	int max_depth;               /* -1: none; LIMIT_PATH_CERTS is a limit besides */
	bool offline, dane;
	struct opts_days warn_days;  /* not given: the default rule */
	struct opts_days critical_days;      /* with FORMAT_NAGIOS alone */
	enum exit_on exit_on;
	double timeout;              /* seconds for one address */
	double connect_timeout;      /* of these, until a dial is answered; 0: engine_input has it */
	bool remember;
	enum audience audience;
	bool audience_set;
	const char *explain;         /* NULL: not asked */
	bool list_recent, lessons;
	const char *lesson;          /* NULL: the list of them */
	const char *handout;         /* a course; NULL: not asked */
	const char *keep_root;       /* of the gallery that is served; NULL: a new one for each run */
	bool list_demos, serve_demo;
	int serve_port;              /* 0: any */
	const char *lang;            /* NULL: English */
	const char *theme;           /* NULL: config's or the default */
	bool list_themes;
	enum when color;
	bool ascii, plain, help, version;
	const char *help_topic;      /* NULL: an overview */
	char **targets;              /* borrowed from argv */
	size_t n_targets;
	bool bundle;                 /* the certificates of a bundle are each one (engine/bundle.h) */
	/* the files of a folder or the parts of a list are among them (engine/folder.h, engine/parts.h) */
	bool folder;
	const struct held_files *held;       /* files taken apart, and standard input; NULL: none; borrowed */
};

/* A threshold in seconds for a certificate that is valid for `life` seconds; -1: not given. */
int64_t opts_days_seconds(struct opts_days d, int64_t life);
/* How bad an exit status of the contract is, 0 to 3: in the order 2, 3, 1, 0 the worst first. */
int opts_exit_rank(int status);
/* What is left of an exit status of the contract under --exit-on: `status`, or 0 below the level. */
int opts_exit_status(const struct opts *o, int status);

void opts_defaults(struct opts *o);
/* Parse, defaults included; argv may be permuted. 0, or -1 with one clear line in e. Not for two threads at once
 * (getopt). */
int opts_parse(struct opts *o, int argc, char **argv, struct cc_err *e);
/* The words of a WORD option, by its long name ("audience"): the word of a value, NULL when it has none; and its value,
 * -1 when there is no such word. For the configuration file and the screen. */
const char *opts_word(const char *option, int value);
int opts_word_value(const char *option, const char *word);

#endif
