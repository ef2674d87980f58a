/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a view is, and what the application does for it.
 *
 * To add a view: write tui/views/NAME.c that exports one `const struct view_ops view_NAME`, add VIEW(NAME) to
 * views/views.def and the file to tui/local.mk. If a key opens it, name that request in `.opened_by`: from then on the
 * key works wherever the request is listed in another view's `.requests`, and help, hints and manual know it. The view
 * gets the inspection and the card that were looked at. A view
 *   - reads the inspection that is shown in it and nothing else of the core;
 *   - keeps its state in `state` (zeroed, `state_size` bytes), never in variables of the file;
 *   - gets requests, not keys; paints all of its rectangle when asked to, and only then;
 *   - never waits.
 * For prose or lists of fields, fill a page and let views/pager.h do the rest: pem.c is the shortest example. */
#ifndef CC_VIEW_H
#define CC_VIEW_H

#include "facts/palette.h"
#include "terminal/draw.h"
#include "result/inspection.h"
#include "views/shown.h"
#include "terminal/keys.h"
#include "options/opts.h"

struct app;
struct page;

/* The view in which an inspection opens: of a list of certificates the one that lists them. */
const struct view_ops *shown_view(const struct shown *v);

struct view {
	const struct view_ops *ops;
	struct app *app;
	void *state;             /* ops->state_size bytes, zeroed at first */
	struct shown *shown;     /* one reference is the view's; NULL: none */
	int card;                /* the card looked at, -1: none */
	struct shown *other;     /* a second one, to compare with; one reference; NULL: none */
	unsigned job;            /* the inspection under way that this view waits for; 0: none */
	int rest_ms;             /* tick() is wanted after so long at the latest; -1: nothing moves by itself */
	const char *text;        /* what the view was opened with (a message to explain, ...); valid during open() */
	bool hollow;             /* nothing to show unless what it asks is answered: who gives up leaves it, too */
	struct view *inner;      /* the tab that is shown in it; NULL: it has none */
	struct view *outer;      /* of a tab: the view it lies in */
};

enum handled { IGNORED, HANDLED, CLOSE };

/* What open() is given; what is shown is borrowed. */
struct view_arg { struct shown *shown, *other; int card; unsigned job; const char *text; };

/* What a request does here, where that is not what it does elsewhere. */
struct view_word { enum request r; const char *word, *help; };

/* Hooks that are NULL have a sensible default. */
struct view_ops {
	const char *name;                    /* in scripts: ":open NAME" */
	const char *title;                   /* in the first line */
	size_t state_size;
	enum request opened_by;              /* REQUEST_NONE: no key */
	/* ends in REQUEST_NONE; the most wanted first: that is the order of the hints */
	const enum request *requests;
	const enum request *(*known)(struct view *v);        /* the list of the moment; NULL: `requests` */
	const struct view_word *words;       /* for help; ends in REQUEST_NONE; NULL: everything as usual */
	bool tab;                            /* lies in an inspection's view (views/tabs.h), if there is one */
	void (*chosen)(struct view *v);      /* of a tab: another card than before is v->card */
	void (*open)(struct view *v);
	void (*close)(struct view *v);
	void (*paint)(struct view *v, const struct draw *d);
	enum handled (*request)(struct view *v, enum request r);
	enum handled (*key)(struct view *v, int32_t key);        /* before requests: for views in which one types */
	bool key_chooses;                    /* with key() one does not type but choose: nothing pasted goes there */
	enum handled (*click)(struct view *v, int y, int x);
	/* While it is on top: after whatever happened, and after rest_ms, which it sets. True: paint it anew. */
	bool (*tick)(struct view *v);
	/* An inspection that app_start() began; what is shown is borrowed. False: it is none of this view's. */
	bool (*arrived)(struct view *v, struct shown *shown, unsigned job, bool last);
	/* its word in the last line here: "" hides it, NULL: as usual */
	const char *(*hint)(const struct view *v, enum request r);
	/* what `y` copies; the caller frees; NULL: a ticket note */
	char *(*copy)(struct view *v);
	/* All that it shows, for a screen reader: lines of a fact each, added to the page (parts/plain.h makes words of
	 * signs). Returns the line of the page that is chosen; -1: the reader goes from line to line. */
	int (*plain)(struct view *v, struct page *p);
	/* for the first line; else host and connection */
	void (*heading)(const struct view *v, char *left, char *right, size_t size);
};

