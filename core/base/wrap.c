/* SPDX-License-Identifier: GPL-3.0-or-later
 * Wrapping by columns, not bytes. */
#include "base/wrap.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { WRAP_NARROWEST = 20 };

static const char *const wrap_inks[N_WRAP_INKS] = {
	[WRAP_PLAIN] = "", [WRAP_DIM] = "\033[2m", [WRAP_BOLD] = "\033[1m", [WRAP_GOOD] = "\033[1;32m",
		[WRAP_WARN] = "\033[1;33m", [WRAP_BAD] = "\033[1;31m",
};

/* n bytes in a colour. */
static void wrap_ink(struct wrap *w, enum wrap_ink ink, const char *s, size_t n)
{
	bool dye = w->color && ink != WRAP_PLAIN && n > 0;

	(void)fprintf(w->f, "%s%.*s%s", dye ? wrap_inks[ink] : "", (int)n, s, dye ? "\033[0m" : "");
}

void wrap_run(struct wrap *w, enum wrap_ink ink, size_t cols, const char *text)
{
	char *plain = w->ascii ? text_ascii(text) : mem_strdup(text);
	char *shown = cols > 0 ? text_fit(plain, cols, w->ascii) : mem_strdup(plain);
	size_t width = text_width(shown);

	wrap_ink(w, ink, shown, strlen(shown));
	if (cols > width)
		(void)fprintf(w->f, "%*s", (int)(cols - width), "");
	free(shown);
	free(plain);
}

/* How many bytes of `s` go on a line of `room` columns: up to the last blank that fits, or as much of a long word as
 * fits. At least one character, so that it ends. */
static size_t wrap_break(const char *s, size_t room)
{
	size_t line = strcspn(s, "\n"), fits = text_prefix(s, room), n;

	if (fits >= line)
		return line;
	for (n = fits; n > 0 && s[n] != ' '; n--)
		;
	if (n > 0)
		return n;
	return fits > 0 ? fits : text_prefix(s, 2) > 0 ? text_prefix(s, 2) : 1;
}

static void wrap_lines(struct wrap *w, size_t at, enum wrap_ink ink, const char *s)
{
	size_t width = w->width < WRAP_NARROWEST ? WRAP_NARROWEST : (size_t)w->width;
	size_t room = width > at + WRAP_NARROWEST / 2 ? width - at : WRAP_NARROWEST / 2;

	for (;;) {
		size_t n = wrap_break(s, room);

		wrap_ink(w, ink, s, n);
		s += n;
		s += *s == '\n' ? 1 : strspn(s, " ");
		(void)fputc('\n', w->f);
		if (*s == '\0')
			break;
		(void)fprintf(w->f, "%*s", (int)at, "");
	}
}

void wrap_field(struct wrap *w, size_t at, enum wrap_ink label_ink, const char *label, size_t gap, enum wrap_ink ink,
	const char *text)
{
	char *plain_label = w->ascii ? text_ascii(label) : mem_strdup(label),
		*plain = w->ascii ? text_ascii(text) : mem_strdup(text);
	size_t width = text_width(plain_label);

	(void)fprintf(w->f, "%*s", (int)at, "");
	wrap_ink(w, label_ink, plain_label, strlen(plain_label));
	if (width >= gap && gap > 0)
		(void)fprintf(w->f, "\n%*s", (int)(at + gap), "");
	else if (gap > width)
		(void)fprintf(w->f, "%*s", (int)(gap - width), "");
	wrap_lines(w, at + gap, ink, plain);
	free(plain);
	free(plain_label);
}

void wrap_text(struct wrap *w, size_t at, enum wrap_ink ink, const char *text)
{
	wrap_field(w, at, WRAP_PLAIN, "", 0, ink, text);
}

void wrap_at(struct wrap *w, size_t column, size_t gap, const char *text)
{
	char *plain = w->ascii ? text_ascii(text) : mem_strdup(text);

	(void)fprintf(w->f, "%*s", (int)gap, "");
	wrap_lines(w, column + gap, WRAP_PLAIN, plain);
	free(plain);
}

void wrap_blank(struct wrap *w)
{
	(void)fputc('\n', w->f);
}
