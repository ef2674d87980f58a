/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeping a user's file as he wrote it. */
#include "options/settings.h"

#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/xdg.h"

#include <stdlib.h>
#include <string.h>

enum { SETTINGS_BYTES = 64 * 1024 };

static bool settings_word(const char *key, const char *value)
{
	return opts_word_value(key, value) >= 0;
}

static bool settings_yes_no(const char *key, const char *value)
{
	(void)key;
	return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
}

static bool settings_any(const char *key, const char *value)
{
	(void)key;
	return value[0] != '\0';
}

static const struct settings_key {
	const char *name;
	bool (*fits)(const char *key, const char *value);
	const char *wants;
} settings_keys[] = {
	{ "theme", settings_any, "a theme's name" },
	{ "audience", settings_word, "visitor, helpdesk, admin, teacher or all" },
	{ "color", settings_word, "auto, always or never" },
	{ "ascii", settings_yes_no, "yes or no" },
	{ "plain", settings_yes_no, "yes or no" },
};

enum { SETTINGS_KEYS = sizeof settings_keys / sizeof *settings_keys };

struct settings {
	char *path;                  /* NULL: no home, nothing is written */
	char *value[SETTINGS_KEYS];
};

static int settings_index(const char *key, size_t n)
{
	size_t i;

	for (i = 0; i < SETTINGS_KEYS; i++) {
		if (strlen(settings_keys[i].name) == n && memcmp(settings_keys[i].name, key, n) == 0)
			return (int)i;
	}
	return -1;
}

/* One line, as far as it is understood: the key's index, -1 for blank lines and comments, -2 for nonsense. */
static int settings_line(const char *p, size_t n, char **value)
{
	const char *equals, *end = p + n;
	size_t key;
	int i;

	*value = NULL;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	while (end > p && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	if (p == end || *p == '#')
		return -1;
	equals = memchr(p, '=', (size_t)(end - p));
	if (equals == NULL)
		return -2;
	for (key = (size_t)(equals - p); key > 0 && (p[key - 1] == ' ' || p[key - 1] == '\t'); key--)
		;
	i = settings_index(p, key);
	if (i < 0)
		return -2;
	for (equals++; equals < end && (*equals == ' ' || *equals == '\t'); equals++)
		;
	*value = mem_strndup(equals, (size_t)(end - equals));
	return i;
}

static const char *settings_key_at(const void *words, size_t i)
{
	(void)words;
	return i < SETTINGS_KEYS ? settings_keys[i].name : NULL;
}

/* "PATH, line 3: why" */
static void settings_complain(const struct settings *c, size_t line, const char *text, size_t n, int key,
	void (*say)(void *, const char *), void *ctx)
{
	char *word = mem_strndup(text, n > 40 ? 40 : n), *clean = text_clean_str(word), *out;
	const char *near;

	word[strcspn(word, " \t=")] = '\0';
	near = nearest(word, settings_key_at, NULL);
	if (key >= 0)
		out = mem_printf("%s, line %zu: %s is not %s; ignored", c->path, line, settings_keys[key].name,
			settings_keys[key].wants);
	else if (near != NULL)
		out = mem_printf("%s, line %zu: \"%s\" is not understood (%s = %s?); ignored", c->path, line, clean,
			near, "...");
	else
		out = mem_printf("%s, line %zu: \"%s\" is not understood; ignored", c->path, line, clean);
	if (say != NULL)
		say(ctx, out);
	free(out);
	free(clean);
	free(word);
}

static void settings_parse(struct settings *c, const struct buf *b, void (*say)(void *, const char *), void *ctx)
{
	const char *p = b->data, *end = p + b->len;
	size_t line, n;

	for (line = 1; p < end; line++, p += n + 1) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		char *value;
		int i;

		n = nl != NULL ? (size_t)(nl - p) : (size_t)(end - p);
		i = settings_line(p, n, &value);
		if (i >= 0 && settings_keys[i].fits(settings_keys[i].name, value)) {
			free(c->value[i]);
			c->value[i] = value;
			continue;
		}
		if (i != -1)
			settings_complain(c, line, p, n, i, say, ctx);
		free(value);
	}
}

