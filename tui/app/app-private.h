/* SPDX-License-Identifier: GPL-3.0-or-later
 * The application's own state, shared by the app*.c files alone. */
#ifndef CC_APP_PRIVATE_H
#define CC_APP_PRIVATE_H

#include "app/app.h"
#include "parts/palette-draw.h"
#include "parts/prompt.h"
#include "app/script.h"
#include "views/view.h"

enum { APP_MAX_VIEWS = 32, APP_PASTE_KEYS = 8, APP_MAX_PASTED = 4096, APP_PASSWORD_BYTES = 512, APP_MAX_OFFERS = 10,
	APP_PLAIN_ROWS = 256 };

enum app_asking { ASKING_NOTHING, ASKING_LINE, ASKING_CHOICE, ASKING_SECRET };

/* A question in the last line. */
struct question {
	enum app_asking asking;
	char label[80];
	struct prompt prompt;
	bool places;                     /* anywhere to go: what is typed is completed from `offers` */
	struct palette offers;
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

struct app {
	const struct opts *opts;
	struct source *source;           /* borrowed */
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
	int64_t ticked_ms;               /* when something moving was last painted */
	bool owed;                       /* something moved since then */
	bool mouse, dirty, leave, projector;
	int status;
	struct question question;
	struct secret secret;            /* while asking is ASKING_SECRET */
	/* what was asked before that, and will be again */
	struct { enum app_asking asking; char label[80]; } asked;
	struct app_plain plain;
	char theme[64];                  /* its name */
	char theme_before[64];           /* the projector's took its place */
	char message[512];
	enum ink message_role;
	uint8_t trusted[32];             /* SHA-256 of the root trusted for this session, for `T` again */
	bool has_trusted;
};

/* stack.c */
struct view *app_top(const struct app *a);
struct view *app_front(const struct app *a);      /* the same, or its tab that is shown */
void app_close_top(struct app *a);
void app_close_all(struct app *a);
void app_arrived(struct app *a, struct inspection *i, unsigned job, bool last);     /* takes the inspection */

/* requests.c: what works in every view */
enum handled app_request(struct app *a, enum request r);
bool app_view_knows(struct view *v, enum request r);
void app_go_to(struct app *a, const char *text);         /* ask for a place to go to; this much is typed already */

void app_set_audience(struct app *a, enum audience who);
void app_set_mouse(struct app *a, bool on);

/* palette.c, palette-files.c, commands.c: false: it makes no sense, and the last line says why */
bool app_inspect_place(struct app *a, const char *text);   /* app_inspect(), but never a code (stack.c) */
bool app_fleet_of_list(struct app *a, const char *path);
bool app_fleet_of(struct app *a, char **targets, size_t n);    /* takes them (paste.c) */
bool app_is_list(const struct app *a, const char *path);      /* does it look like targets, one a line? */
bool app_command(struct app *a, const char *line);
void app_offer_files(struct app *a, struct palette *p, const char *line);
void app_offer_commands(struct app *a, struct palette *p, const char *line);

/* lines.c */
void app_paint(struct app *a);
bool app_question_key(struct app *a, int32_t key);       /* false: nothing is being asked */
void app_ask_choice(struct app *a, const char *label, void (*choose)(struct app *a, struct view *v, int32_t key));

/* plain.c */
void app_plain_paint(struct app *a, struct view *v, const struct draw *d, const char *heading);
bool app_plain_moves(struct app *a, enum request r);     /* from line to line; false: that is no way to move here */
void app_set_plain(struct app *a, bool on);              /* kept */
void app_plain_done(struct app *a);

/* themes.c */
int app_theme(struct app *a, const char *name, struct cc_err *e);     /* from now on, and at the next start */
void app_next_theme(struct app *a);
void app_set_projector(struct app *a, bool on);      /* until certcard ends: nothing of it is kept */
void app_remember(const char *key, const char *value);               /* in the configuration file */

/* paste.c */
void app_paste(struct app *a, const char *text);
void app_paste_done(struct app *a);

/* password.c */
void app_questions(struct app *a);                       /* put what a job asks, if nothing else of the kind is asked */
void app_secret_key(struct app *a, int32_t key);
void app_secret_paste(struct app *a, const char *text);

/* export-keys.c */
void app_export(struct app *a);
void app_copy(struct app *a);

/* app.c */
void app_key(struct app *a, int32_t key);
void app_input(struct app *a, const struct screen_input *in);

#endif
