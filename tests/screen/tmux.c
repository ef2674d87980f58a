/* SPDX-License-Identifier: GPL-3.0-or-later
 * tmux, driven by its own commands. */
#include "screen/tmux.h"

#include "base/mem.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* One client in control mode (tmux(1)): commands go in, a line each, and what they print comes out. A process for each
 * command made a busy machine's looks take seconds. */
struct tmux {
	char *folder;
	int rows, in, out;
	pid_t client;
	char heard[4096];
	size_t n_heard, at;
};

enum { TMUX_PATIENCE_MS = 20000, TMUX_LOOK_MS = 30, TMUX_REST_MS = 150, TMUX_MAX_TEXT = 1 << 18 };

/* A command of the shell. */
static bool __attribute__((format(printf, 1, 2)))
tmux_shell(const char *fmt, ...)
{
	char *line;
	va_list ap;
	FILE *f;

	va_start(ap, fmt);
	line = mem_vprintf(fmt, ap);
	va_end(ap);
	f = popen(line, "r");
	free(line);
	return f != NULL && pclose(f) == 0;
}

/* The next byte of the client's; EOF: it is gone, or says nothing. */
static int tmux_byte(struct tmux *t)
{
	struct pollfd p = { .fd = t->out, .events = POLLIN };
	ssize_t n;

	if (t->at == t->n_heard) {
		n = poll(&p, 1, TMUX_PATIENCE_MS) > 0 ? read(t->out, t->heard, sizeof t->heard) : 0;
		t->n_heard = n > 0 ? (size_t)n : 0;
		t->at = 0;
	}
	return t->at < t->n_heard ? (unsigned char)t->heard[t->at++] : EOF;
}

/* A line of it, without its end. */
static bool tmux_hear(struct tmux *t, char *line, size_t size)
{
	size_t n = 0;
	int c;

	while ((c = tmux_byte(t)) != EOF && c != '\n')
		if (n + 1 < size)
			line[n++] = (char)c;
	line[n] = '\0';
	return c != EOF;
}

/* One of tmux's commands, or several with " ; " between; what they print, to be freed. */
static char *__attribute__((format(printf, 2, 3)))
tmux_say(struct tmux *t, const char *fmt, ...)
{
	static const char end[] = "that was all";
	char *text = mem_alloc(TMUX_MAX_TEXT), *line = mem_alloc(TMUX_MAX_TEXT);
	size_t n = 0;
	bool within = false;
	va_list ap;

	va_start(ap, fmt);
	(void)vdprintf(t->in, fmt, ap);
	va_end(ap);
	(void)dprintf(t->in, "\ndisplay-message -p '%s'\n", end);
	while (tmux_hear(t, line, TMUX_MAX_TEXT) && strcmp(line, end) != 0) {
		bool begins = strncmp(line, "%begin ", 7) == 0, ends = strncmp(line, "%end ", 5) == 0
			|| strncmp(line, "%error ", 7) == 0;

		if (within && !begins && !ends)
			n += (size_t)snprintf(text + n, TMUX_MAX_TEXT - n, "%s\n", line);
		within = begins || (within && !ends);
		if (n >= TMUX_MAX_TEXT)
			abort();
	}
	text[n] = '\0';
	free(line);
	return text;
}

static bool tmux_attach(struct tmux *t)
{
	char *socket = mem_printf("%s/socket", t->folder);
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		abort();
	t->client = fork();
	if (t->client == 0) {
		(void)unsetenv("TMUX");
		(void)setenv("LC_ALL", "C.UTF-8", 1);
		(void)dup2(in[0], STDIN_FILENO);
		(void)dup2(out[1], STDOUT_FILENO);
		(void)execlp("tmux", "tmux", "-C", "-S", socket, "attach", "-f", "ignore-size,no-output", (char *)NULL);
		_exit(127);
	}
	free(socket);
	(void)close(in[0]);
	(void)close(out[1]);
	t->in = in[1];
	t->out = out[0];
	return t->client > 0;
}

struct tmux *tmux_open(int rows, int cols, const char *command)
{
	struct tmux *t;
	char folder[] = "/tmp/certcard-tmux-XXXXXX";

	if (!tmux_shell("command -v tmux >/dev/null") || mkdtemp(folder) == NULL)
		return NULL;
	(void)signal(SIGPIPE, SIG_IGN);
	t = mem_alloc(sizeof *t);
	t->folder = mem_strdup(folder);
	t->rows = rows;
	/* The window has its size and its settings before the program sees it. */
	if (!tmux_shell("env -u TMUX LC_ALL=C.UTF-8 tmux -f /dev/null -S '%s/socket' new-session -d -x %d -y %d"
		" 'exec sleep 600' \\; set -g status off \\; set -g default-terminal tmux-256color"
		" \\; set -g remain-on-exit on \\; set -s escape-time 0", t->folder, cols, rows) || !tmux_attach(t))
		abort();
	free(tmux_say(t, "respawn-pane -k -e TERM=tmux-256color \"exec %s\"", command));
	return t;
}

