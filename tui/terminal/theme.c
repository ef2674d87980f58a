/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading themes: one line an ink, one section a depth of colour. */
#include "terminal/theme.h"

#include <stdlib.h>
#include <string.h>

static const char *const theme_ink_names[N_INKS] = {
#define INK(id, name, what) [INK_##id] = name,
#include "terminal/inks.def"
#undef INK
};

static const struct { const char *name; enum depth depth; } theme_sections[] = {
	{ "none", DEPTH_NONE }, { "8", DEPTH_8 }, { "16", DEPTH_16 }, { "256", DEPTH_256 },
};

static const struct { const char *name; unsigned bit; } theme_attrs[] = {
	{ "bold", STYLE_BOLD }, { "dim", STYLE_DIM }, { "italic", STYLE_ITALIC },
	{ "underline", STYLE_UNDERLINE }, { "reverse", STYLE_REVERSE },
};

/* The order of the terminal's first sixteen (ECMA-48 8.3.117, and the bright ones of aixterm). */
static const char *const theme_colours[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white" };

enum { THEME_SPACE_LEN = 256 };
#define THEME_LEN(a) (sizeof(a) / sizeof *(a))

static bool theme_colour(const char *word, short *out)
{
	const char *name = word;
	short base = 0;
	char *end;
	long n;

	if (strcmp(word, "default") == 0) {
		*out = -1;
		return true;
	}
	if (strncmp(word, "bright-", 7) == 0) {
		name = word + 7;
		base = 8;
	}
	for (size_t i = 0; i < THEME_LEN(theme_colours); i++) {
		if (strcmp(name, theme_colours[i]) == 0) {
			*out = (short)(base + (short)i);
			return true;
		}
	}
	n = strtol(word, &end, 10);
	if (end == word || *end != '\0' || n < 0 || n > 255)
		return false;
	*out = (short)n;
	return true;
}

static bool theme_attr(const char *word, unsigned *attrs)
{
	for (size_t i = 0; i < THEME_LEN(theme_attrs); i++) {
		if (strcmp(word, theme_attrs[i].name) == 0) {
			*attrs |= theme_attrs[i].bit;
			return true;
		}
	}
	return false;
}

/* The words behind the colon. `words` is cut up. Returns the word that makes no sense, NULL when all do. */
static const char *theme_read_style(char *words, struct style *s)
{
	char *save = NULL;
	bool on = false, has_fg = false;

	*s = (struct style){ .fg = -1, .bg = -1 };
	for (char *w = strtok_r(words, " \t", &save); w != NULL; w = strtok_r(NULL, " \t", &save)) {
		if (strcmp(w, "on") == 0 && !on) {
			on = true;
			w = strtok_r(NULL, " \t", &save);
			if (w == NULL || !theme_colour(w, &s->bg))
				return w == NULL ? "on" : w;
		} else if (theme_attr(w, &s->attrs)) {
			continue;
		} else if (!has_fg && !on && theme_colour(w, &s->fg)) {
			has_fg = true;
		} else {
			return w;
		}
	}
	return NULL;
}

static char *theme_trim(char *s)
{
	size_t n;

	s += strspn(s, " \t\r");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
		s[--n] = '\0';
	return s;
}

static int theme_section(char *line, enum depth *depth)
{
	size_t n = strlen(line);

	if (line[n - 1] != ']')
		return -1;
	line[n - 1] = '\0';
	for (size_t i = 0; i < THEME_LEN(theme_sections); i++) {
		if (strcmp(line + 1, theme_sections[i].name) == 0) {
			*depth = theme_sections[i].depth;
			return 0;
		}
	}
	return -1;
}

static int theme_find_ink(const char *name)
{
	for (int r = 0; r < N_INKS; r++) {
		if (strcmp(name, theme_ink_names[r]) == 0)
			return r;
	}
	return -1;
}

static int theme_entry(struct theme *t, int depth, char *line, int number, struct cc_err *e)
{
	char *value = strchr(line, ':');
	const char *bad;
	int ink;

	if (value == NULL)
		return err_setx(e, ERR_PARSE, "%d: expected INK: LOOK", number);
	*value++ = '\0';
	line = theme_trim(line);
	value = theme_trim(value);
	if (depth < 0 && strcmp(line, "title") == 0) {     /* in a section it is the ink of that name */
		for (size_t i = 0; i < sizeof t->title - 1 && value[i] >= ' ' && value[i] != 127; i++) {
			t->title[i] = value[i];
			t->title[i + 1] = '\0';
		}
		return 0;
	}
	if (depth < 0)
		return err_setx(e, ERR_PARSE, "%d: no section yet; [none], [8], [16] or [256] comes first", number);
	ink = theme_find_ink(line);
	if (ink < 0)
		return err_setx(e, ERR_PARSE, "%d: there is no ink '%.40s'", number, line);
	bad = theme_read_style(value, &t->styles[depth][ink]);
	if (bad != NULL)
		return err_setx(e, ERR_PARSE, "%d: '%.40s' is no colour and no attribute", number, bad);
	t->set[depth][ink] = true;
	return 0;
}

static int theme_line(struct theme *t, int *depth, char *line, int number, struct cc_err *e)
{
	enum depth d;

	line = theme_trim(line);
	if (*line == '\0' || *line == '#')
		return 0;
	if (*line != '[')
		return theme_entry(t, *depth, line, number, e);
	if (theme_section(line, &d) != 0)
		return err_setx(e, ERR_PARSE, "%d: a section is [none], [8], [16] or [256]", number);
	*depth = (int)d;
	return 0;
}

static void theme_copy_name(char *to, size_t size, const char *from)
{
	size_t n = strnlen(from, size - 1);

	memcpy(to, from, n);
	to[n] = '\0';
}

int theme_parse(struct theme *t, const char *name, const char *text, struct cc_err *e)
{
	int depth = -1, number = 0;

	*t = (struct theme){ 0 };
	theme_copy_name(t->name, sizeof t->name, name);
	theme_copy_name(t->title, sizeof t->title, name);
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		char line[THEME_SPACE_LEN];

		number++;
		if (n >= sizeof line)
			return err_setx(e, ERR_PARSE, "%d: the line is too long", number);
		memcpy(line, text, n);
		line[n] = '\0';
		if (theme_line(t, &depth, line, number, e) != 0)
			return -1;
		text += n + (text[n] == '\n');
	}
	return 0;
}

enum depth theme_depth(int colors)
{
	if (colors >= 256)
		return DEPTH_256;
	if (colors >= 16)
		return DEPTH_16;
	return colors >= 8 ? DEPTH_8 : DEPTH_NONE;
}

static const struct style *theme_find(const struct theme *t, enum depth d, enum ink r)
{
	static const struct style plain = { .fg = -1, .bg = -1 };

	for (int i = (int)d; i >= 0; i--) {
		if (t->set[i][r])
			return &t->styles[i][r];
	}
	return &plain;
}

struct style theme_style(const struct theme *t, enum depth d, enum ink r)
{
	const struct style *base = theme_find(t, d, INK_TEXT);
	struct style s = *theme_find(t, d, r);

	if (s.bg < 0)
		s.bg = base->bg;
	if (s.fg < 0)
		s.fg = base->fg;
	if (d == DEPTH_NONE)
		s.fg = s.bg = -1;
	return s;
}
