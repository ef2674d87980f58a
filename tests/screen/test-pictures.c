/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pictures of the screen in doc/pictures are the real program's: "test-pictures FOLDER" makes them (make pictures),
 * and without an argument the screen of today is held against them, apart from what changes by itself: numbers, dates.
 * (So no picture has a date in a sentence: where its line ends changes with the month.) */
#include "screen/room.h"

#include "base/mem.h"
#include "screen/svg.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { PICTURE_KEYS = 6, PICTURE_TARGETS = 8, PICTURE_BYTES = 1 << 20 };

static const struct picture {
	const char *name, *title;
	int rows, cols;
	const char *targets[PICTURE_TARGETS];
	const char *wait;                            /* until the first screen is whole */
	struct { const char *keys, *wait; } then[PICTURE_KEYS];
} pictures[] = {
	{ "card", "A certificate as a card, with a verdict, what to do, and what each browser shows", 34, 110,
		{ "demo:wrong-host" }, "Click past", { { NULL, NULL } } },
	{ "clients", "Who accepts this chain and who does not, client by client, with its own words", 34, 110,
		{ "demo:new-root" }, "Seen and checked", { { "3", "Android" } } },
	{ "walk", "Step by step through the chain: what is checked, and what came of it", 34, 110,
		{ "demo:bad-signature" }, "What to do", { { "5", "step 1 of" }, { "n", "\342\234\226 Is its signature real?" } } },
	{ "fleet", "Many hosts at once, the worst first, with a preview of the one under the cursor", 34, 110,
		{ "demo:good", "demo:expired", "demo:self-signed", "demo:expires-soon", "demo:wrong-host", "demo:revoked",
			"demo:closes-at-once" }, "4 do not trust   ? 1 no answer   ! 1 caution   \342\234\224 1 trusted",
		{ { "\033[H", "ended 12 days ago" } } },
};

static const char *folder;               /* to write to; NULL: to compare */

/* How much of it is octets as a serial number has them: "5f:06:19", its beginning or its end alone. */
static size_t octets(const char *text)
{
	size_t n = 0;

	while (isxdigit((unsigned char)text[n]) && isxdigit((unsigned char)text[n + 1]) && text[n + 2] == ':')
		n += 3;
	return n > 0 && isxdigit((unsigned char)text[n]) && isxdigit((unsigned char)text[n + 1]) ? n + 2 : 0;
}

/* Digits are one digit, months one month, and a run of blanks or of a frame's lines is one of them: numbers and dates
 * change by themselves, and with them what stands beside them. */
static char *steady(const char *text)
{
	static const char *const months[] =
		{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	static const char line[] = "\342\224\200", bar[] = "\342\224\201";   /* light and heavy */
	char *out = mem_alloc(strlen(text) + 1), *to = out;

	while (*text != '\0') {
		size_t m = 0;

		while (m < 12 && strncmp(text, months[m], 3) != 0)
			m++;
		if (octets(text) > 0) {
			*to++ = '0';
			text += octets(text);
		} else if (m < 12) {
			*to++ = 'M';
			text += 3;
		} else if (isdigit((unsigned char)*text)) {
			*to++ = '0';
			while (isdigit((unsigned char)*text) || (*text == '.' && isdigit((unsigned char)text[1])))
				text++;
		} else if (*text == ' ' || strncmp(text, line, 3) == 0 || strncmp(text, bar, 3) == 0) {
			*to++ = ' ';
			while (*text == ' ' || strncmp(text, line, 3) == 0 || strncmp(text, bar, 3) == 0)
				text += *text == ' ' ? 1 : 3;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
	return out;
}

static void compare(const struct picture *p, const char *screen)
{
	const char *src = getenv("srcdir");
	char *path = mem_printf("%s/doc/pictures/%s.txt", src != NULL ? src : ".", p->name);
	char *stored = mem_alloc(PICTURE_BYTES), *was, *is;
	FILE *f = fopen(path, "r");

	if (f == NULL)
		fail_msg("%s is not there: make pictures", path);
	stored[fread(stored, 1, PICTURE_BYTES - 1, f)] = '\0';
	(void)fclose(f);
	was = steady(stored);
	is = steady(screen);
	if (strcmp(was, is) != 0) {
		size_t n = 0;

		while (was[n] == is[n])
			n++;
		while (n > 0 && is[n - 1] != '\n')
			n--;
		fail_msg("%s is no longer what the screen shows (make pictures): there stands\n%.*s\nand here\n%.*s",
			path, (int)strcspn(was + n, "\n"), was + n, (int)strcspn(is + n, "\n"), is + n);
	}
	free(was);
	free(is);
	free(stored);
	free(path);
}

static FILE *picture_file(const struct picture *p, const char *ending)
{
	char *path = mem_printf("%s/%s.%s", folder, p->name, ending);
	FILE *f = fopen(path, "w");

	if (f == NULL)
		fail_msg("%s cannot be written", path);
	free(path);
	return f;
}

static void picture_taken(const struct picture *p, struct term *t, const char *screen)
{
	FILE *f;

	if (folder == NULL) {
		compare(p, screen);
		return;
	}
	f = picture_file(p, "svg");
	svg_write(f, t, p->title);
	assert_int_equal(fclose(f), 0);
	f = picture_file(p, "txt");
	assert_true(fputs(screen, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void test_pictures_are_of_today(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof pictures / sizeof *pictures; k++) {
		const struct picture *p = &pictures[k];
		const char *argv[PICTURE_TARGETS + 2] = { program };
		struct term *t;
		char *screen;

		for (size_t i = 0; i < PICTURE_TARGETS && p->targets[i] != NULL; i++)
			argv[i + 1] = p->targets[i];
		t = term_open(&(struct term_how){ .rows = p->rows, .cols = p->cols, .argv = argv });
		if (t == NULL)
			skip();
		assert_true(term_wait(t, p->wait));
		for (size_t i = 0; i < PICTURE_KEYS && p->then[i].keys != NULL; i++)
			room_press(t, p->then[i].keys, p->then[i].wait);
		(void)term_quiet(t);
		screen = term_text(t);
		picture_taken(p, t, screen);
		free(screen);
		room_leave(t);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pictures_are_of_today) };

	folder = argc > 1 ? argv[1] : NULL;
	return cmocka_run_group_tests(tests, room_open, room_close);
}