void tmux_close(struct tmux *t)
{
	if (t == NULL)
		return;
	/* a server waits for its clients' goodbye, and this one for somebody who reads it */
	(void)kill(t->client, SIGKILL);
	(void)waitpid(t->client, NULL, 0);
	(void)close(t->in);
	(void)close(t->out);
	(void)tmux_shell("env -u TMUX tmux -S '%s/socket' kill-server 2>/dev/null", t->folder);
	(void)tmux_shell("rm -r '%s'", t->folder);
	free(t->folder);
	free(t);
}

void tmux_keys(struct tmux *t, const char *names)
{
	free(tmux_say(t, "send-keys %s", names));
}

void tmux_paste(struct tmux *t, const char *text)
{
	char *path = mem_printf("%s/paste", t->folder);
	FILE *f = fopen(path, "w");

	if (f != NULL) {
		(void)fputs(text, f);
		(void)fclose(f);
	}
	free(tmux_say(t, "load-buffer '%s' ; paste-buffer -p", path));
	free(path);
}

char *tmux_text(struct tmux *t)
{
	return tmux_say(t, "capture-pane -p");
}

char *tmux_text_but_last(struct tmux *t)
{
	char *text = tmux_text(t), *end = text;

	for (int row = 1; row < t->rows && end != NULL; row++) {
		end = strchr(end, '\n');
		end = end != NULL ? end + 1 : NULL;
	}
	if (end != NULL)
		*end = '\0';
	return text;
}

static void tmux_pause(void)
{
	(void)nanosleep(&(struct timespec){ .tv_nsec = TMUX_LOOK_MS * 1000000L }, NULL);
}

/* Does the program's terminal have this size? */
static bool tmux_has_size(struct tmux *t, int rows, int cols)
{
	char *tty = tmux_say(t, "display-message -p '#{pane_tty}'");
	struct winsize size = { 0 };
	int fd;

	tty[strcspn(tty, "\n")] = '\0';
	fd = open(tty, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	if (fd >= 0) {
		(void)ioctl(fd, TIOCGWINSZ, &size);
		(void)close(fd);
	}
	free(tty);
	return size.ws_row == rows && size.ws_col == cols;
}

/* tmux changes its own picture at once and tells the program some time later. */
static bool tmux_wait_size(struct tmux *t, int rows, int cols)
{
	t->rows = rows;
	for (int ms = 0; ms < TMUX_PATIENCE_MS; ms += TMUX_LOOK_MS) {
		if (tmux_has_size(t, rows, cols))
			return true;
		tmux_pause();
	}
	return false;
}

bool tmux_resize(struct tmux *t, int rows, int cols)
{
	free(tmux_say(t, "resize-window -x %d -y %d", cols, rows));
	return tmux_wait_size(t, rows, cols);
}

/* The size that its pane has in tmux's picture, until the program can know of it. */
static bool tmux_wait_pane(struct tmux *t)
{
	char *size = tmux_say(t, "display-message -p '#{pane_height} #{pane_width}'"), *end = size;
	int rows = (int)strtol(size, &end, 10), cols = (int)strtol(end, NULL, 10);

	free(size);
	return tmux_wait_size(t, rows, cols);
}

bool tmux_split(struct tmux *t, enum tmux_split where)
{
	free(tmux_say(t, "split-window -d %s 'exec sleep 600'", where == TMUX_BESIDE ? "-h" : "-v"));
	return tmux_wait_pane(t);
}

bool tmux_join(struct tmux *t)
{
	free(tmux_say(t, "kill-pane -a"));
	return tmux_wait_pane(t);
}

static bool tmux_wait_for(struct tmux *t, const char *text, bool there)
{
	char *screen = NULL;
	bool is = false;

	for (int ms = 0; !is && ms < TMUX_PATIENCE_MS; ms += TMUX_LOOK_MS) {
		free(screen);
		screen = tmux_text(t);
		is = (strstr(screen, text) != NULL) == there;
		if (!is)
			tmux_pause();
	}
	if (!is)
		(void)fprintf(stderr, "waited for '%s'%s, but tmux shows\n%s", text, there ? "" : " to go", screen);
	free(screen);
	return is;
}

bool tmux_wait(struct tmux *t, const char *text)
{
	return tmux_wait_for(t, text, true);
}

bool tmux_wait_gone(struct tmux *t, const char *text)
{
	return tmux_wait_for(t, text, false);
}

bool tmux_wait_same(struct tmux *t, const char *text)
{
	char *screen = NULL;
	bool is = false;

	for (int ms = 0; !is && ms < TMUX_PATIENCE_MS; ms += TMUX_LOOK_MS) {
		free(screen);
		screen = tmux_text_but_last(t);
		is = strcmp(screen, text) == 0;
		if (!is)
			tmux_pause();
	}
	if (!is)
		(void)fprintf(stderr, "tmux should show\n%s\nbut shows\n%s\n", text, screen);
	free(screen);
	return is;
}

char *tmux_text_at_rest(struct tmux *t)
{
	char *before = tmux_text_but_last(t);
	int rest = 0;

	for (int ms = 0; rest < TMUX_REST_MS && ms < TMUX_PATIENCE_MS; ms += TMUX_LOOK_MS) {
		char *now;

		tmux_pause();
		now = tmux_text_but_last(t);
		rest = strcmp(now, before) == 0 ? rest + TMUX_LOOK_MS : 0;
		free(before);
		before = now;
	}
	if (rest >= TMUX_REST_MS)
		return before;
	free(before);
	return NULL;
}
