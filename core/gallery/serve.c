/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery for other programs: served on loopback until somebody presses Ctrl-C. */
#include "gallery/serve.h"
#include "gallery/list.h"

#include "gallery/recipe.h"
#include "gallery/server.h"
#include "base/enclose.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is to be undone at the end. */
struct demo_stand {
	struct demo_server *server;
	char *folder, *file;     /* of the root's certificate; NULL: not there */
	int signals;             /* a signalfd; -1: none */
	sigset_t before;
};

/* A fresh folder that only the user can enter, below $XDG_RUNTIME_DIR, $TMPDIR or /tmp. */
static char *demo_make_folder(struct cc_err *e)
{
	const char *const parents[] = { getenv("XDG_RUNTIME_DIR"), getenv("TMPDIR"), "/tmp" };
	char *folder = NULL;

	for (size_t i = 0; i < sizeof parents / sizeof parents[0]; i++) {
		if (parents[i] == NULL || parents[i][0] != '/')
			continue;
		folder = mem_printf("%s/certcard-gallery-XXXXXX", parents[i]);
		if (mkdtemp(folder) != NULL)
			return folder;
		(void)err_set(e, ERR_IO, "no folder for the gallery's root in %s", parents[i]);
		free(folder);
	}
	return NULL;
}

static int demo_write_root(struct demo_stand *s, struct cc_err *e)
{
	struct bytes der = demo_server_root(s->server);
	struct cert *root = cert_read(der.p, der.n);
	char *pem = cert_pem(root);
	size_t n = strlen(pem);
	int fd = -1, r = -1;

	s->folder = demo_make_folder(e);
	if (s->folder == NULL)
		goto out;
	s->file = mem_printf("%s/gallery-root.pem", s->folder);
	fd = open(s->file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (fd < 0 || write(fd, pem, n) != (ssize_t)n)
		(void)err_set(e, ERR_IO, "cannot write %s", s->file);
	else
		r = 0;
	if (fd >= 0 && close(fd) != 0 && r == 0)
		r = err_set(e, ERR_IO, "cannot write %s", s->file);
out:
	free(pem);
	cert_unref(root);
	return r;
}

static bool demo_has_own_port(size_t i)
{
	const enum demo_mode mode = demo_recipe_at(i)->mode;

	return mode != DEMO_TLS && mode != DEMO_TLS_CLIENT;
}

/* A shared port goes by the name that a client sends first; what speaks no TLS, or an old one, cannot be chosen by
 * name. */
static int demo_print_addresses(FILE *out, struct demo_stand *s, int port, struct cc_err *e)
{
	const char *topic = "";
	const struct demo_scenario *d;

	for (size_t i = 0; (d = demo_at(i)) != NULL; i++) {
		const int own = demo_has_own_port(i) ? demo_server_open(s->server, i, e) : port;

		if (own == 0)
			return -1;
		if (strcmp(topic, d->topic) != 0)
			(void)fprintf(out, "\n%s\n", d->topic);
		topic = d->topic;
		(void)fprintf(out, "  https://%s:%d/\n      %s\n", d->host, own, d->title);
	}
	return 0;
}

/* Until when, and who could misuse it meanwhile. */
static void demo_print_kept(FILE *out, struct demo_stand *s, const char *keep)
{
	struct bytes der = demo_server_root(s->server);
	struct cert *root = cert_read(der.p, der.n);
	char day[MOMENT_SIZE], *shown = text_clean_line(keep, LIMIT_TEXT_BYTES);

	(void)fprintf(out,
		"\nWarning: the root is kept, with its key, in %s,\n"
		"and serves again in later runs until %s. Whoever reads that file can make up names below\n"
		"\"localhost\" that a browser with this root believes; other names it cannot vouch for. Give the class the\n"
		"file below, never that one, and remove both from disk and browsers when the course is over.\n", shown,
		moment_day(root->not_after, day));
	free(shown);
	cert_unref(root);
}

static void demo_print_root(FILE *out, const char *file, int port, bool kept)
{
	static const char name[] = "certcard Gallery Root";

	(void)fprintf(out,
		"\nThe gallery's root%s, without its key, is in\n"
		"  %s\n"
		"It can vouch for names below \"localhost\" only%s.\n"
		"Without it, nearly every scenario looks the same: an unknown issuer. To trust it for one call or for a"
		" lesson:\n\n"
		"curl      curl --cacert %s https://good.localhost:%d/\n"
		"certcard  certcard --add-ca %s https://good.localhost:%d/\n"
		"Firefox   Settings, Privacy & Security, View Certificates, Authorities, Import; choose\n"
		"          \"trust this CA to identify websites\". To remove it: in the same list, below\n"
		"          \"certcard gallery, demonstration only\", choose Delete or Distrust.\n"
		"Chrome    on Linux (certutil is in Debian's package libnss3-tools):\n"
		"          db=\"$HOME/.pki/nssdb\"; [ -d \"$db\" ] ||\n"
		"              db=\"${XDG_DATA_HOME:-$HOME/.local/share}/pki/nssdb\"\n"
		"          mkdir -p \"$db\"; [ -e \"$db/cert9.db\" ] || certutil -d \"sql:$db\" -N --empty-password\n"
		"          certutil -d \"sql:$db\" -A -t C,, -n \"%s\" -i %s\n"
		"          (it reads the first folder where that is there, and before version 146 no other)\n"
		"          to remove it: certutil -d \"sql:$db\" -D -n \"%s\"\n"
		"          elsewhere: Settings, Privacy and security, Security, Manage certificates.\n\n"
		"%s\n"
		"Only this computer can reach the gallery. Press Ctrl-C to close it.\n",
		kept ? "" : " for this run", file, kept ? "" : ", and its key is gone when this program ends", file,
		port, file, port, name, file, name, kept ? "Remove it from the browser after the course."
		: "Remove it from the browser after the lesson: a later run has another root (--keep-root keeps one).");
}

static int demo_catch_signals(struct demo_stand *s, struct cc_err *e)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE /* nobody reads what is printed */ };
	sigset_t set;

	(void)sigemptyset(&set);
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		(void)sigaddset(&set, signals[i]);
	(void)pthread_sigmask(SIG_BLOCK, &set, &s->before);
	s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return s->signals >= 0 ? 0 : err_set(e, ERR_IO, "cannot wait for signals");
}

