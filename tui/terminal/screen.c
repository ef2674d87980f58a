/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking the terminal over and giving it back. */
#include "terminal/screen.h"

#include "terminal/appearance.h"
#include "terminal/decode.h"
#include "base/mem.h"
#include "terminal/signals.h"
#include "terminal/slim.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

struct screen {
	SCREEN *curses;
	FILE *in;                /* the controlling terminal, when standard input is none; NULL: stdin */
	int key_fd;
	struct decode *decode;   /* keys are read past curses: of sequences it does not know it gives the letters */
	int out;                 /* the terminal, while curses writes to `frame` */
	int frame;               /* what curses sends of one picture; -1: it goes as it is */
	struct slim slim;
	bool no_color;
	bool ansi;               /* it understands sequences of ECMA-48, known or not */
	struct appearance appearance;
};

static const struct { const char *capability; int32_t code; } screen_keys[] = {
#define KEY(id, name, shown, terminfo) { terminfo, KEYCODE_##id },
#include "terminal/keynames.def"
#undef KEY
};

enum { SCREEN_N_KEYS = sizeof screen_keys / sizeof *screen_keys, SCREEN_BLOCK = 1024 };

/* A picture on the largest terminal, with room to spare. */
enum { SCREEN_MAX_FRAME = 16 << 20 };

static const char screen_unask[] = "\033[?2004l";

/* A terminal of which terminfo knows how to place the cursor. */
static int screen_check(struct cc_err *e)
{
	const char *term = getenv("TERM"), *cup;
	int rc = 0;

	if (term == NULL || *term == '\0')
		return err_setx(e, ERR_MISSING, "TERM is not set, so there is no way to draw a screen");
	if (setupterm(term, STDOUT_FILENO, &rc) != OK)
		return err_setx(e, ERR_MISSING, "the terminal type '%.40s' is unknown here", term);
	cup = tigetstr("cup");
	(void)del_curterm(cur_term);
	if (cup == NULL || cup == (char *)-1)
		return err_setx(e, ERR_MISSING, "the terminal type '%.40s' cannot place its cursor", term);
	return 0;
}

static attr_t screen_attrs(unsigned style)
{
	static const struct { unsigned style; attr_t attr; } table[] = {
		{ STYLE_BOLD, A_BOLD }, { STYLE_DIM, A_DIM }, { STYLE_ITALIC, A_ITALIC },
		{ STYLE_UNDERLINE, A_UNDERLINE }, { STYLE_REVERSE, A_REVERSE },
	};
	attr_t a = A_NORMAL;

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if ((style & table[i].style) != 0)
			a |= table[i].attr;
	}
	return a;
}

static void screen_colours(struct appearance *l, const struct theme *t, bool no_color)
{
	bool colours = !no_color && has_colors() && start_color() == OK;
	bool defaults = colours && use_default_colors() == OK;
	enum depth depth = colours ? theme_depth(COLORS) : DEPTH_NONE;
	cchar_t blank;

	for (int r = 0; r < N_INKS; r++) {
		struct style s = theme_style(t, depth, (enum ink)r);
		int fg = s.fg < 0 && !defaults ? COLOR_WHITE : s.fg, bg = s.bg < 0 && !defaults ? COLOR_BLACK : s.bg;

		l->inks[r].attrs = screen_attrs(s.attrs);
		l->inks[r].pair = colours && (s.fg >= 0 || s.bg >= 0) ? (short)alloc_pair(fg, bg) : 0;
	}
	(void)setcchar(&blank, L" ", A_NORMAL, l->inks[INK_TEXT].pair, NULL);
	bkgrndset(&blank);
}

/* Terminals whose fonts are known to hold little beyond line drawing. */
static bool screen_plain_font(const char *term)
{
	static const char *const plain[] = { "linux", "vt", "cons", "sun", "wsvt", "ansi", "dumb" };

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		if (strncmp(term, plain[i], strlen(plain[i])) == 0)
			return true;
	}
	return false;
}

static void screen_signs(struct appearance *l, bool ascii)
{
	l->utf8 = !ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	l->signs = ascii ? SIGNS_ASCII : l->utf8 && !screen_plain_font(getenv("TERM")) ? SIGNS_RICH : SIGNS_PLAIN;
	l->cursor_y = l->cursor_x = -1;
}

