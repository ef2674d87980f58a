/* SPDX-License-Identifier: GPL-3.0-or-later
 * The terminal for tests. A supervisor stands between test and program, as a shell would: only a parent in the same
 * session can see a program stop, and a program without one cannot be stopped from its terminal at all. */
#include "screen/term.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* What the supervisor says. */
struct report { char what; int value; };     /* 'p': the program's id; 's': stopped; 'e': ended */

enum { TERM_QUIET_MS = 400, TERM_STATUS_BAD = 126 };

static void supervisor_say(int fd, char what, int value)
{
	struct report r = { .what = what, .value = value };

	(void)!write(fd, &r, sizeof r);
}

static void supervisor_run(const struct term_how *how)
{
	/* nohup and some job runners ignore these, which a program inherits */
	static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP, SIGTTIN };
	int null;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		(void)signal(signals[i], SIG_DFL);
	(void)setpgid(0, 0);
	(void)signal(SIGTTOU, SIG_IGN);
	(void)tcsetpgrp(STDERR_FILENO, getpid());
	(void)signal(SIGTTOU, SIG_DFL);
	(void)setenv("TERM", how->term != NULL ? how->term : "xterm-256color", 1);
	(void)setenv("LC_ALL", how->locale != NULL ? how->locale : "C.UTF-8", 1);
	(void)unsetenv("NO_COLOR");
	for (const char *const *e = how->env; e != NULL && *e != NULL; e++)
		(void)putenv(mem_strdup(*e));
	if (how->stdin_null && (null = open("/dev/null", O_RDONLY)) >= 0)
		(void)dup2(null, STDIN_FILENO);
	(void)execv(how->argv[0], (char *const *)(uintptr_t)how->argv);
	_exit(TERM_STATUS_BAD);
}

static void supervisor(const struct term_how *how, int reports, int orders)
{
	pid_t program = fork();
	int status;
	char order;

	if (program == 0)
		supervisor_run(how);
	(void)signal(SIGTTOU, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	supervisor_say(reports, 'p', program);
	while (waitpid(program, &status, WUNTRACED) == program) {
		if (!WIFSTOPPED(status)) {
			supervisor_say(reports, 'e', WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status));
			/* The terminal's other side must not close before the test has read all. */
			(void)!read(orders, &order, 1);
			_exit(0);
		}
		(void)tcsetpgrp(STDERR_FILENO, getpgrp());
		supervisor_say(reports, 's', 0);
		if (read(orders, &order, 1) != 1)
			break;
		(void)tcsetpgrp(STDERR_FILENO, program);
		(void)kill(-program, SIGCONT);
	}
	(void)kill(program, SIGKILL);
	_exit(0);
}

static int term_prop(VTermProp prop, VTermValue *value, void *ctx)
{
	struct term *t = ctx;

	if (prop == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor = value->boolean;
	return 1;
}

static const VTermScreenCallbacks term_callbacks = { .settermprop = term_prop };

static bool term_report(struct term *t, struct report *r, int ms)
{
	struct pollfd p = { .fd = t->reports, .events = POLLIN };

	return poll(&p, 1, ms) > 0 && read(t->reports, r, sizeof *r) == sizeof *r;
}

struct term *term_open(const struct term_how *how)
{
	struct winsize size = { .ws_row = (unsigned short)how->rows, .ws_col = (unsigned short)how->cols };
	struct term *t = mem_alloc(sizeof *t);
	int reports[2], orders[2];
	struct report r;

	if (pipe2(reports, O_CLOEXEC) != 0 || pipe2(orders, O_CLOEXEC) != 0)
		abort();
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (t->pid == 0) {
		(void)close(reports[0]);
		(void)close(orders[1]);
		supervisor(how, reports[1], orders[0]);
	}
	(void)close(reports[1]);
	(void)close(orders[0]);
	t->reports = reports[0];
	t->orders = orders[1];
	t->rows = how->rows;
	t->cols = how->cols;
	if (t->pid < 0 || !term_report(t, &r, TERM_PATIENCE_MS)) {
		free(t);
		return NULL;
	}
	t->program = r.value;
	t->vt = vterm_new(t->rows, t->cols);
	vterm_set_utf8(t->vt, how->locale == NULL || strcmp(how->locale, "C") != 0);
	t->screen = vterm_obtain_screen(t->vt);
	t->cursor = true;
	vterm_screen_set_callbacks(t->screen, &term_callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	return t;
}

/* Take what has come. False: nothing came within `ms`. */
static bool term_read(struct term *t, int ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	char block[8192];
	ssize_t n;

	if (t->fd < 0 || poll(&p, 1, ms) <= 0)
		return false;
	n = read(t->fd, block, sizeof block);
	if (n <= 0)
		return false;
	if (t->bytes + (size_t)n <= TERM_MAX_RAW) {
		t->raw = mem_resize(t->raw, t->bytes + (size_t)n + 1, 1);
		memcpy(t->raw + t->bytes, block, (size_t)n);
		t->raw[t->bytes + (size_t)n] = '\0';
	}
	t->bytes += (size_t)n;
	(void)vterm_input_write(t->vt, block, (size_t)n);
	return true;
}

static size_t term_put(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 63));
		out[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 63));
	out[2] = (char)(0x80 | (c >> 6 & 63));
	out[3] = (char)(0x80 | (c & 63));
	return 4;
}

