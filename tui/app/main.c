/* SPDX-License-Identifier: GPL-3.0-or-later
 * certcard: options, then the screen or a report. */
#include "config.h"

#include "app/app.h"
#include "gallery/gallery.h"
#include "gallery/serve.h"
#include "gallery/list.h"
#include "engine/engine.h"
#include "engine/folder.h"
#include "engine/parts.h"
#include "explain/explain.h"
#include "explain/print.h"
#include "app/headless.h"
#include "app/lessons.h"
#include "app/typed.h"
#include "visits/visits.h"
#include "base/limits.h"
#include "options/opts.h"
#include "options/opts-help.h"
#include "options/settings.h"
#include "engine/target.h"
#include "terminal/theme.h"
#include "terminal/theme-load.h"
#include "base/buf.h"
#include "base/drop.h"
#include "base/enclose.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/tongue.h"
#include "base/wrap.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAIN_BAD_USAGE = 3 };

static int main_help(const struct opts *o)
{
	struct buf topics = BUF_INIT(200);

	if (o->help_topic == NULL) {
		opts_overview(stdout);
		return 0;
	}
	if (opts_help_topic(stdout, o->help_topic) == 0)
		return 0;
	for (size_t i = 0; opts_topic(i) != NULL; i++)
		(void)buf_addf(&topics, "%s, ", opts_topic(i));
	(void)fprintf(stderr, "certcard: there is no such topic of --help; there are %sall\n", topics.data);
	buf_done(&topics);
	return MAIN_BAD_USAGE;
}

static int main_version(const struct opts *o)
{
	(void)o;
	(void)printf("%s\nsandbox: %s%s\n", PACKAGE_STRING,
		enclose_there() ? "seccomp (SECURITY says what it keeps out)" : "no seccomp, in this build or here",
		drop_homes_there() ? ", Landlock" : "");
	return 0;
}

static int main_list_demos(const struct opts *o)
{
	struct report_style style = headless_style(o, stdout);
	struct wrap w = { stdout, style.width, style.color, style.ascii };

	demo_list(&w);
	return 0;
}

static void main_list_theme(void *ctx, const struct theme *t, const struct cc_err *e)
{
	struct wrap *w = ctx;
	char *name, *title;

	if (e != NULL) {
		headless_say(NULL, e->msg);
		return;
	}
	name = text_clean_str(t->name);
	title = text_clean_str(t->title);
	wrap_field(w, 0, WRAP_PLAIN, name, 20, WRAP_PLAIN, title);
	free(title);
	free(name);
}

static int main_list_themes(const struct opts *o)
{
	struct report_style style = headless_style(o, stdout);
	struct wrap w = { stdout, style.width, style.color, style.ascii };

	theme_each(main_list_theme, &w);
	return 0;
}

static int main_explain(const struct opts *o)
{
	struct report_style style = headless_style(o, stdout);
	struct explain_style how = { .who = (unsigned)style.audience, .color = style.color, .ascii = style.ascii,
		.width = style.width };

	if (strcmp(o->explain, "-") == 0)
		return headless_log(&how);
	struct explanation *x = explain_text(o->explain);
	int status = x->known ? 0 : MAIN_BAD_USAGE;

	/* a line of a server's log was read by those who run one */
	if (x->log && !o->audience_set)
		how.who = READER_ADMIN;
	(void)explain_print(x->known ? stdout : stderr, x, &how);
	explanation_free(x);
	return status;
}

static int main_serve_demo(const struct opts *o)
{
	struct cc_err e;

	if (demo_serve(stdout, o->serve_port, o->keep_root, &e) == 0)
		return 0;
	headless_say(NULL, e.msg);
	return MAIN_BAD_USAGE;
}

/* For shells to complete; the file may have been edited, so what it says passes the gate once more. */
static int main_list_recent(const struct opts *o)
{
	struct cc_err e = { 0 };
	struct state *s = state_open(NULL, &e);
	const struct visit *const *list;
	size_t n = state_recent(s, &list);

	(void)o;
	if (e.code != ERR_NONE)
		headless_say(NULL, e.msg);
	for (size_t i = 0; i < n; i++) {
		char *line = text_clean_line(list[i]->target, LIMIT_TEXT_BYTES);

		(void)puts(line);
		free(line);
	}
	state_free(s);
	return e.code != ERR_NONE ? MAIN_BAD_USAGE : 0;
}

static bool main_asked_help(const struct opts *o)
{
	return o->help;
}