static FILE *screen_open_tty(struct cc_err *e)
{
	FILE *f = fopen("/dev/tty", "re");

	if (f == NULL)
		(void)err_set(e, ERR_IO, "no terminal to read keys from: /dev/tty");
	return f;
}

/* What curses does not ask a terminal for. The numeric keypad stays one, else an address typed on it is a row of
 * sequences; what is pasted comes in brackets (xterm's mode 2004). */
static void screen_ask(const struct screen *s, bool on)
{
	if (!s->ansi)
		return;
	(void)fputs(on ? "\033>\033[?2004h" : screen_unask, stdout);
	(void)fflush(stdout);
}

static void screen_teach(struct screen *s)
{
	const char *cup = tigetstr("cup");

	s->decode = decode_new();
	s->ansi = cup != NULL && strncmp(cup, "\033[", 2) == 0;
	for (int i = 0; i < SCREEN_N_KEYS; i++) {
		const char *sequence = tigetstr(screen_keys[i].capability);

		if (sequence != NULL && sequence != (const char *)-1)
			decode_teach(s->decode, sequence, screen_keys[i].code);
	}
}

/* Only where the plain rendition is said as slim.c expects it. */
static void screen_thrift(struct screen *s)
{
	const char *plain = tigetstr("sgr0");
	bool known = plain != NULL && plain != (const char *)-1
		&& (strncmp(plain, "\033[m", 3) == 0 || strncmp(plain, "\033[0m", 4) == 0
		|| strncmp(plain, "\033(B\033[m", 6) == 0);

	s->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	s->frame = known && s->ansi && s->out >= 0 ? memfd_create("certcard", MFD_CLOEXEC) : -1;
	slim_reset(&s->slim);
}

struct screen *screen_open(const struct screen_options *o, struct cc_err *e)
{
	struct screen *s;
	FILE *in = NULL;

	if (screen_check(e) != 0)
		return NULL;
	if (!isatty(STDIN_FILENO) && (in = screen_open_tty(e)) == NULL)
		return NULL;
	s = mem_alloc(sizeof *s);
	s->in = in;
	s->key_fd = in != NULL ? fileno(in) : STDIN_FILENO;
	screen_signals_save(s->key_fd);
	s->curses = newterm(NULL, stdout, in != NULL ? in : stdin);
	if (s->curses == NULL) {
		(void)err_setx(e, ERR_MISSING, "curses cannot use this terminal");
		if (in != NULL)
			(void)fclose(in);
		free(s);
		return NULL;
	}
	(void)cbreak();
	/* else a Ctrl-C empties the queue between our poll and our read, which then waits */
	(void)noqiflush();
	/* what curses would break off for a key is what we paint next anyway */
	(void)typeahead(-1);
	(void)noecho();
	(void)nonl();
	(void)keypad(stdscr, TRUE);
	(void)leaveok(stdscr, FALSE);
	screen_signs(&s->appearance, o->ascii);
	s->no_color = o->no_color;
	screen_colours(&s->appearance, o->theme, o->no_color);
	screen_teach(s);
	screen_thrift(s);
	screen_ask(s, true);
	screen_signals_catch(s->out >= 0 ? s->out : STDOUT_FILENO, s->ansi ? screen_unask : "");
	return s;
}

void screen_close(struct screen *s)
{
	if (s == NULL)
		return;
	screen_ask(s, false);
	(void)endwin();
	screen_signals_restore();
	delscreen(s->curses);
	decode_free(s->decode);
	if (s->frame >= 0)
		(void)close(s->frame);
	if (s->out >= 0)
		(void)close(s->out);
	if (s->in != NULL)
		(void)fclose(s->in);
	free(s);
}

void screen_fds(const struct screen *s, int fds[SCREEN_N_FDS])
{
	fds[0] = s->key_fd;
	fds[1] = screen_signals_fd();
}

void screen_redraw(struct screen *s)
{
	slim_forget(&s->slim);
	(void)clearok(stdscr, TRUE);
}

void screen_whole_line(struct screen *s, int y)
{
	(void)s;
	(void)wredrawln(stdscr, y, 1);
}