#define VIEW(name) extern const struct view_ops view_##name;
#include "views/views.def"
#undef VIEW
extern const struct view_ops *const views[];     /* of views.def */
extern const size_t n_views;
const struct view_ops *view_opened_by(enum request r);   /* NULL: none */
/* what this view understands just now; ends in REQUEST_NONE */
const enum request *view_known(struct view *v);

/* Esc first ends a search: for REQUEST_BACK of a view in which one can search. IGNORED: there was none. */
enum handled view_end_search(char *needle);

/* --- what the application does for views; tui/app has it --- */

extern const enum request app_requests[];        /* what works in every view; ends in REQUEST_NONE */

/* in the last line, until the next key */
void app_say(struct app *a, enum ink ink, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Take an error from the last line, to say it where it was made; the caller frees. NULL: there is none. */
char *app_unsay(struct app *a);
void app_open(struct app *a, const struct view_ops *ops, const struct view_arg *arg);                      /* on top */
/* Inspect what was typed: host, URL, file, demo:NAME; an error code or message opens its explanation. False: it makes
 * no sense, and the last line says why. */
bool app_inspect(struct app *a, const char *text);
/* What a half typed line may mean, best first; what stood there is freed. */
void app_palette(struct app *a, struct palette *p, const char *text);
/* Go to, explain or do what was chosen; NULL: take the line as a place. False: it makes no sense, and the last line
 * says why. */
bool app_go(struct app *a, const struct palette_entry *e, const char *line);
/* Begin an inspection whose results come to the view's arrived(), behind what is shown. The job's number, or 0 with
 * e. */
unsigned app_start(struct app *a, const char *text, struct cc_err *e);
/* Somebody looks at one that was begun like that: it is a recent host now. */
void app_looked_at(struct app *a, const struct shown *s);
void app_cancel(struct app *a, unsigned job);
int app_jobs(const struct app *a);               /* how many may be under way now */

/* The targets of the command line and of a list, one at a time, never waiting. The caller frees the text. */
enum app_listed { APP_LISTED, APP_LISTED_LATER, APP_LISTED_END };
enum app_listed app_listed(struct app *a, char **text);
/* begin to read a list, "-": standard input; false with e */
bool app_list_file(struct app *a, const char *path, struct cc_err *e);

/* Ask for a line in the place of the last line. `answer` gets it; with Esc it is not called. */
void app_ask(struct app *a, const char *label, const char *text,
	void (*answer)(struct app *a, struct view *v, const char *text));
/* The same once more, with what is wrong with what was typed. False: something else is being asked. */
bool app_ask_again(struct app *a, const char *label, const char *text, const char *fault,
	void (*answer)(struct app *a, struct view *v, const char *text));

/* Take the key that an inspection showed for the one that its target shows from now on. False: it is not remembered. */
bool app_accept(struct app *a, const struct inspection *i);

bool app_projector(const struct app *a);         /* for a room: one thing at a time */
enum audience app_audience(const struct app *a);
int64_t app_now(const struct app *a);            /* seconds since 1970 */

/* How far an inspection under way is. */
struct stage_shown { const char *name; bool reached, current; };
struct progress_shown { struct stage_shown stages[12]; size_t n_stages; char detail[160]; double elapsed_ms, timeout_ms;
	};
bool app_progress(struct app *a, unsigned job, struct progress_shown *p);        /* false: not under way */

/* The lists of the start view; borrowed, valid until the next call. */
struct recent_shown { const char *target; enum level level; const char *note; int64_t when; };
struct gallery_shown { const char *topic, *name, *title; };
size_t app_recent(struct app *a, const struct recent_shown **list);
size_t app_gallery(struct app *a, const struct gallery_shown **list);

#endif