static bool main_asked_version(const struct opts *o)
{
	return o->version;
}

static bool main_asked_demos(const struct opts *o)
{
	return o->list_demos;
}

static bool main_asked_themes(const struct opts *o)
{
	return o->list_themes;
}

static bool main_asked_explain(const struct opts *o)
{
	return o->explain != NULL;
}

static bool main_asked_recent(const struct opts *o)
{
	return o->list_recent;
}

/* On a terminal the course is held there. */
static bool main_asked_lesson(const struct opts *o)
{
	return o->lessons && (o->format != FORMAT_NONE || !isatty(STDOUT_FILENO));
}

static bool main_asked_handout(const struct opts *o)
{
	return o->handout != NULL;
}

static bool main_asked_serve(const struct opts *o)
{
	return o->serve_demo;
}

/* What does something else than inspect; the first that is asked for is done. */
static const struct main_mode {
	bool (*asked)(const struct opts *o);
	int (*run)(const struct opts *o);
} main_modes[] = {
	{ main_asked_help, main_help },
	{ main_asked_version, main_version },
	{ main_asked_demos, main_list_demos },
	{ main_asked_themes, main_list_themes },
	{ main_asked_explain, main_explain },
	{ main_asked_recent, main_list_recent },
	{ main_asked_lesson, lessons_print },
	{ main_asked_handout, lessons_handout },
	{ main_asked_serve, main_serve_demo },
};

static int main_go(const struct opts *o, struct given *given)
{
	struct cc_err e = { 0 };
	int status = -1;

	if (o->format == FORMAT_NONE && isatty(STDOUT_FILENO) && o->shard.n > 0) {
		headless_say(NULL, "--shard is for reports: say with --format which");
		return MAIN_BAD_USAGE;
	}
	if (o->format == FORMAT_NONE && isatty(STDOUT_FILENO))
		status = app_run(o, given, &e);
	if (status >= 0)
		return status;
	/* This terminal cannot carry a screen, which is no reason not to do the work. */
	if (e.code != ERR_NONE && o->n_targets + (o->hosts != NULL) == 0) {
		headless_say(NULL, e.msg);
		return MAIN_BAD_USAGE;
	}
	return headless_run(o, given);
}

/* Lists of Secrets stand for their parts. */
static int main_inspect_parts(const struct opts *o, struct given *given)
{
	struct opts unfolded = *o;
	struct cc_err e = { 0 };
	struct parted p;
	int status;

	if (parts_unfold(given, o, &p, &e) != 0) {
		headless_say(NULL, e.msg);
		return MAIN_BAD_USAGE;
	}
	unfolded.targets = p.texts;
	unfolded.n_targets = p.n;
	unfolded.held = p.held;
	unfolded.folder |= p.unfolded;
	status = main_go(&unfolded, given);
	given_done(given);
	parts_free(&p);
	return status;
}

/* The error code or message that was given in the place of a host; NULL: none. What is there as a file is one. */
static const char *main_code(const struct opts *o)
{
	const char *text = o->n_targets == 1 && o->hosts == NULL ? o->targets[0] : NULL;

	return text != NULL && typed_is_code(text) && access(text, F_OK) != 0 ? text : NULL;
}

/* The screen explains it. A report is of hosts and files, and nobody asks the DNS for what a tool says. */
static int main_go_code(const struct opts *o, const char *code)
{
	struct given none = { 0 };
	struct cc_err e = { 0 };
	int status = o->format == FORMAT_NONE && isatty(STDOUT_FILENO) ? app_run(o, &none, &e) : -1;
	char *hint;

	if (status >= 0)
		return status;
	hint = mem_printf("%s: that is an error message and no host; --explain says what it means", code);
	headless_say(NULL, hint);
	free(hint);
	return MAIN_BAD_USAGE;
}

/* That what was typed makes sense is found out before a screen opens over the message. */
static int main_inspect_targets(const struct opts *o)
{
	const char *code = main_code(o);
	struct given given = { 0 };
	struct cc_err e = { 0 };
	int status;

	if (code != NULL && typed_is_known(code))
		return main_go_code(o, code);
	if (target_check_opts(o, &e) != 0 || given_parse(&given, o, &e) != 0) {
		headless_say(NULL, e.msg);
		return MAIN_BAD_USAGE;
	}
	status = main_inspect_parts(o, &given);
	given_done(&given);
	return status;
}

