/* SPDX-License-Identifier: GPL-3.0-or-later
 * Asking without echo, as getpass(3) does, but with signals left in good order. */
#include "terminal/tty.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A signal may reach another thread than the one that waits, hence the period. A line is at most what a terminal
 * gathers. */
enum { TTY_LOOK_MS = 100, TTY_MAX_LINE = 4096 };

static const int tty_signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP };

enum { TTY_N_SIGNALS = sizeof tty_signals / sizeof *tty_signals };

static pthread_mutex_t tty_lock = PTHREAD_MUTEX_INITIALIZER;
static volatile sig_atomic_t tty_signal;         /* came while asking; 0: none */

static int tty_fd = -1;          /* open for good; -1: not */

void tty_prepare(void)
{
	if (tty_fd < 0)
		tty_fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

static void tty_note(int sig)
{
	tty_signal = sig;
}

static void tty_catch(struct sigaction before[static TTY_N_SIGNALS])
{
	struct sigaction a = { .sa_handler = tty_note };

	(void)sigemptyset(&a.sa_mask);
	tty_signal = 0;
	for (int i = 0; i < TTY_N_SIGNALS; i++) {
		(void)sigaction(tty_signals[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			(void)sigaction(tty_signals[i], &a, NULL);
	}
}

static void tty_release(const struct sigaction before[static TTY_N_SIGNALS])
{
	for (int i = 0; i < TTY_N_SIGNALS; i++)
		(void)sigaction(tty_signals[i], &before[i], NULL);
}

static void tty_say(int fd, const char *text)
{
	for (size_t n = strlen(text); n > 0;) {
		ssize_t r = write(fd, text, n);

		if (r < 0)
			return;
		text += r;
		n -= (size_t)r;
	}
}

/* The bytes of one line, the newline among them; -1: a signal came, or nobody is there any more. */
static ssize_t tty_line(int fd, char room[static TTY_MAX_LINE])
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	while (tty_signal == 0) {
		int r = poll(&p, 1, TTY_LOOK_MS);

		if (r > 0)
			return read(fd, room, TTY_MAX_LINE);
		if (r < 0 && errno != EINTR)
			return -1;
	}
	return -1;
}

/* One question. NULL: none was given; tty_signal tells whether a signal is why. */
static char *tty_ask(int fd, const char *question)
{
	struct sigaction before[TTY_N_SIGNALS];
	char line[TTY_MAX_LINE], *answer = NULL;
	struct termios usual, quiet;
	ssize_t n;

	if (tcgetattr(fd, &usual) != 0)
		return NULL;
	quiet = usual;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	quiet.c_lflag |= ICANON | ISIG;
	tty_catch(before);
	if (tcsetattr(fd, TCSAFLUSH, &quiet) == 0) {
		tty_say(fd, question);
		n = tty_line(fd, line);
		if (n > 0)
			answer = mem_strndup(line, (size_t)n - (line[n - 1] == '\n'));
		(void)tcsetattr(fd, TCSADRAIN, &usual);
		tty_say(fd, "\n");
	}
	tty_release(before);
	explicit_bzero(line, sizeof line);
	return answer;
}

char *tty_password(void *ctx, const char *label, bool again)
{
	char *clean = text_clean_line(label, LIMIT_TEXT_BYTES), *answer = NULL;
	char *question = mem_printf("%sPassword of %s: ", again ? "That is not it. " : "", clean);
	int fd, sig = 0;

	(void)ctx;
	secret_held();
	(void)pthread_mutex_lock(&tty_lock);
	fd = tty_fd >= 0 ? tty_fd : open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	while (fd >= 0) {
		answer = tty_ask(fd, question);
		sig = answer != NULL ? 0 : (int)tty_signal;
		tty_signal = 0;
		if (sig != 0)
			(void)kill(getpid(), sig);
		/* Stopped and continued: asked once more. */
		if (sig != SIGTSTP)
			break;
	}
	if (fd >= 0 && fd != tty_fd)
		(void)close(fd);
	(void)pthread_mutex_unlock(&tty_lock);
	free(question);
	free(clean);
	return answer;
}