struct settings *settings_open(const char *path, void (*say)(void *ctx, const char *line), void *ctx)
{
	struct settings *c = mem_alloc(sizeof *c);
	struct buf b = BUF_INIT(SETTINGS_BYTES);
	struct cc_err e;

	c->path = path != NULL ? mem_strdup(path) : xdg_path(XDG_CONFIG, "config");
	if (c->path != NULL && xdg_read(c->path, &b, &e) != 0) {
		if (say != NULL)
			say(ctx, e.msg);
	} else if (b.len > 0) {
		settings_parse(c, &b, say, ctx);
	}
	buf_done(&b);
	return c;
}

void settings_free(struct settings *c)
{
	size_t i;

	if (c == NULL)
		return;
	for (i = 0; i < SETTINGS_KEYS; i++)
		free(c->value[i]);
	free(c->path);
	free(c);
}

const char *settings_get(const struct settings *c, const char *key)
{
	int i = settings_index(key, strlen(key));

	return i < 0 ? NULL : c->value[i];
}

/* The file with the key's line replaced (the last one counts, so it is the one), or added at the end. */
static void settings_replace(struct buf *out, const struct buf *old, int key, const char *value)
{
	const char *p = old->data, *end = p + old->len, *at = NULL;
	size_t n = 0, at_n = 0;

	for (; p < end; p += n + 1) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		char *before;

		n = nl != NULL ? (size_t)(nl - p) : (size_t)(end - p);
		if (settings_line(p, n, &before) == key) {
			at = p;
			at_n = n;
		}
		free(before);
	}
	if (at == NULL) {
		(void)buf_add(out, old->data, old->len);
		if (old->len > 0 && old->data[old->len - 1] != '\n')
			(void)buf_addc(out, '\n');
		(void)buf_addf(out, "%s = %s\n", settings_keys[key].name, value);
	} else {
		(void)buf_add(out, old->data, (size_t)(at - old->data));
		(void)buf_addf(out, "%s = %s", settings_keys[key].name, value);
		(void)buf_add(out, at + at_n, (size_t)(end - at) - at_n);
	}
}

int settings_set(struct settings *c, const char *key, const char *value, struct cc_err *e)
{
	struct buf old = BUF_INIT(SETTINGS_BYTES), fresh = BUF_INIT(2 * SETTINGS_BYTES);
	int i = settings_index(key, strlen(key)), r;

	if (i < 0 || !settings_keys[i].fits(key, value) || strpbrk(value, "\n\r") != NULL)
		return err_setx(e, ERR_USAGE, "%s cannot be that", key);
	free(c->value[i]);
	c->value[i] = mem_strdup(value);
	if (c->path == NULL)
		return err_setx(e, ERR_IO, "there is no home folder to keep it in");
	/* Read anew: somebody may have edited it. */
	r = xdg_read(c->path, &old, e);
	if (r == 0) {
		settings_replace(&fresh, &old, i, value);
		r = xdg_write(c->path, buf_bytes(&fresh), e);
	}
	buf_done(&fresh);
	buf_done(&old);
	return r;
}

void settings_apply(const struct settings *c, struct opts *o)
{
	const char *audience = settings_get(c, "audience"), *color = settings_get(c, "color"),
		*ascii = settings_get(c, "ascii"), *plain = settings_get(c, "plain");

	if (o->theme == NULL)
		o->theme = settings_get(c, "theme");
	if (!o->audience_set && audience != NULL) {
		o->audience = (enum audience)opts_word_value("audience", audience);
		o->audience_set = true;
	}
	if (o->color == WHEN_AUTO && color != NULL)
		o->color = (enum when)opts_word_value("color", color);
	if (ascii != NULL && strcmp(ascii, "yes") == 0)
		o->ascii = true;
	if (plain != NULL && strcmp(plain, "yes") == 0)
		o->plain = true;
}