/* Folders stand for the files in them. */
static int main_inspect(const struct opts *o)
{
	struct opts unfolded = *o;
	struct cc_err e = { 0 };
	int status;

	for (size_t i = 0; i < o->n_targets; i++)
		unfolded.folder |= folder_is_one(o->targets[i]);
	if (!unfolded.folder)
		return main_inspect_targets(o);
	if (folder_unfold(o->targets, o->n_targets, &unfolded.targets, &unfolded.n_targets, &e) != 0) {
		headless_say(NULL, e.msg);
		return MAIN_BAD_USAGE;
	}
	status = main_inspect_targets(&unfolded);
	folder_free(unfolded.targets, unfolded.n_targets);
	return status;
}

static int main_run(const struct opts *o)
{
	size_t i;

	for (i = 0; i < sizeof main_modes / sizeof *main_modes; i++) {
		if (main_modes[i].asked(o))
			return main_modes[i].run(o);
	}
	return main_inspect(o);
}

/* A standard stream that is closed would be the number of the next socket, and a report would go to a stranger. As
 * glibc does for programs with privileges: something stands there, open the wrong way, so that its use fails still. */
static void main_fill_streams(void)
{
	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			abort();     /* nothing can be said, either */
	}
}

/* From `from` up to the last @ before `ends`: who, and his password. */
static void main_cover(char *from, const char *ends)
{
	char *end = from + strcspn(from, ends), *at = memrchr(from, '@', (size_t)(end - from));

	if (at != NULL)
		memset(from, 'x', (size_t)(at - from));
}

/* ps(1) shows all arguments to everybody. Of a target's URL nobody needs the user; the proxy's is copied first, for
 * main_wipe_proxy(). */
static char *main_hide_secrets(int argc, char **argv, struct opts *o)
{
	char *given = (char *)(uintptr_t)o->proxy, *copy, *url;

	for (int i = 1; i < argc; i++) {
		url = argv[i][0] == '-' ? NULL : strstr(argv[i], "://");
		if (url != NULL && argv[i] != given)
			main_cover(url + 3, "/?#");
	}
	if (given == NULL || strchr(given, '@') == NULL)
		return NULL;
	secret_held();
	o->proxy = copy = mem_strdup(given);
	url = strstr(given, "://");
	main_cover(url != NULL ? url + 3 : given, "");
	return copy;
}

static void main_wipe_proxy(char *copy)
{
	if (copy != NULL)
		explicit_bzero(copy, strlen(copy));
	free(copy);
}

/* Until a language is whole it is spoken to those alone who ask for it: --lang. Then this is `true`. */
enum { MAIN_ENVIRONMENT = false };

static const char *main_env(const char *name)
{
	return getenv(name);
}

/* Monitoring and tables read words: these are English everywhere, and JSON's sentences wherever nobody asked by --lang.
 * What was asked for by name and is not there is told; what the environment says is a wish. */
static int main_tongue(const struct opts *o)
{
	struct cc_err e = { 0 };
	char *wished, *line;
	int rc = 0;

	if (o->format == FORMAT_NAGIOS || o->format == FORMAT_PROMETHEUS || o->format == FORMAT_CSV)
		return 0;
	if (o->lang == NULL && MAIN_ENVIRONMENT && o->format != FORMAT_JSON && o->format != FORMAT_JSONL) {
		wished = tongue_wished(main_env);
		(void)tongue_choose(wished, NULL, NULL);
		free(wished);
	} else if (o->lang != NULL && (rc = tongue_choose(o->lang, NULL, &e)) != 0) {
		line = mem_printf("--lang: %s", e.msg);
		headless_say(NULL, line);
		free(line);
	}
	return rc;
}

int main(int argc, char **argv)
{
	struct cc_err e = { 0 };
	struct settings *settings;
	struct opts o;
	char *proxy;
	int status;

	main_fill_streams();
	(void)setlocale(LC_CTYPE, "");       /* nothing that is written depends on more of it */
	(void)signal(SIGPIPE, SIG_IGN);      /* a peer or reader that goes away is an error like others */
	if (opts_parse(&o, argc, argv, &e) != 0) {
		headless_say(NULL, e.msg);
		return MAIN_BAD_USAGE;
	}
	if (main_tongue(&o) != 0)
		return MAIN_BAD_USAGE;
	proxy = main_hide_secrets(argc, argv, &o);
	settings = settings_open(NULL, headless_say, NULL);
	settings_apply(settings, &o);
	status = main_run(&o);
	settings_free(settings);
	main_wipe_proxy(proxy);
	tongue_done();
	return headless_close(status);
}
