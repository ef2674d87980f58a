/* SPDX-License-Identifier: GPL-3.0-or-later
 * keep SECONDS COMMAND...: run a server, as the user nobody when called by root, and leave nothing of it behind: when
 * this program is told to end, when its parent dies or when the time is up, all that descends from COMMAND ends, also
 * what went into the background.
 * KEEP_AS_ROOT=1 in the environment: no other user. */
#include <dirent.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_MS = 1500, ROUNDS = 200 };

static int drop_root(void)
{
	const struct passwd *p;

	if (geteuid() != 0 || getenv("KEEP_AS_ROOT") != NULL)
		return 0;
	p = getpwnam("nobody");
	return p == NULL || setgroups(0, NULL) != 0 || setgid(p->pw_gid) != 0 || setuid(p->pw_uid) != 0 ? -1 : 0;
}

static void child(char **argv, const sigset_t *mask)
{
	(void)sigprocmask(SIG_SETMASK, mask, NULL);
	(void)setpgid(0, 0);
	if (drop_root() != 0) {
		perror("keep: nobody");
		_exit(126);
	}
	/* Behind the change of user, which takes it back. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

/* The parent of a process as /proc tells it; behind the name in brackets, which may hold anything. */
static pid_t parent_of(const char *pid)
{
	char path[300], line[512] = "";
	const char *at;
	FILE *f;
	int parent = -1;

	(void)snprintf(path, sizeof path, "/proc/%s/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return -1;
	if (fgets(line, sizeof line, f) != NULL && (at = strrchr(line, ')')) != NULL)
		(void)sscanf(at + 1, " %*c %d", &parent);
	(void)fclose(f);
	return parent;
}

/* As a reaper, this process is the parent of whoever lost his own: killing the children again and again finds all. */
static void signal_children(int sig)
{
	DIR *d = opendir("/proc");
	struct dirent *de;

	if (d == NULL)
		return;
	while ((de = readdir(d)) != NULL)
		if (de->d_name[0] >= '1' && de->d_name[0] <= '9' && parent_of(de->d_name) == getpid())
			(void)kill((pid_t)strtol(de->d_name, NULL, 10), sig);
	(void)closedir(d);
}

/* Reap; false: nobody is left. *status: how `first` ended. */
static bool reap(pid_t first, int *status)
{
	pid_t p;
	int s;

	while ((p = waitpid(-1, &s, WNOHANG)) > 0)
		if (p == first)
			*status = WIFEXITED(s) ? WEXITSTATUS(s) : 128 + WTERMSIG(s);
	return p == 0;
}

static void end_all(pid_t first, int *status)
{
	struct timespec tick = { .tv_nsec = 10000000 };
	sigset_t one;
	int i;

	(void)sigemptyset(&one);
	(void)sigaddset(&one, SIGCHLD);
	signal_children(SIGTERM);
	for (i = 0; i < ROUNDS && reap(first, status); i++) {
		(void)sigtimedwait(&one, NULL, &tick);
		if (i * 10 >= GRACE_MS)
			signal_children(SIGKILL);
	}
}

int main(int argc, char **argv)
{
	sigset_t waited, before;
	pid_t first;
	int status = 0, sig;

	if (argc < 3)
		return 2;
	(void)prctl(PR_SET_CHILD_SUBREAPER, 1);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	(void)sigemptyset(&waited);
	for (const int *s = (const int[]){ SIGTERM, SIGINT, SIGHUP, SIGALRM, SIGCHLD, 0 }; *s != 0; s++)
		(void)sigaddset(&waited, *s);
	(void)sigprocmask(SIG_BLOCK, &waited, &before);
	(void)alarm((unsigned)strtoul(argv[1], NULL, 10));
	first = fork();
	if (first == 0)
		child(argv + 2, &before);
	do
		(void)sigwait(&waited, &sig);
	while (sig == SIGCHLD && reap(first, &status));
	if (sig != SIGCHLD)
		end_all(first, &status);
	return status;
}