/* The terminal's size as the kernel knows it now. What stood on it is no longer known, even at the same size: tmux and
 * others cut, move and fill what they hold in ways of their own, so all is sent anew. */
static void screen_fit(struct screen *s)
{
	struct winsize size;

	screen_redraw(s);
	if (ioctl(s->key_fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0
		&& is_term_resized(size.ws_row, size.ws_col))
		(void)resize_term(size.ws_row, size.ws_col);
}

static struct screen_input screen_from_signal(struct screen *s, int sig)
{
	switch (sig) {
	case SIGWINCH:
		screen_fit(s);
		return (struct screen_input){ .event = SCREEN_RESIZED };
	case SIGTSTP: return (struct screen_input){ .event = SCREEN_SUSPEND };
	case SIGINT: return (struct screen_input){ .event = SCREEN_INTERRUPT };
	default: return (struct screen_input){ .event = SCREEN_LEAVE, .signal = sig };
	}
}

/* As xterm numbers buttons: two bits, and 4, 8, 16 for Shift, Alt and Ctrl. */
static struct screen_input screen_from_mouse(const struct decoded *m)
{
	enum { BUTTON_KEYS = 4 | 8 | 16, BUTTON_LEFT = 0, BUTTON_WHEEL_UP = 64, BUTTON_WHEEL_DOWN = 65 };
	int button = m->button & ~BUTTON_KEYS;

	if (!m->pressed)
		return (struct screen_input){ .event = SCREEN_NOTHING };
	if (button == BUTTON_LEFT)
		return (struct screen_input){ .event = SCREEN_CLICK, .y = m->y, .x = m->x };
	if (button == BUTTON_WHEEL_UP || button == BUTTON_WHEEL_DOWN)
		return (struct screen_input){ .event = SCREEN_KEY,
			.key = button == BUTTON_WHEEL_UP ? KEYCODE_UP : KEYCODE_DOWN };
	return (struct screen_input){ .event = SCREEN_NOTHING };
}

static struct screen_input screen_from_decoded(const struct decoded *d)
{
	switch (d->kind) {
	case DECODED_MOUSE: return screen_from_mouse(d);
	case DECODED_PASTE:
		return (struct screen_input){ .event = SCREEN_PASTE, .text = mem_strndup(d->text, d->len) };
	case DECODED_KEY: break;
	}
	return (struct screen_input){ .event = SCREEN_KEY, .key = d->key };
}

static int64_t screen_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Take what has come, without waiting: 1 when there was something, 0 when not, -1 when nobody is behind it. */
static int screen_read(struct screen *s)
{
	struct pollfd p = { .fd = s->key_fd, .events = POLLIN };
	char block[SCREEN_BLOCK];
	ssize_t n;

	if (poll(&p, 1, 0) <= 0)
		return 0;
	if ((p.revents & POLLIN) == 0)
		return -1;
	n = read(s->key_fd, block, sizeof block);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? 0 : -1;
	/* what is held is shorter than a sequence, or taken into a paste: there is room */
	(void)decode_feed(s->decode, block, (size_t)n, screen_ms());
	explicit_bzero(block, sizeof block);
	return n > 0 ? 1 : -1;
}

struct screen_input screen_next(struct screen *s)
{
	int sig = screen_signals_next(), got;
	struct decoded d;

	if (sig != 0)
		return screen_from_signal(s, sig);
	do {
		while (decode_next(s->decode, screen_ms(), &d)) {
			struct screen_input in = screen_from_decoded(&d);

			if (in.event != SCREEN_NOTHING)
				return in;
		}
		got = screen_read(s);
	} while (got > 0);
	return (struct screen_input){ .event = got < 0 ? SCREEN_LEAVE : SCREEN_NOTHING };
}

void screen_input_done(struct screen_input *in)
{
	if (in->text != NULL)
		explicit_bzero(in->text, strlen(in->text));
	free(in->text);
	in->text = NULL;
}

int screen_rest(const struct screen *s)
{
	return decode_rest(s->decode, screen_ms());
}

struct draw screen_begin(struct screen *s)
{
	(void)erase();
	s->appearance.cursor_y = s->appearance.cursor_x = -1;
	return (struct draw){ .appearance = &s->appearance, .at = { 0, 0, LINES, COLS } };
}

static void screen_send(const struct screen *s, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t r = write(s->out, text, n);

		if (r < 0 && errno != EINTR)
			return;
		text += r > 0 ? r : 0;
		n -= r > 0 ? (size_t)r : 0;
	}
}

