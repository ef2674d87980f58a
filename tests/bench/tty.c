/* SPDX-License-Identifier: GPL-3.0-or-later
 * How many bytes a program writes to its terminal, for its first screen and after each key. usage: tty COLSxROWS KEYS
 * COMMAND [ARG]...; KEYS are sent one by one ("R" stands for the right arrow). Prints a count for each, first screen
 * first. */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STILL_MS = 700, FIRST_MS = 3000 };

/* Bytes until it has been still for a while. */
static long drain(int fd, int first_ms)
{
	char block[65536];
	long n = 0;
	int ms = first_ms;

	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t r;

		if (poll(&p, 1, ms) <= 0)
			return n;
		r = read(fd, block, sizeof block);
		if (r <= 0)
			return n;
		n += r;
		ms = STILL_MS;
	}
}

int main(int argc, char **argv)
{
	struct winsize ws = { 0 };
	const char *k;
	pid_t pid;
	int fd;

	if (argc < 4 || sscanf(argv[1], "%hux%hu", &ws.ws_col, &ws.ws_row) != 2)
		return 2;
	pid = forkpty(&fd, NULL, NULL, &ws);
	if (pid == 0) {
		(void)setenv("TERM", "xterm-256color", 1);
		(void)execvp(argv[3], argv + 3);
		_exit(127);
	}
	(void)printf("%ld", drain(fd, FIRST_MS));
	for (k = argv[2]; *k != '\0'; k++) {
		const char *keys = *k == 'R' ? "\033OC" : (const char[]){ *k, '\0' };

		if (write(fd, keys, strlen(keys)) < 0)
			break;
		(void)printf(" %ld", drain(fd, STILL_MS));
	}
	(void)printf("\n");
	(void)kill(pid, SIGTERM);
	(void)close(fd);
	(void)waitpid(pid, NULL, 0);
	return 0;
}
