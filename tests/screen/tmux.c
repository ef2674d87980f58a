/* SPDX-License-Identifier: GPL-3.0-or-later
 * tmux, driven by its own commands. */
#include "screen/tmux.h"

#include "base/mem.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

struct tmux { char *folder; int rows; };

enum { TMUX_PATIENCE_MS = 20000, TMUX_LOOK_MS = 30, TMUX_MAX_TEXT = 1 << 18 };

/* What a command of the shell prints, to be freed; its end is good if it succeeded. */
static char *tmux_shell(const char *line, bool *good)
{
	char *text = mem_alloc(TMUX_MAX_TEXT);
	FILE *f = popen(line, "r");
	size_t n = 0;

	*good = false;
	if (f != NULL) {
		n = fread(text, 1, TMUX_MAX_TEXT - 1, f);
		*good = pclose(f) == 0;
	}
	text[n] = '\0';
	return text;
}

/* One of tmux's commands; what it prints, to be freed. */
static char *__attribute__((format(printf, 2, 3)))
tmux_say(const struct tmux *t, const char *fmt, ...)
{
	char *command, *line, *text;
	va_list ap;
	bool good;

	va_start(ap, fmt);
	command = mem_vprintf(fmt, ap);
	va_end(ap);
	line = mem_printf("env -u TMUX LC_ALL=C.UTF-8 tmux -f /dev/null -S '%s/socket' %s 2>>'%s/errors'", t->folder,
		command, t->folder);
	text = tmux_shell(line, &good);
	free(line);
	free(command);
	return text;
}

struct tmux *tmux_open(int rows, int cols, const char *command)
{
	struct tmux *t;
	char folder[] = "/tmp/certcard-tmux-XXXXXX";
	bool there;

	free(tmux_shell("command -v tmux", &there));
	if (!there || mkdtemp(folder) == NULL)
		return NULL;
	t = mem_alloc(sizeof *t);
	t->folder = mem_strdup(folder);
	t->rows = rows;
	/* The window has its size and its settings before the program sees it. */
	free(tmux_say(t, "new-session -d -x %d -y %d 'exec sleep 600' \\; set -g status off \\; "
		"set -g default-terminal tmux-256color \\; set -g remain-on-exit on \\; set -s escape-time 0",
		cols, rows));
	free(tmux_say(t, "respawn-pane -k -e TERM=tmux-256color \"exec %s\"", command));
	return t;
}

void tmux_close(struct tmux *t)
{
	char *tidy;
	bool good;

	if (t == NULL)
		return;
	free(tmux_say(t, "kill-server"));
	tidy = mem_printf("rm -r '%s'", t->folder);
	free(tmux_shell(tidy, &good));
	free(tidy);
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
	free(tmux_say(t, "load-buffer '%s' \\; paste-buffer -p", path));
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
static bool tmux_has_size(const struct tmux *t, int rows, int cols)
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
bool tmux_resize(struct tmux *t, int rows, int cols)
{
	t->rows = rows;
	free(tmux_say(t, "resize-window -x %d -y %d", cols, rows));
	for (int ms = 0; ms < TMUX_PATIENCE_MS; ms += TMUX_LOOK_MS) {
		if (tmux_has_size(t, rows, cols))
			return true;
		tmux_pause();
	}
	return false;
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
