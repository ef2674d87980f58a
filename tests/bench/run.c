/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs commands by turns and says what each cost. usage: run ROUNDS -- COMMAND [ARG]... [-- COMMAND [ARG]...]...
 * For each command a line: median wall ms, median CPU ms (user and system, its children included), peak kB, exit
 * status, median page faults. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_COMMANDS = 16, MAX_ROUNDS = 1000 };

struct command {
	char **argv;
	double wall[MAX_ROUNDS], cpu[MAX_ROUNDS], faults[MAX_ROUNDS];
	long peak_kb;
	int status;
};

static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double tv_ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void run_once(struct command *c, int round)
{
	struct rusage use;
	double from = now_ms();
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		(void)dup2(null, 0);
		(void)dup2(null, 1);
		(void)dup2(null, 2);
		(void)execvp(c->argv[0], c->argv);
		_exit(127);
	}
	(void)wait4(pid, &status, 0, &use);
	c->wall[round] = now_ms() - from;
	c->cpu[round] = tv_ms(use.ru_utime) + tv_ms(use.ru_stime);
	c->faults[round] = (double)use.ru_minflt + (double)use.ru_majflt;
	c->peak_kb = use.ru_maxrss > c->peak_kb ? use.ru_maxrss : c->peak_kb;
	c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, compare);
	return v[n / 2];
}

int main(int argc, char **argv)
{
	static struct command commands[MAX_COMMANDS];
	int n = 0, rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;

	if (rounds < 1 || rounds > MAX_ROUNDS)
		return 2;
	for (int i = 2; i < argc; i++)
		if (strcmp(argv[i], "--") == 0) {
			argv[i] = NULL;
			if (n == MAX_COMMANDS || i + 1 == argc)
				return 2;
			commands[n++].argv = argv + i + 1;
		}
	for (int r = -1; r < rounds; r++)        /* one round more, not counted, warms the caches */
		for (int i = 0; i < n; i++)
			run_once(&commands[i], r < 0 ? 0 : r);
	for (int i = 0; i < n; i++)
		(void)printf("%.2f %.2f %ld %d %.0f\n", median(commands[i].wall, rounds),
			median(commands[i].cpu, rounds),
			commands[i].peak_kb, commands[i].status, median(commands[i].faults, rounds));
	return 0;
}