/* curses writes to descriptor 1. While it paints that is a file in memory, of which the terminal gets the gist. */
static bool screen_divert(const struct screen *s)
{
	return s->frame >= 0 && ftruncate(s->frame, 0) == 0 && lseek(s->frame, 0, SEEK_SET) == 0
		&& dup2(s->frame, STDOUT_FILENO) >= 0;
}

static void screen_undivert(struct screen *s)
{
	off_t n = lseek(s->frame, 0, SEEK_CUR);
	struct buf out = BUF_INIT(2 * SCREEN_MAX_FRAME);
	char *all;

	(void)dup2(s->out, STDOUT_FILENO);
	if (n <= 0)
		return;
	all = mem_alloc((size_t)n);
	if (pread(s->frame, all, (size_t)n, 0) == n) {
		if (n <= SCREEN_MAX_FRAME && slim_frame(&s->slim, all, (size_t)n, &out) == 0)
			screen_send(s, out.data, out.len);
		else
			screen_send(s, all, (size_t)n);
	}
	buf_done(&out);
	free(all);
}

void screen_end(struct screen *s)
{
	bool cursor = s->appearance.cursor_y >= 0 && s->appearance.cursor_y < LINES && s->appearance.cursor_x < COLS;
	bool diverted = screen_divert(s);

	(void)curs_set(cursor ? 1 : 0);
	(void)leaveok(stdscr, !cursor);
	if (cursor)
		(void)move(s->appearance.cursor_y, s->appearance.cursor_x);
	(void)wnoutrefresh(stdscr);
	(void)doupdate();
	if (diverted)
		screen_undivert(s);
}

void screen_theme(struct screen *s, const struct theme *t)
{
	for (int r = 0; r < N_INKS; r++) {
		if (s->appearance.inks[r].pair != 0)
			(void)free_pair(s->appearance.inks[r].pair);
	}
	screen_colours(&s->appearance, t, s->no_color);
	screen_redraw(s);
}

void screen_suspend(struct screen *s)
{
	screen_ask(s, false);
	(void)def_prog_mode();
	(void)endwin();
	screen_signals_stop();
	slim_reset(&s->slim);
	decode_reset(s->decode);
	(void)reset_prog_mode();
	screen_ask(s, true);
	screen_fit(s);
}

void screen_mouse(struct screen *s, bool on)
{
	(void)s;
	(void)mousemask(on ? BUTTON1_CLICKED | BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

static const char screen_base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool screen_copy(struct screen *s, const char *text, size_t n)
{
	(void)s;
	if (n > SCREEN_MAX_COPY)
		return false;
	(void)fputs("\033]52;c;", stdout);
	for (size_t i = 0; i < n; i += 3) {
		const unsigned char *p = (const unsigned char *)text + i;
		unsigned v = (unsigned)p[0] << 16 | (i + 1 < n ? (unsigned)p[1] << 8 : 0) | (i + 2 < n ? p[2] : 0);

		(void)fputc(screen_base64[v >> 18], stdout);
		(void)fputc(screen_base64[v >> 12 & 63], stdout);
		(void)fputc(i + 1 < n ? screen_base64[v >> 6 & 63] : '=', stdout);
		(void)fputc(i + 2 < n ? screen_base64[v & 63] : '=', stdout);
	}
	(void)fputs("\033\\", stdout);
	return fflush(stdout) == 0;
}

static void screen_save_line(FILE *f, int y)
{
	wchar_t line[1024];
	int n;

	n = mvinnwstr(y, 0, line, (int)(sizeof line / sizeof *line) - 1);
	while (n > 0 && line[n - 1] == L' ')
		n--;
	line[n > 0 ? n : 0] = L'\0';
	(void)fprintf(f, "%ls\n", line);
}

int screen_save(struct screen *s, FILE *f)
{
	(void)s;
	for (int y = 0; y < LINES; y++)
		screen_save_line(f, y);
	return fflush(f) == 0 && !ferror(f) ? 0 : -1;
}
