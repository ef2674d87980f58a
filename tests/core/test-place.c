/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of the user's: whole or not at all, under his umask, and not by a way that others lay. */
#include "base/mem.h"
#include "base/place.h"
#include "base/xdg.h"
#include "lib/remove-all.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BYTES(s) ((struct bytes){ (const uint8_t *)(s), strlen(s) })

/* Every test works in a new folder, which is the current one. */
static int begin(void **state)
{
	char *dir = mem_strdup("/tmp/certcard-place-XXXXXX");

	*state = dir;
	return mkdtemp(dir) == NULL || chdir(dir) != 0 ? -1 : 0;
}

static int finish(void **state)
{
	int r = chdir("/") | remove_all(*state);

	free(*state);
	return r;
}

static int put(const char *path, const char *content, mode_t mode, bool over, struct cc_err *e)
{
	struct place p;
	int r = place_open(&p, path, true, e);

	if (r == 0)
		r = place_write(&p, BYTES(content), mode, over, e);
	place_close(&p);
	return r;
}

static void must_hold(const char *path, const char *content)
{
	struct buf b = BUF_INIT(1024 * 1024);
	struct cc_err e = { 0 };

	assert_int_equal(xdg_read(path, &b, &e), 0);
	assert_string_equal(b.data != NULL ? b.data : "", content);
	buf_done(&b);
}

static int entries(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	(void)closedir(d);
	return n - 2;
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void test_modes_honour_the_umask(void **state)
{
	static const struct { mode_t umask, asked, got; } rows[] = {
		{ 022, 0644, 0644 }, { 077, 0644, 0600 }, { 027, 0644, 0640 }, { 002, 0644, 0644 }, { 0, 0600, 0600 },
	};
	mode_t before = umask(0);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cc_err e = { 0 };

		(void)umask(rows[i].umask);
		assert_int_equal(put("new", "x", rows[i].asked, false, &e), 0);
		assert_int_equal(mode_of("new"), rows[i].got);
		assert_int_equal(unlink("new"), 0);
	}
	(void)umask(before);
}

static void test_folders_are_made_for_the_user_alone(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	assert_int_equal(put("a//b/./c/../d/file", "x", 0600, true, &e), 0);
	must_hold("a/b/d/file", "x");
	assert_int_equal(mode_of("a"), 0700);
	assert_int_equal(mode_of("a/b/d"), 0700);
}

static void test_what_is_there_is_left_alone_or_replaced(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	assert_int_equal(put("file", "old", 0600, false, &e), 0);
	assert_int_equal(put("file", "new", 0600, false, &e), -1);
	assert_non_null(strstr(e.msg, "already"));
	must_hold("file", "old");
	assert_int_equal(put("file", "new", 0600, true, &e), 0);
	must_hold("file", "new");
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_int_equal(put(".", "x", 0600, true, &e), -1);
	assert_int_equal(put("", "x", 0600, true, &e), -1);
	assert_int_equal(put("made/", "x", 0600, true, &e), -1);
}