char *term_text(struct term *t)
{
	char *text = mem_alloc((size_t)t->rows * ((size_t)t->cols * 4 * VTERM_MAX_CHARS_PER_CELL + 1) + 1);
	size_t n = 0;

	for (int y = 0; y < t->rows; y++) {
		for (int x = 0; x < t->cols; x++) {
			VTermScreenCell cell;

			(void)vterm_screen_get_cell(t->screen, (VTermPos){ y, x }, &cell);
			if (cell.chars[0] == 0)
				text[n++] = ' ';
			for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0
				&& cell.chars[i] != (uint32_t)-1; i++)
				n += term_put(text + n, cell.chars[i]);
			if (cell.width == 2)
				x++;
		}
		while (n > 0 && text[n - 1] == ' ')
			n--;
		text[n++] = '\n';
	}
	text[n] = '\0';
	return text;
}

bool term_shows(struct term *t, const char *text)
{
	char *screen = term_text(t);
	bool is = strstr(screen, text) != NULL;

	free(screen);
	return is;
}

static int64_t term_clock(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool term_wait_for(struct term *t, const char *text, bool there)
{
	int64_t until = term_clock() + TERM_PATIENCE_MS;

	while (term_shows(t, text) != there) {
		if (term_clock() > until) {
			char *screen = term_text(t);

			(void)fprintf(stderr, "waited for %s'%s', but the screen is\n%s", there ? "" : "the end of ",
				text, screen);
			free(screen);
			return false;
		}
		(void)term_read(t, 100);
	}
	return true;
}

bool term_wait(struct term *t, const char *text)
{
	return term_wait_for(t, text, true);
}

bool term_wait_gone(struct term *t, const char *text)
{
	return term_wait_for(t, text, false);
}

void term_keys(struct term *t, const char *keys)
{
	(void)!write(t->fd, keys, strlen(keys));
}

void term_resize(struct term *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	(void)ioctl(t->fd, TIOCSWINSZ, &size);
}

/* Until the supervisor says it, reading what the program sends meanwhile. */
static bool term_wait_report(struct term *t, char what, int *value)
{
	int64_t until = term_clock() + TERM_PATIENCE_MS;
	struct report r;

	while (term_clock() < until) {
		(void)term_read(t, 10);
		if (!term_report(t, &r, 10))
			continue;
		while (term_read(t, 0))
			;
		*value = r.value;
		if (r.what == 'e')
			t->program = 0;
		return r.what == what;
	}
	return false;
}

bool term_wait_stopped(struct term *t)
{
	int value;

	return term_wait_report(t, 's', &value);
}

void term_continue(struct term *t)
{
	(void)!write(t->orders, "c", 1);
}

int term_wait_end(struct term *t)
{
	int value;

	return term_wait_report(t, 'e', &value) ? value : -1;
}

bool term_is_sane(const struct term *t)
{
	struct termios modes;

	return tcgetattr(t->fd, &modes) == 0 && (modes.c_lflag & (ICANON | ECHO | ISIG)) == (ICANON | ECHO | ISIG);
}

void term_hang_up(struct term *t)
{
	(void)close(t->fd);
	t->fd = -1;
}

size_t term_quiet(struct term *t)
{
	size_t before = t->bytes;

	while (term_read(t, TERM_QUIET_MS))
		;
	return t->bytes - before;
}

void term_close(struct term *t)
{
	if (t == NULL)
		return;
	if (t->program > 0)
		(void)kill(t->program, SIGKILL);
	(void)close(t->orders);
	(void)close(t->reports);
	if (t->fd >= 0)
		(void)close(t->fd);
	(void)waitpid(t->pid, NULL, 0);
	vterm_free(t->vt);
	free(t->raw);
	free(t);
}