/* Take the signal that ended the serving out of the queue, so that it does not strike once it is let through again. */
static void demo_release_signals(struct demo_stand *s)
{
	struct signalfd_siginfo info;

	if (s->signals >= 0) {
		while (read(s->signals, &info, sizeof info) > 0)
			;
		(void)close(s->signals);
	}
	(void)pthread_sigmask(SIG_SETMASK, &s->before, NULL);
}

static void demo_clear_away(struct demo_stand *s)
{
	if (s->file != NULL)
		(void)unlink(s->file);
	if (s->folder != NULL)
		(void)rmdir(s->folder);
	free(s->file);
	free(s->folder);
	demo_server_free(s->server);
}

int demo_serve(FILE *out, int port, const char *keep, struct cc_err *e)
{
	struct demo_stand s = { .signals = -1 };
	char *shown;
	int r = -1;

	if (demo_catch_signals(&s, e) != 0 || (s.server = demo_server_new(keep, e)) == NULL ||
		(port = demo_server_open_all(s.server, port, e)) == 0 || demo_write_root(&s, e) != 0)
		goto out;
	(void)fprintf(out, "The certcard gallery is open. Open in a browser, or give to another program:\n");
	if (demo_print_addresses(out, &s, port, e) != 0)
		goto out;
	shown = text_clean_line(s.file, LIMIT_TEXT_BYTES);
	if (keep != NULL)
		demo_print_kept(out, &s, keep);
	demo_print_root(out, shown, port, keep != NULL);
	free(shown);
	if (fflush(out) != 0 || ferror(out)) {
		(void)err_set(e, ERR_IO, "cannot print the gallery's addresses");
		goto out;
	}
	/* but for its own file, which it takes away again, it has all that it needs */
	(void)enclose(ENCLOSE_BASE);
	r = demo_server_run(s.server, s.signals, e);
	if (r == 0)
		(void)fprintf(out, "\nThe gallery is closed, and the file with its root is removed.\n");
out:
	demo_clear_away(&s);
	demo_release_signals(&s);
	return r;
}