/* Dotfiles are kept elsewhere and linked to: a link of the user's own in a folder of his own. */
static void test_a_link_of_ones_own_is_followed(void **state)
{
	struct cc_err e = { 0 };
	struct stat st;

	assert_int_equal(mkdir("dotfiles", 0700), 0);
	assert_int_equal(mkdir("home", 0700), 0);
	assert_int_equal(symlink("../dotfiles/config", "home/config"), 0);
	assert_int_equal(put("home/config", "one", 0600, true, &e), 0);
	must_hold("dotfiles/config", "one");
	assert_int_equal(lstat("home/config", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	/* a folder, and an absolute one */
	assert_int_equal(symlink((char *)*state, "home/up"), 0);
	assert_int_equal(put("home/up/dotfiles/other", "two", 0600, true, &e), 0);
	must_hold("dotfiles/other", "two");
	/* round in a circle */
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	assert_int_equal(put("a", "x", 0600, true, &e), -1);
	assert_int_equal(e.sys_errno, ELOOP);
}

static void test_a_link_where_others_write_is_refused(void **state)
{
	static const mode_t open_to[] = { 0777, 01777, 0770, 0702 };

	(void)state;
	assert_int_equal(mkdir("mine", 0700), 0);
	assert_int_equal(mkdir("shared", 0700), 0);
	assert_int_equal(symlink("../mine/file", "shared/file"), 0);
	assert_int_equal(symlink("../mine", "shared/folder"), 0);
	for (size_t i = 0; i < sizeof open_to / sizeof *open_to; i++) {
		static const char *const ways[] = { "shared/file", "shared/folder/file", "shared/folder/deep/file" };

		assert_int_equal(chmod("shared", open_to[i]), 0);
		for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
			struct cc_err e = { 0 };

			assert_int_equal(put(ways[k], "x", 0600, true, &e), -1);
			assert_non_null(strstr(e.msg, "symbolic link in a folder that others may write"));
			assert_int_equal(entries("mine"), 0);
		}
		/* a plain file there is no such thing */
		assert_int_equal(put("shared/plain", "x", 0600, true, NULL), 0);
	}
	assert_int_equal(chmod("shared", 0755), 0);
	assert_int_equal(put("shared/file", "x", 0600, true, NULL), 0);
	must_hold("mine/file", "x");
}

/* A disk that takes no more: here, a limit of the process. */
static void test_a_full_disk_leaves_the_old_file(void **state)
{
	static char much[64 * 1024 + 1];
	struct rlimit before, small;
	struct cc_err e = { 0 };
	int r, fresh;

	(void)state;
	memset(much, 'x', sizeof much - 1);
	assert_int_equal(put("file", "old", 0600, true, &e), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = (struct rlimit){ 4096, before.rlim_max };
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	r = put("file", much, 0600, true, &e);
	fresh = put("fresh", much, 0600, false, NULL);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(r, -1);
	assert_int_equal(fresh, -1);
	assert_int_equal(e.sys_errno, EFBIG);
	assert_non_null(strstr(e.msg, "file: "));
	must_hold("file", "old");
	assert_int_equal(entries("."), 1);           /* nothing half done is left, either */
}

/* Killed at any moment: what stands there is one of the two, whole. */
static void test_a_kill_leaves_one_of_the_two(void **state)
{
	enum { KILLS = 60, LENGTH = 300 * 1000 };
	char *text = mem_alloc(LENGTH + 1);
	struct buf b = BUF_INIT(LENGTH + 1);

	(void)state;
	for (int n = 0; n < KILLS; n++) {
		const struct timespec a_while = { .tv_nsec = (n * 137 % 40) * 100000L };
		pid_t child;
		int status;

		(void)fflush(NULL);
		child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			for (int turn = 0;; turn++) {
				memset(text, 'a' + turn % 26, LENGTH);
				if (put("file", text, 0600, true, NULL) != 0)
					_exit(1);
			}
		}
		(void)nanosleep(&a_while, NULL);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(xdg_read("file", &b, NULL), 0);
		if (b.len == 0)
			continue;                    /* it did not come to the first one */
		assert_int_equal(b.len, LENGTH);
		assert_int_equal(strspn(b.data, (char[]){ b.data[0], '\0' }), LENGTH);
	}
	buf_done(&b);
	free(text);
}

static void test_what_a_kill_left_is_swept_later(void **state)
{
	const struct timespec old[2] = { { .tv_sec = time(NULL) - 7200 }, { .tv_sec = time(NULL) - 7200 } };
	static const char *const names[] = { ".certcard-0123456789abcdef", ".certcard-0123456789abcdee",
		".certcard-no-such-file" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		int fd = open(names[i], O_CREAT | O_WRONLY, 0600);

		assert_true(fd >= 0);
		(void)close(fd);
		if (i != 1)
			assert_int_equal(utimensat(AT_FDCWD, names[i], old, 0), 0);
	}
	assert_int_equal(put("file", "x", 0600, true, NULL), 0);
	assert_int_equal(access(names[0], F_OK), -1);
	assert_int_equal(access(names[1], F_OK), 0);         /* somebody may be writing it */
	assert_int_equal(access(names[2], F_OK), 0);         /* not one of ours */
}

static void test_nowhere_to_write_is_said(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	assert_int_equal(put("/proc/certcard/file", "x", 0600, true, &e), -1);
	assert_non_null(strstr(e.msg, "/proc/certcard/file"));
	assert_int_equal(put("no-file", "x", 0600, true, &e), 0);
	assert_int_equal(put("no-file/file", "x", 0600, true, &e), -1);
	assert_int_equal(e.sys_errno, ENOTDIR);
	if (geteuid() == 0)
		return;                              /* whom no mode stops */
	assert_int_equal(mkdir("closed", 0500), 0);
	assert_int_equal(put("closed/file", "x", 0600, true, &e), -1);
	assert_int_equal(e.sys_errno, EACCES);
}

static void test_a_pipe_is_not_waited_for(void **state)
{
	struct buf b = BUF_INIT(64);
	struct cc_err e = { 0 };

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(xdg_read("pipe", &b, &e), -1);
	assert_non_null(strstr(e.msg, "pipe"));
	buf_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_modes_honour_the_umask, begin, finish),
		cmocka_unit_test_setup_teardown(test_folders_are_made_for_the_user_alone, begin, finish),
		cmocka_unit_test_setup_teardown(test_what_is_there_is_left_alone_or_replaced, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_link_of_ones_own_is_followed, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_link_where_others_write_is_refused, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_full_disk_leaves_the_old_file, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_kill_leaves_one_of_the_two, begin, finish),
		cmocka_unit_test_setup_teardown(test_what_a_kill_left_is_swept_later, begin, finish),
		cmocka_unit_test_setup_teardown(test_nowhere_to_write_is_said, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_pipe_is_not_waited_for, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
