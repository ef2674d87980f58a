/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walks to a folder by descriptors, so that nobody can change the way while it is gone, and replaces files in it. */
#include "base/place.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PLACE_PART ".certcard-"          /* begins the name of a file that is not whole yet; 16 hex digits follow */

enum { PLACE_HEX = 16, PLACE_OLD_S = 60 * 60 };
enum { PLACE_NO_REPLACE = 1 };           /* RENAME_NOREPLACE, rename(2), which not every C library names */

/* What others see as root's in a user namespace (user_namespaces(7), /proc/sys/kernel/overflowuid). */
enum { PLACE_OVERFLOW_UID = 65534 };

/* One step of the walk. */
struct place_walk {
	int at;                  /* the folder reached */
	char *rest;              /* what is left of the path */
	unsigned links;          /* symbolic links followed */
	bool make;
};

void place_close(struct place *p)
{
	if (p->folder >= 0)
		(void)close(p->folder);
	free(p->name);
	free(p->shown);
	*p = (struct place){ .folder = -1 };
}

static int walk_to(struct place_walk *w, int fd)
{
	if (fd < 0)
		return -1;
	(void)close(w->at);
	w->at = fd;
	return 0;
}

static bool walk_others_write(int folder)
{
	struct stat st;

	if (fstat(folder, &st) != 0 || (st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return true;
	return st.st_uid != 0 && st.st_uid != geteuid() && st.st_uid != PLACE_OVERFLOW_UID;
}

/* The link `name` takes the place of itself in the path. */
static int walk_link(struct place_walk *w, const char *name, const char *behind, struct cc_err *e)
{
	char target[PATH_MAX], *rest;
	ssize_t n = readlinkat(w->at, name, target, sizeof target - 1);

	if (n < 0)
		return errno == EINVAL ? (errno = ENOTDIR, -1) : -1;
	target[n] = '\0';
	if (walk_others_write(w->at))
		return err_setx(e, ERR_IO,
			"%s is a symbolic link in a folder that others may write, so it is not followed", name);
	if (w->links++ == LIMIT_LINKS) {
		errno = ELOOP;
		return -1;
	}
	rest = mem_printf("%s%s", target, behind);
	free(w->rest);
	w->rest = rest;
	return target[0] != '/' ? 0 : walk_to(w, open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

static int walk_step(struct place_walk *w, const char *name, const char *behind, struct cc_err *e)
{
	int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, fd = openat(w->at, name, flags);
	char *rest;

	if (fd < 0 && errno == ENOENT && w->make && (mkdirat(w->at, name, 0700) == 0 || errno == EEXIST))
		fd = openat(w->at, name, flags);
	if (fd < 0 && (errno == ENOTDIR || errno == ELOOP))
		return walk_link(w, name, behind, e);
	rest = mem_strdup(behind);
	free(w->rest);
	w->rest = rest;
	return walk_to(w, fd);
}

/* Walks until a name is left that is no link; *name is it. -1: e is set, or errno alone. */
static int walk_path(struct place_walk *w, char **name, struct cc_err *e)
{
	for (;;) {
		const char *from = w->rest + strspn(w->rest, "/");
		size_t n = strcspn(from, "/");
		const char *behind = from + n;
		char *step = mem_strndup(from, n);
		struct stat st;
		int r, why;

		if (*behind == '\0' && (n == 0 || strcmp(step, ".") == 0 || strcmp(step, "..") == 0)) {
			errno = EISDIR;
			r = -1;
		} else if (*behind != '\0') {
			r = walk_step(w, step, behind, e);
		} else if (fstatat(w->at, step, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode)) {
			r = walk_link(w, step, "", e);
		} else {
			*name = step;
			return 0;
		}
		why = errno;
		free(step);
		errno = why;
		if (r != 0)
			return -1;
	}
}

int place_open(struct place *p, const char *path, bool make, struct cc_err *e)
{
	struct place_walk w = { .make = make, .rest = mem_strdup(path) };
	struct cc_err why = { 0 };
	int r = -1;

	*p = (struct place){ .folder = -1, .shown = text_clean_line(path, LIMIT_PATH_SHOWN) };
	w.at = open(path[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (w.at >= 0)
		r = walk_path(&w, &p->name, &why);
	if (r != 0 && why.code != ERR_NONE)
		(void)err_setx(e, why.code, "%s: %s", p->shown, why.msg);
	else if (r != 0)
		(void)err_set(e, ERR_IO, "%s", p->shown);
	p->folder = w.at;
	free(w.rest);
	if (r != 0)
		place_close(p);
	return r;
}

/* ---- writing ---- */

static int place_fill(int fd, struct bytes content)
{
	while (content.n > 0) {
		ssize_t n = write(fd, content.p, content.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		content.p += n;
		content.n -= (size_t)n;
	}
	/* EINVAL: what cannot be told to reach a disk */
	return fsync(fd) == 0 || errno == EINVAL ? 0 : -1;
}

int place_rename(int folder, const char *from, const char *to)
{
	struct stat st;

	if (syscall(SYS_renameat2, folder, from, folder, to, PLACE_NO_REPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* a file system that cannot: a name more, then one less */
	if (linkat(folder, from, folder, to, 0) == 0)
		return unlinkat(folder, from, 0);
	if (errno == EEXIST)
		return -1;
	/* nor that */
	if (fstatat(folder, to, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(folder, from, folder, to);
}

/* What killed ones left, an hour ago or more. */
static void place_sweep(int folder)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	size_t looked = 0;
	struct stat st;

	if (d == NULL && fd >= 0)
		(void)close(fd);
	while (d != NULL && looked++ < LIMIT_FOLDER_ENTRIES && (entry = readdir(d)) != NULL) {
		const char *name = entry->d_name, *digits = name + strlen(PLACE_PART);

		if (strncmp(name, PLACE_PART, strlen(PLACE_PART)) == 0 && strlen(digits) == PLACE_HEX
			&& fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode)
			&& st.st_uid == geteuid() && time(NULL) - st.st_mtime > PLACE_OLD_S)
			(void)unlinkat(folder, name, 0);
	}
	if (d != NULL)
		(void)closedir(d);
}

/* A name that is new does not outlive a power cut before its folder reached the disk. */
static void place_settle(int folder)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

int place_write(const struct place *p, struct bytes content, mode_t mode, bool over, struct cc_err *e)
{
	char part[sizeof PLACE_PART + PLACE_HEX];
	uint64_t number = 0;
	int fd, r;

	if (getrandom(&number, sizeof number, 0) != sizeof number)
		return err_set(e, ERR_IO, "%s", p->shown);
	(void)snprintf(part, sizeof part, PLACE_PART "%016llx", (unsigned long long)number);
	fd = openat(p->folder, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd < 0)
		return err_set(e, ERR_IO, "%s", p->shown);
	r = place_fill(fd, content);
	if (r == 0)
		r = over ? renameat(p->folder, part, p->folder, p->name) : place_rename(p->folder, part, p->name);
	if (r != 0 && errno == EEXIST && !over)
		(void)err_setx(e, ERR_IO, "%s is there already; nothing was written", p->shown);
	else if (r != 0)
		(void)err_set(e, ERR_IO, "%s", p->shown);
	if (r != 0)
		(void)unlinkat(p->folder, part, 0);
	(void)close(fd);
	if (r == 0)
		place_settle(p->folder);
	if (r == 0 && over)
		place_sweep(p->folder);
	return r;
}
