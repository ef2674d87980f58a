/* SPDX-License-Identifier: GPL-3.0-or-later
 * How soon a program on a terminal has painted, and how often it wakes up afterwards for nothing.
 * usage: paint ROUNDS IDLE_SECONDS COLSxROWS COMMAND [ARG]...
 * Prints the median of milliseconds from fork() to the last octet of the first screen (then it is still for a moment),
 * and the wake-ups in IDLE_SECONDS, of all its threads, after the last round's screen has long been still. */
#include <dirent.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_ROUNDS = 100, FIRST_MS = 10000, STILL_MS = 25, SETTLED_MS = 2000 };

static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Reads for `ms`, or until it has been still for as long as `still` says. When the last octet came; 0: none did. */
static double drain(int fd, int ms, int still)
{
	char block[65536];
	double last = 0, until = now_ms() + ms;

	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		double left = until - now_ms();
		int wait = last > 0 && still < left ? still : (int)left;

		if (wait <= 0 || poll(&p, 1, wait) <= 0 || read(fd, block, sizeof block) <= 0)
			return last;
		last = now_ms();
	}
}

/* Times that its threads have slept and been woken, so far. */
static long wakes(pid_t pid)
{
	char path[512], line[256];
	struct dirent *d;
	long n = 0, one;
	DIR *dir;

	(void)snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	dir = opendir(path);
	while (dir != NULL && (d = readdir(dir)) != NULL) {
		FILE *f;

		(void)snprintf(path, sizeof path, "/proc/%d/task/%.32s/status", (int)pid, d->d_name);
		f = d->d_name[0] == '.' ? NULL : fopen(path, "r");
		while (f != NULL && fgets(line, sizeof line, f) != NULL)
			if (sscanf(line, "voluntary_ctxt_switches: %ld", &one) == 1)
				n += one;
		if (f != NULL)
			(void)fclose(f);
	}
	if (dir != NULL)
		(void)closedir(dir);
	return n;
}

/* Milliseconds to the first screen; below 0: there was none. *idle, if asked for `idle_s`, is set to the wake-ups. */
static double paint(char **argv, struct winsize *ws, int idle_s, long *idle)
{
	double from = now_ms(), last;
	int fd;
	pid_t pid = forkpty(&fd, NULL, NULL, ws);

	if (pid == 0) {
		(void)setenv("TERM", "xterm-256color", 1);
		(void)execvp(argv[0], argv);
		_exit(127);
	}
	last = drain(fd, FIRST_MS, STILL_MS);
	if (idle_s > 0) {
		(void)drain(fd, SETTLED_MS, SETTLED_MS);
		*idle = wakes(pid);
		(void)drain(fd, idle_s * 1000, idle_s * 1000);
		*idle = wakes(pid) - *idle;
	}
	(void)kill(pid, SIGTERM);
	(void)kill(pid, SIGKILL);
	(void)close(fd);
	(void)waitpid(pid, NULL, 0);
	return last > 0 ? last - from : -1;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
	struct winsize ws = { 0 };
	double ms[MAX_ROUNDS];
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
	int idle_s = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0;
	long idle = 0;

	if (argc < 5 || rounds < 1 || rounds > MAX_ROUNDS || sscanf(argv[3], "%hux%hu", &ws.ws_col, &ws.ws_row) != 2)
		return 2;
	for (int i = 0; i < rounds; i++)
		ms[i] = paint(argv + 4, &ws, i + 1 == rounds ? idle_s : 0, &idle);
	qsort(ms, (size_t)rounds, sizeof *ms, compare);
	(void)printf("%.1f %ld\n", ms[rounds / 2], idle);
	return 0;
}
