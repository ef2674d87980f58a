/* SPDX-License-Identifier: GPL-3.0-or-later
 * From inside: root's rights and people's files are out of reach, and what is still needed is not. */
#include "base/drop.h"
#include "lib/remove-all.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/certcard-drop-XXXXXX";

/* What `what` makes of a child of its own: its exit status. */
static int in_child(int (*what)(void))
{
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(what());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static bool opens(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	return fd >= 0 && close(fd) == 0;
}

/* Each: 0, or which line was not as it should be. */

static int as_nobody(void)
{
	if (!drop_root(false))
		return 1;
	if (getuid() != 65534 || geteuid() != 65534 || getgid() != 65534 || getgroups(0, NULL) != 0)
		return 2;
	if (setuid(0) == 0 || setgid(0) == 0)
		return 3;
	return opens("old", O_RDONLY) || !opens("/etc/passwd", O_RDONLY) ? 4 : 0;
}

static int as_reader(void)
{
	if (!drop_root(true))
		return 1;
	if (getuid() != 65534 || setuid(0) == 0)
		return 2;
	if (!opens("old", O_RDONLY))
		return 3;
	return opens("old", O_WRONLY) || opens("new", O_WRONLY | O_CREAT) || chmod("old", 0644) == 0 ? 4 : 0;
}

struct waiting { int go[2], tell[2]; };

static void *who_later(void *arg)
{
	struct waiting *w = arg;
	char byte = 0;

	(void)!read(w->go[0], &byte, 1);
	byte = (char)(getuid() != 65534 || opens("old", O_WRONLY));
	(void)!write(w->tell[1], &byte, 1);
	return NULL;
}

static int with_a_thread(void)
{
	struct waiting w;
	pthread_t t;
	char got = 1;

	if (pipe(w.go) != 0 || pipe(w.tell) != 0 || pthread_create(&t, NULL, who_later, &w) != 0 || !drop_root(false))
		return 2;
	(void)!write(w.go[1], "", 1);
	(void)!read(w.tell[0], &got, 1);
	return got;
}

static void test_root_becomes_nobody(void **state)
{
	(void)state;
	if (geteuid() != 0) {
		assert_false(drop_root(false));
		return;
	}
	if (in_child(as_nobody) == 1)
		skip();          /* a sanitizer, or a container without that user */
	assert_int_equal(in_child(as_nobody), 0);
	assert_int_equal(in_child(as_reader), 0);
	assert_int_equal(in_child(with_a_thread), 0);
}

static int without_homes(void)
{
	int before = open("old", O_RDONLY | O_CLOEXEC);
	char byte;

	if (!drop_homes())
		return 1;
	if (opens("old", O_RDONLY) || errno != EACCES)
		return 2;
	if (opens(dir, O_RDONLY | O_DIRECTORY) || opens("/tmp", O_RDONLY | O_DIRECTORY))
		return 3;
	if (!opens("/etc/passwd", O_RDONLY) || !opens("/proc/self/status", O_RDONLY)
		|| !opens("/usr", O_RDONLY | O_DIRECTORY))
		return 4;
	return read(before, &byte, 1) == 1 ? 0 : 5;
}

static int with_other_libraries(void)
{
	(void)setenv("LD_LIBRARY_PATH", dir, 1);
	return drop_homes() || !opens("old", O_RDONLY) ? 1 : 0;
}

static void test_homes_are_out_of_sight(void **state)
{
	(void)state;
	(void)unsetenv("LD_LIBRARY_PATH");
	assert_int_equal(in_child(with_other_libraries), 0);
	if (!drop_homes_there())
		skip();
	assert_int_equal(in_child(without_homes), 0);
}

static int begin(void **state)
{
	int fd;

	(void)state;
	if (mkdtemp(dir) == NULL || chdir(dir) != 0)
		return -1;
	fd = open("old", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	return fd < 0 || write(fd, "x", 1) != 1 ? -1 : close(fd);
}

static int finish(void **state)
{
	(void)state;
	return chdir("/") | remove_all(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_root_becomes_nobody),
		cmocka_unit_test(test_homes_are_out_of_sight),
	};

	return cmocka_run_group_tests(tests, begin, finish);
}
