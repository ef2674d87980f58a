/* SPDX-License-Identifier: GPL-3.0-or-later
 * By system calls of our own: neither libcap nor a C library of today is asked for. */
#include "config.h"

#include "base/drop.h"
#include "base/sanitized.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#if defined __has_include
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif
#endif

#if defined SANITIZED || !ENABLE_SANDBOX

bool drop_root(bool reads)
{
	(void)reads;
	return false;
}

#else

/* CAP_DAC_READ_SEARCH or nothing. */
static void drop_capabilities(bool reads)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = { 0 };

	if (reads)
		sets[0].effective = sets[0].permitted = UINT32_C(1) << CAP_DAC_READ_SEARCH;
	(void)syscall(SYS_capset, &head, sets);
}

bool drop_root(bool reads)
{
	enum { NOBODY = 65534 };

	if (geteuid() != 0)
		return false;
	(void)prctl(PR_SET_KEEPCAPS, reads ? 1 : 0, 0, 0, 0);
	if (setgroups(0, NULL) != 0 || setresgid(NOBODY, NOBODY, NOBODY) != 0 || setresuid(NOBODY, NOBODY, NOBODY) != 0)
		return false;
	drop_capabilities(reads);
	return true;
}

#endif

#if defined SANITIZED || !ENABLE_SANDBOX || !defined LANDLOCK_ACCESS_FS_READ_FILE \
	|| !defined __NR_landlock_create_ruleset

bool drop_homes_there(void)
{
	return false;
}

bool drop_homes(void)
{
	return false;
}

#else

/* Does $HOME lie below /NAME? Of a system whose homes lie elsewhere (/var/home) more is given up. */
static bool drop_is_home(const char *name)
{
	static const char *const names[] = { "home", "root", "tmp", "srv", "mnt", "media", "lost+found" };
	const char *home = getenv("HOME");
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return home != NULL && home[0] == '/' && strncmp(home + 1, name, n) == 0
		&& (home[n + 1] == '/' || home[n + 1] == '\0');
}

static bool drop_allow(int rules, int folder, const char *name, uint64_t access)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = access };
	long r;

	beneath.parent_fd = openat(folder, name, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return true;             /* a link to nowhere: nothing can be read there */
	r = syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	if (r != 0)              /* a file has no READ_DIR */
		r = syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
			&(struct landlock_path_beneath_attr){ LANDLOCK_ACCESS_FS_READ_FILE, beneath.parent_fd }, 0);
	(void)close(beneath.parent_fd);
	return r == 0;
}

/* All that is in a folder but homes; of /var its folders, so that /var/tmp can be left out as well. */
static bool drop_allow_all(int rules, const char *path, uint64_t access)
{
	bool top = strcmp(path, "/") == 0, all = true;
	DIR *d = opendir(path);
	const struct dirent *e;

	if (d == NULL)
		return false;
	while (all && (e = readdir(d)) != NULL) {
		bool var = top && strcmp(e->d_name, "var") == 0;

		if (e->d_name[0] == '.' || drop_is_home(e->d_name))
			continue;
		all = var ? drop_allow_all(rules, "/var", access) : drop_allow(rules, dirfd(d), e->d_name, access);
	}
	(void)closedir(d);
	return all;
}

bool drop_homes_there(void)
{
	return syscall(__NR_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

bool drop_homes(void)
{
	const uint64_t access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
	struct landlock_ruleset_attr attr = { .handled_access_fs = access };
	bool done;
	int rules;

	if (getenv("LD_LIBRARY_PATH") != NULL || !drop_homes_there())
		return false;
	rules = (int)syscall(__NR_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
	if (rules < 0)
		return false;
	done = drop_allow_all(rules, "/", access) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
		&& syscall(__NR_landlock_restrict_self, rules, 0) == 0;
	(void)close(rules);
	return done;
}

#endif
