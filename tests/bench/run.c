/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs commands by turns and says what each cost. usage: run ROUNDS -- COMMAND [ARG]... [-- COMMAND [ARG]...]...
 * For each command a line: median wall ms, median CPU ms (user and system, its children included), peak kB, exit
 * status, median page faults, and how much of the machine others had meanwhile, in percent: neither the command nor the
 * bench's own server (the process group BENCH_SERVER). */
#include <dirent.h>
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
	double others, machine;      /* clock ticks, of all rounds */
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

/* Ticks that the machine has worked, and all that went by, on all cores together. */
static void machine_ticks(double *worked, double *all)
{
	double t[8] = { 0 };
	FILE *f = fopen("/proc/stat", "r");

	*worked = *all = 0;
	if (f == NULL)
		return;
	if (fscanf(f, "cpu %lf %lf %lf %lf %lf %lf %lf %lf", &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7])
		== 8)
		for (int i = 0; i < 8; i++) {
			*all += t[i];
			*worked += i == 3 || i == 4 ? 0 : t[i];      /* idle, and waiting for a disk */
		}
	(void)fclose(f);
}

/* Ticks of a process, if it is of this group. */
static double ticks_of(const char *pid, long group)
{
	char path[300], text[1024];
	double user = 0, sys = 0;
	const char *rest;
	long its = 0;
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof path, "/proc/%.200s/stat", pid);
	if ((f = fopen(path, "r")) == NULL)
		return 0;
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	rest = strrchr(text, ')');   /* behind the name, which may hold anything: proc(5) */
	if (rest == NULL
		|| sscanf(rest, ") %*c %*d %ld %*d %*d %*d %*u %*u %*u %*u %*u %lf %lf", &its, &user, &sys) != 3)
		return 0;
	return its == group ? user + sys : 0;
}

static double server_ticks(void)
{
	const char *group = getenv("BENCH_SERVER");
	DIR *dir = group != NULL ? opendir("/proc") : NULL;
	struct dirent *d;
	double sum = 0;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (d->d_name[0] >= '1' && d->d_name[0] <= '9')
			sum += ticks_of(d->d_name, strtol(group, NULL, 10));
	if (dir != NULL)
		(void)closedir(dir);
	return sum;
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

static void run_watched(struct command *c, int round)
{
	double worked, all, worked_then, all_then, server = server_ticks();

	machine_ticks(&worked, &all);
	run_once(c, round);
	machine_ticks(&worked_then, &all_then);
	c->others += worked_then - worked - (server_ticks() - server)
		- c->cpu[round] / 1000 * (double)sysconf(_SC_CLK_TCK);
	c->machine += all_then - all;
}

static int busy_percent(const struct command *c)
{
	return c->others <= 0 || c->machine <= 0 ? 0 : (int)(100 * c->others / c->machine + 0.5);
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
	/* One round more, not counted, warms the caches; what takes seconds warms them itself. */
	for (int r = rounds > 1 ? -1 : 0; r < rounds; r++)
		for (int i = 0; i < n; i++)
			r < 0 ? run_once(&commands[i], 0) : run_watched(&commands[i], r);
	for (int i = 0; i < n; i++)
		(void)printf("%.2f %.2f %ld %d %.0f %d\n", median(commands[i].wall, rounds),
			median(commands[i].cpu, rounds),
			commands[i].peak_kb, commands[i].status, median(commands[i].faults, rounds),
			busy_percent(&commands[i]));
	return 0;
}
