/* SPDX-License-Identifier: GPL-3.0-or-later
 * From inside: what a process has given up fails, each thing by itself, in all its threads; what it needs goes on. */
#include "base/enclose.h"
#include "lib/remove-all.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/certcard-enclose-XXXXXX";
static pid_t parent;

/* Each: 0 if it came about, else -1 with errno. */

static int try_execve(void)
{
	char *const argv[] = { (char[]){ "true" }, NULL };

	return execv("/bin/true", argv);
}

static int try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return child < 0 ? -1 : 0;
}

static int try_ptrace(void)
{
	return (int)ptrace(PTRACE_ATTACH, parent, NULL, NULL);
}

static int try_memory(void)
{
	char byte;
	struct iovec mine = { &byte, 1 }, theirs = { &parent, 1 };

	return process_vm_readv(parent, &mine, 1, &theirs, 1, 0) < 0 ? -1 : 0;
}

static int try_kill(void)
{
	return kill(parent, 0);
}

static int try_group(void)
{
	return kill(0, 0);
}

static int try_stop(void)
{
	return kill(0, SIGTSTP);
}

static int opened(int fd)
{
	if (fd >= 0)
		(void)close(fd);
	return fd < 0 ? -1 : 0;
}

static int try_write(void)
{
	return opened(open("old", O_WRONLY));
}

static int try_both(void)
{
	return opened(openat(AT_FDCWD, "old", O_RDWR));
}

static int try_new(void)
{
	return opened(open("new", O_CREAT | O_RDONLY, 0600));
}

static int try_truncate(void)
{
	return truncate("old", 0);
}

static int try_unlink(void)
{
	return unlink("nothing") == 0 || errno == ENOENT ? 0 : -1;
}

static int try_rename(void)
{
	return rename("old", "old");
}

static int try_link(void)
{
	return link("old", "linked");
}

static int try_mkdir(void)
{
	return mkdir("folder", 0700);
}

static int try_chmod(void)
{
	return chmod("old", 0600);
}

static int try_socket(void)
{
	return opened(socket(AF_INET, SOCK_STREAM, 0));
}

static int try_unix(void)
{
	return opened(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int try_read(void)
{
	return opened(open("old", O_RDONLY));
}

static int try_raise(void)
{
	return kill(getpid(), 0);
}

static void *nothing(void *arg)
{
	return arg;
}

static int try_thread(void)
{
	pthread_t t;

	return pthread_create(&t, NULL, nothing, NULL) != 0 || pthread_join(t, NULL) != 0 ? -1 : 0;
}

enum { ALWAYS = 1 << 8, NEVER = 1 << 9, UNLESS_STOPS = 1 << 10 };

static const struct { const char *name; int (*attempt)(void); unsigned refused; } rows[] = {
	{ "execve", try_execve, ALWAYS },
	{ "fork", try_fork, ALWAYS },
	{ "ptrace", try_ptrace, ALWAYS },
	{ "another's memory", try_memory, ALWAYS },
	{ "another's signals", try_kill, ALWAYS },
	{ "the group's signals", try_group, ALWAYS },
	{ "to stop the group", try_stop, UNLESS_STOPS },
	{ "open to write", try_write, ENCLOSE_NO_WRITE },
	{ "open for both", try_both, ENCLOSE_NO_WRITE },
	{ "a new file", try_new, ENCLOSE_NO_WRITE },
	{ "truncate", try_truncate, ENCLOSE_NO_WRITE },
	{ "unlink", try_unlink, ENCLOSE_NO_WRITE },
	{ "rename", try_rename, ENCLOSE_NO_WRITE },
	{ "link", try_link, ENCLOSE_NO_WRITE },
	{ "mkdir", try_mkdir, ENCLOSE_NO_WRITE },
	{ "chmod", try_chmod, ENCLOSE_NO_WRITE },
	{ "a socket", try_socket, ENCLOSE_NO_NETWORK },
	{ "a local socket", try_unix, ENCLOSE_NO_NETWORK },
	{ "read a file", try_read, NEVER },
	{ "a signal to itself", try_raise, NEVER },
	{ "a thread", try_thread, NEVER },
};

enum { N_ROWS = sizeof rows / sizeof *rows };

/* In a child, each attempt by itself, since some change what is tried next. 0: it came about; else errno. */
static int attempted(size_t row, unsigned what)
{
	int status = -1;
	pid_t child;

	(void)fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		/* a group of its own, which it may stop without a sight */
		(void)setpgid(0, 0);
		(void)signal(SIGTSTP, SIG_IGN);
		if (!enclose(what))
			_exit(255);
		_exit(rows[row].attempt() == 0 ? 0 : errno);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_what_is_given_up_fails(void **state)
{
	static const unsigned all[] = { ENCLOSE_BASE, ENCLOSE_NO_WRITE, ENCLOSE_NO_NETWORK,
		ENCLOSE_NO_WRITE | ENCLOSE_NO_NETWORK, ENCLOSE_BASE | ENCLOSE_STOPS };
	int wrong = 0;

	(void)state;
	if (!enclose_there())
		skip();
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		for (size_t i = 0; i < N_ROWS; i++) {
			unsigned given_up = all[k] | ALWAYS | (all[k] & ENCLOSE_STOPS ? 0 : UNLESS_STOPS);
			bool refused = (given_up & rows[i].refused) != 0;
			int got = attempted(i, all[k]);

			if (refused ? got == EPERM : got == 0)
				continue;
			print_error("%s with %#x: %d\n", rows[i].name, all[k], got);
			wrong++;
		}
		(void)unlink("new");
		(void)unlink("linked");
		(void)rmdir("folder");
	}
	assert_int_equal(wrong, 0);
}

struct waiting { int go[2], tell[2]; };

static void *try_later(void *arg)
{
	struct waiting *w = arg;
	char byte = 0;

	(void)!read(w->go[0], &byte, 1);
	byte = try_write() == 0 ? 0 : (char)errno;
	(void)!write(w->tell[1], &byte, 1);
	return NULL;
}

/* A thread that was there before is bound as well. */
static void test_all_threads_are_bound(void **state)
{
	int status = -1;
	pid_t child;

	(void)state;
	if (!enclose_there())
		skip();
	(void)fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct waiting w;
		pthread_t t;
		char got = 0;

		if (pipe(w.go) != 0 || pipe(w.tell) != 0 || pthread_create(&t, NULL, try_later, &w) != 0
			|| !enclose(ENCLOSE_NO_WRITE))
			_exit(255);
		(void)!write(w.go[1], "", 1);
		(void)!read(w.tell[0], &got, 1);
		_exit(got);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), EPERM);
}

static int begin(void **state)
{
	int fd;

	(void)state;
	parent = getpid();
	if (mkdtemp(dir) == NULL || chdir(dir) != 0)
		return -1;
	fd = open("old", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	return fd < 0 ? -1 : close(fd);
}

static int finish(void **state)
{
	(void)state;
	return chdir("/") | remove_all(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_given_up_fails),
		cmocka_unit_test(test_all_threads_are_bound),
	};

	return cmocka_run_group_tests(tests, begin, finish);
}
