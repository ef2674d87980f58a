/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a list without ever waiting for it. */
#include "batch/source.h"

#include "base/limits.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH_BLOCK = 16384, BATCH_BLOCKS = 16 };

static int batch_source_open_list(struct batch_source *s, const char *name, struct cc_err *e)
{
	struct stat st;

	s->fd = 0;
	if (strcmp(name, "-") != 0) {
		/* a pipe that nobody writes to yet is waited for like one that has no line yet */
		s->fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
		s->close_fd = true;
	}
	if (s->fd < 0)
		return err_set(e, ERR_USAGE, "--hosts %s", name);
	if (fstat(s->fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return err_set(e, ERR_USAGE, "--hosts %s", name);
	}
	return 0;
}

int batch_source_open(struct batch_source *s, const struct opts *o, struct cc_err *e)
{
	*s = (struct batch_source){ .n_targets = o->n_targets, .fd = -1,
		.shard = o->shard,
		.text = BUF_INIT(LIMIT_TARGET_BYTES + 2 * BATCH_BLOCK) };
	return o->hosts == NULL ? 0 : batch_source_open_list(s, o->hosts, e);
}

void batch_source_close(struct batch_source *s)
{
	if (s->close_fd && s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
	buf_done(&s->text);
}

/* A line's target: no blanks around it, nothing from a # on that begins the line or stands behind a blank (others
 * belong to URLs). NULL: the line has none. */
static char *batch_source_strip(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] == '#' && (i == 0 || p[i - 1] == ' ' || p[i - 1] == '\t'))
			n = i;
	}
	while (n > 0 && strchr(" \t\r", p[0]) != NULL && p[0] != '\0')
		p++, n--;
	while (n > 0 && strchr(" \t\r", p[n - 1]) != NULL && p[n - 1] != '\0')
		n--;
	return n == 0 ? NULL : mem_strndup(p, n);
}

/* The next whole line in `text`, or the last one without its newline at the end. Length -1: none. */
static ssize_t batch_source_line(struct batch_source *s)
{
	const char *from = s->text.data == NULL ? NULL : s->text.data + s->at;
	size_t left = s->text.len - s->at;
	const char *nl = left == 0 ? NULL : memchr(from, '\n', left);

	if (nl != NULL)
		return nl - from;
	return s->end && left > 0 ? (ssize_t)left : -1;
}

/* More of the list into `text`. BATCH_TARGET: there is more to look at. */
static enum batch_next batch_source_fill(struct batch_source *s)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };
	size_t left = s->text.len - s->at;
	char block[BATCH_BLOCK];
	ssize_t n;

	if (poll(&p, 1, 0) == 0)
		return BATCH_LATER;
	n = read(s->fd, block, sizeof block);
	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? BATCH_LATER : BATCH_BROKEN;
	s->end = n == 0;
	if (left > 0)
		memmove(s->text.data, s->text.data + s->at, left);
	s->text.len = left;
	s->at = 0;
	(void)buf_add(&s->text, block, (size_t)n);
	return BATCH_TARGET;
}

/* One line out of `text`. BATCH_LATER: it held no target. */
static enum batch_next batch_source_take(struct batch_source *s, size_t n, char **text)
{
	const char *line = s->text.data + s->at;
	bool tail = s->skipping;

	s->at += n;
	s->at += s->at < s->text.len;                /* the newline */
	s->line += !tail;
	s->skipping = false;
	if (tail)
		return BATCH_LATER;
	if (n > LIMIT_TARGET_BYTES)
		return BATCH_TOO_LONG;
	*text = batch_source_strip(line, n);
	return *text != NULL ? BATCH_TARGET : BATCH_LATER;
}

/* A line without an end is given up as soon as it is too long. */
static enum batch_next batch_source_endless(struct batch_source *s)
{
	bool first = !s->skipping;

	s->at = s->text.len;
	s->line += first;
	s->skipping = true;
	return first ? BATCH_TOO_LONG : BATCH_LATER;
}

/* Lines that hold no target, and one without an end, are passed over so many blocks at a time: others want their turn.
 */
static enum batch_next batch_source_list(struct batch_source *s, char **text)
{
	int blocks = 0;

	for (;;) {
		ssize_t n = batch_source_line(s);
		enum batch_next r;

		if (n >= 0) {
			r = batch_source_take(s, (size_t)n, text);
			if (r != BATCH_LATER)
				return r;
			continue;
		}
		if (s->end)
			return BATCH_END;
		if (s->text.len - s->at > LIMIT_TARGET_BYTES || s->skipping) {
			r = batch_source_endless(s);
			if (r == BATCH_TOO_LONG)
				return r;
		}
		if (blocks++ == BATCH_BLOCKS)
			return BATCH_LATER;
		r = batch_source_fill(s);
		if (r == BATCH_BROKEN)
			s->end = true;
		if (r != BATCH_TARGET)
			return r;
	}
}

static enum batch_next batch_source_any(struct batch_source *s, char **text)
{
	if (s->next < s->n_targets) {
		s->next++;
		return BATCH_GIVEN;
	}
	return s->fd < 0 ? BATCH_END : batch_source_list(s, text);
}

static bool batch_source_is_one(enum batch_next r)
{
	return r == BATCH_GIVEN || r == BATCH_TARGET || r == BATCH_TOO_LONG;
}

/* A line that is too long counts as the target that it was meant to be, so that every share counts alike. */
enum batch_next batch_source_next(struct batch_source *s, char **text)
{
	for (;;) {
		enum batch_next r = batch_source_any(s, text);

		if (!batch_source_is_one(r))
			return r;
		if (s->shard.n == 0 || s->seen++ % (size_t)s->shard.n == (size_t)s->shard.i - 1)
			return r;
		if (r == BATCH_TARGET)
			free(*text);
	}
}

size_t batch_source_own(const struct batch_source *s)
{
	size_t n = (size_t)s->shard.n;

	return n == 0 ? s->n_targets : (s->n_targets + n - (size_t)s->shard.i) / n;
}

size_t batch_source_rest(struct batch_source *s, bool *all)
{
	enum batch_next r;
	size_t n = 0;
	char *text;

	do {
		r = batch_source_next(s, &text);
		if (r == BATCH_TARGET)
			free(text);
		n += batch_source_is_one(r);
	} while (batch_source_is_one(r) && n < LIMIT_REST);
	*all = r == BATCH_END;
	return n;
}
