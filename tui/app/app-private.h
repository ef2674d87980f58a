/* SPDX-License-Identifier: GPL-3.0-or-later
 * The application's own state, shared by the files of this room alone. */
#ifndef CC_APP_PRIVATE_H
#define CC_APP_PRIVATE_H

#include "app/source.h"
#include "app/typed.h"
#include "batch/source.h"
#include "terminal/screen.h"
#include "parts/palette-draw.h"
#include "parts/prompt.h"
#include "views/view.h"

enum { APP_MAX_VIEWS = 32, APP_PASTE_KEYS = 8, APP_MAX_PASTED = 4096, APP_PASSWORD_BYTES = 512, APP_MAX_OFFERS = 10,
	APP_PLAIN_ROWS = 256 };

enum app_asking { ASKING_NOTHING, ASKING_LINE, ASKING_CHOICE, ASKING_SECRET };

/* A question in the last line. */
struct app_question {
	enum app_asking asking;
	char label[80];
	const char *brief;               /* of a choice: the label in a narrow terminal; static; NULL: none */
	struct prompt prompt;
	bool places;                     /* anywhere to go: what is typed is completed from `offers` */
	struct palette offers;
	char fault[512];                 /* why what was typed leads nowhere, until it is changed; "": nothing was */
	unsigned job;                    /* that was begun here last, and the words for it; NULL: none was */
	char *asked;
	void (*answer)(struct app *a, struct view *v, const char *text);
	void (*choose)(struct app *a, struct view *v, int32_t key);
};

/* A password being typed, and for whom. */
struct secret { char text[APP_PASSWORD_BYTES]; size_t len; unsigned job; };

/* The screen for those who hear it (plain.c). */
struct plain_line;
struct app_plain {
	bool on, free;                   /* free: the reader goes from line to line, the view has no chosen one */
	const struct view *of;           /* what the lines are of; never looked into */
	const struct view_ops *ops;
	struct plain_line *lines;
	size_t n;
	int at, top, shown;
	char *rows[APP_PLAIN_ROWS];      /* as they stand on the screen */
	char said[512];
};

/* Where one may go (places.c). */
struct state;    /* visits/visits.h */
struct app_places {
	struct state *visits;            /* borrowed */
	unsigned unsaved;                /* visits since they were written */
	struct recent_shown *recent;     /* made from visits when asked for; NULL: to be made anew */
	char **notes;                    /* that recent points to */
	size_t n_recent;
	struct gallery_shown *gallery;   /* likewise */
};

struct script;   /* app/script.h */

struct app {
	const struct opts *opts;
	struct source *source;           /* borrowed */
	struct given *given;             /* the command line's targets, as they were parsed; borrowed */
	struct typed_line typed;         /* what was typed last, for who goes there */
	struct app_places places;
	struct batch_source list;        /* of targets, while `listing` (lists.c) */
	bool listing;
	struct screen *screen;
	struct script *script;           /* NULL: none */
	struct view *stack[APP_MAX_VIEWS];
	size_t depth;
	unsigned last_job;               /* whose inspection came last, and where its view stands: */
	size_t last_at;                  /* one job may bring several (--all-addresses) */
	enum audience audience;
	char **targets;                  /* of the command line, for a table of many */
	size_t n_targets, next_target;
	char **pasted;                   /* targets; owned */
	size_t n_pasted;
	struct given opened;             /* them, as they were parsed */
	int64_t ticked_ms;               /* when something moving was last painted */
	bool owed;                       /* something moved since then */
	bool mouse, dirty, leave, projector;
	int status;
	struct app_question question;
	struct secret secret;            /* while asking is ASKING_SECRET */
	/* what was asked before that, and will be again */
	struct { enum app_asking asking; char label[80]; } asked;
	struct app_plain plain;
	char theme[64];                  /* its name */
	char theme_before[64];           /* the projector's took its place */
	char message[512];
	enum ink message_ink;
	uint8_t trusted[32];             /* SHA-256 of the root trusted for this session, for `T` again */
	bool has_trusted;
};

#endif
