/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signal handlers have no argument, so what they need stands in variables of this file. */
#include "terminal/signals.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

/* Handed on to the loop. */
static const int signals_loop[] = { SIGWINCH, SIGTSTP, SIGINT, SIGTERM, SIGHUP, SIGQUIT };
/* There is no loop to hand these to. */
static const int signals_fatal[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGXCPU };

enum { N_LOOP = sizeof signals_loop / sizeof *signals_loop, N_FATAL = sizeof signals_fatal / sizeof *signals_fatal };

static int signals_pipe[2] = { -1, -1 };
static int signals_terminal, signals_out = STDOUT_FILENO;
static struct termios signals_modes;
static bool signals_has_modes;
static struct sigaction signals_old[N_LOOP + N_FATAL];
/* What gives the screen back: copied beforehand, because nothing but write() is safe in a handler. */
static char signals_reset[256];
static size_t signals_reset_len;

static void signals_to_loop(int sig)
{
	int saved = errno;
	unsigned char c = (unsigned char)sig;

	(void)!write(signals_pipe[1], &c, 1);
	errno = saved;
}

static void signals_to_death(int sig)
{
	(void)!write(signals_out, signals_reset, signals_reset_len);
	if (signals_has_modes)
		(void)tcsetattr(signals_terminal, TCSANOW, &signals_modes);
	(void)raise(sig);    /* SA_RESETHAND: this one ends the process */
}

/* Without terminfo's delays, "$<5>". */
static void signals_add_reset(const char *s)
{
	if (s == NULL || s == (char *)-1)
		return;
	while (*s != '\0' && signals_reset_len < sizeof signals_reset) {
		if (s[0] == '$' && s[1] == '<' && strchr(s, '>') != NULL)
			s = strchr(s, '>') + 1;
		else
			signals_reset[signals_reset_len++] = *s++;
	}
}

void screen_signals_save(int terminal)
{
	signals_terminal = terminal;
	signals_has_modes = tcgetattr(terminal, &signals_modes) == 0;
}

void screen_signals_catch(int out, const char *also)
{
	static const char *const capabilities[] = { "sgr0", "rmacs", "cnorm", "rmkx", "rmcup" };
	struct sigaction loop = { .sa_handler = signals_to_loop, .sa_flags = SA_RESTART };
	struct sigaction fatal = { .sa_handler = signals_to_death, .sa_flags = (int)SA_RESETHAND };

	if (pipe2(signals_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		signals_pipe[0] = signals_pipe[1] = -1;
	signals_out = out;
	signals_reset_len = 0;
	for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++)
		signals_add_reset(tigetstr(capabilities[i]));
	signals_add_reset(also);
	for (int i = 0; i < N_LOOP; i++)
		(void)sigaction(signals_loop[i], &loop, &signals_old[i]);
	for (int i = 0; i < N_FATAL; i++)
		(void)sigaction(signals_fatal[i], &fatal, &signals_old[N_LOOP + i]);
}

void screen_signals_restore(void)
{
	for (int i = 0; i < N_LOOP; i++)
		(void)signal(signals_loop[i], SIG_DFL);
	for (int i = 0; i < N_FATAL; i++)
		(void)sigaction(signals_fatal[i], &signals_old[N_LOOP + i], NULL);
	for (int i = 0; i < 2; i++) {
		if (signals_pipe[i] >= 0)
			(void)close(signals_pipe[i]);
		signals_pipe[i] = -1;
	}
}

int screen_signals_fd(void)
{
	return signals_pipe[0];
}

int screen_signals_next(void)
{
	unsigned char c;

	return signals_pipe[0] >= 0 && read(signals_pipe[0], &c, 1) == 1 ? c : 0;
}

void screen_signals_stop(void)
{
	struct sigaction handler;

	(void)sigaction(SIGTSTP, NULL, &handler);
	(void)signal(SIGTSTP, SIG_DFL);
	(void)kill(0, SIGTSTP);
	(void)sigaction(SIGTSTP, &handler, NULL);
}
