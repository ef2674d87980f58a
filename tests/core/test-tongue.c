/* SPDX-License-Identifier: GPL-3.0-or-later
 * Another language: catalogues as msgfmt writes them, and such as are damaged. */
#include "base/tongue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "lib/remove-all.h"

/* A catalogue: strings of originals and of translations, sorted; a plural's forms with a NUL between them. */
struct entry { const char *text; size_t n; const char *words; size_t n_words; };
#define ENTRY(text, words) { text, sizeof text - 1, words, sizeof words - 1 }
#define HEADER(forms) ENTRY("", "Language: de\nPlural-Forms: " forms "\n")

static const struct entry good[] = {
	HEADER("nplurals=2; plural=(n != 1);"),
	ENTRY("%d host\0%d hosts", "%d Rechner\0%d Rechner insgesamt"),
	ENTRY("certificate", "Zertifikat"),
	ENTRY("not yet", ""),
	ENTRY("verb\004open", "öffnen"),
};

enum { ENTRIES = sizeof good / sizeof *good, ROOM = 1024 };

static void put(char *at, size_t v)
{
	uint32_t n = (uint32_t)v;

	memcpy(at, &n, sizeof n);
}

static size_t catalogue(char out[static ROOM], const struct entry *e, size_t n)
{
	size_t end = 28 + 16 * n;

	memset(out, 0, ROOM);
	put(out, UINT32_C(0x950412de));
	put(out + 8, n);
	put(out + 12, 28);
	put(out + 16, 28 + 8 * n);
	for (size_t i = 0; i < n; i++) {
		put(out + 28 + 8 * i, e[i].n);
		put(out + 32 + 8 * i, end);
		memcpy(out + end, e[i].text, e[i].n + 1);
		end += e[i].n + 1;
		put(out + 28 + 8 * (n + i), e[i].n_words);
		put(out + 32 + 8 * (n + i), end);
		memcpy(out + end, e[i].words, e[i].n_words + 1);
		end += e[i].n_words + 1;
	}
	return end;
}

static char *folder;

static int folder_make(void **state)
{
	char *path;

	(void)state;
	folder = mem_strdup("/tmp/certcard-tongue-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	path = mem_printf("%s/de", folder);
	(void)mkdir(path, 0700);
	free(path);
	path = mem_printf("%s/de/LC_MESSAGES", folder);
	(void)mkdir(path, 0700);
	free(path);
	return 0;
}

static int folder_remove(void **state)
{
	(void)state;
	tongue_done();
	remove_all(folder);
	free(folder);
	return 0;
}

static int speak(const char *language, const char *octets, size_t n)
{
	char *path = mem_printf("%s/de/LC_MESSAGES/certcard.mo", folder);
	FILE *f = fopen(path, "we");
	struct cc_err e = { 0 };
	int rc;

	assert_non_null(f);
	assert_int_equal(fwrite(octets, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(path);
	rc = tongue_choose(language, folder, &e);
	assert_int_equal(rc != 0, e.code != ERR_NONE);
	return rc;
}

static void what_is_there_is_said_in_it(void **state)
{
	static const char *const names[] = { "de", "de_DE", "de_DE.UTF-8", "de_AT@euro" };
	char file[ROOM];
	size_t n = catalogue(file, good, ENTRIES);

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_int_equal(speak(names[i], file, n), 0);
		assert_string_equal(tongue_name(), "de");
		assert_string_equal(_("certificate"), "Zertifikat");
		assert_string_equal(_("not yet"), "not yet");
		assert_string_equal(_("unknown"), "unknown");
		assert_string_equal(_("open"), "open");
		assert_string_equal(C_("verb", "open"), "öffnen");
		assert_string_equal(C_("noun", "open"), "open");
		assert_string_equal(_(""), "");
		assert_null(tongue(NULL));
	}
}

static void counted_nouns_have_their_forms(void **state)
{
	static const struct { const char *forms; unsigned of[3]; } rows[] = {
		{ "nplurals=2; plural=(n != 1);", { 1, 0, 1 } },
		{ "nplurals=2; plural=(n > 1);", { 0, 0, 1 } },
		{ "nplurals=1; plural=0;", { 0, 0, 0 } },
	};
	char file[ROOM];

	(void)state;
	tongue_done();
	assert_string_equal(P_("%d host", "%d hosts", 1), "%d host");
	assert_string_equal(P_("%d host", "%d hosts", 0), "%d hosts");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct entry all[ENTRIES];
		char *header = mem_printf("Plural-Forms: %s\n", rows[i].forms);

		memcpy(all, good, sizeof all);
		all[0].words = header;
		all[0].n_words = strlen(header);
		assert_int_equal(speak("de", file, catalogue(file, all, ENTRIES)), 0);
		for (unsigned n = 0; n < 3; n++) {
			assert_int_equal(tongue_form(n), rows[i].of[n]);
			assert_string_equal(P_("%d host", "%d hosts", n),
				rows[i].of[n] == 0 ? "%d Rechner" : "%d Rechner insgesamt");
		}
		assert_string_equal(P_("%d dog", "%d dogs", 2), "%d dogs");
		free(header);
	}
}

/* Cut at each octet, and each octet changed: refused or read, and never beyond its end. */
static void damage_is_refused(void **state)
{
	char file[ROOM], damaged[ROOM];
	size_t n = catalogue(file, good, ENTRIES);
	static const struct entry unsorted[] = { HEADER("nplurals=1; plural=0;"), ENTRY("b", "B"), ENTRY("a", "A") };
	static const struct entry forms[] = { HEADER("nplurals=3; plural=(n % 10);"), ENTRY("a", "A") };
	static const struct entry headless[] = { ENTRY("a", "A") };

	(void)state;
	for (size_t cut = 0; cut < n; cut++)
		assert_int_equal(speak("de", file, cut), -1);
	assert_false(tongue_is_other);
	for (size_t at = 0; at < 28 + 16 * ENTRIES; at++) {
		memcpy(damaged, file, n);
		damaged[at] = (char)(damaged[at] ^ 0x81);
		(void)speak("de", damaged, n);
		assert_non_null(_("certificate"));
		assert_non_null(P_("%d host", "%d hosts", 2));
	}
	assert_int_equal(speak("de", damaged, catalogue(damaged, unsorted, 3)), -1);
	assert_int_equal(speak("de", damaged, catalogue(damaged, forms, 2)), -1);
	assert_int_equal(speak("de", damaged, catalogue(damaged, headless, 1)), -1);
	assert_string_equal(_("certificate"), "certificate");
}

static void english_opens_nothing(void **state)
{
	static const char *const names[] = { "en", "en_GB.UTF-8", "C", "C.UTF-8", "POSIX", "" };
	struct cc_err e = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		assert_int_equal(tongue_choose(names[i], "/nonexistent", &e), 0);
		assert_false(tongue_is_other);
		assert_string_equal(tongue_name(), "en");
	}
	assert_int_equal(tongue_choose("de", "/nonexistent", &e), -1);
	assert_int_equal(e.code, ERR_IO);
	assert_int_equal(tongue_choose("../../etc", folder, &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
}

static const char *const *environment;

static const char *env(const char *name)
{
	size_t n = strlen(name);

	for (const char *const *p = environment; *p != NULL; p++)
		if (strncmp(*p, name, n) == 0 && (*p)[n] == '=')
			return *p + n + 1;
	return NULL;
}

static void the_environment_wishes(void **state)
{
	static const struct { const char *set[4]; const char *is; } rows[] = {
		{ { NULL }, "C" },
		{ { "LANG=de_DE.UTF-8", NULL }, "de_DE.UTF-8" },
		{ { "LANG=de_DE.UTF-8", "LC_MESSAGES=fr_FR", NULL }, "fr_FR" },
		{ { "LANG=de_DE.UTF-8", "LC_ALL=C", "LANGUAGE=de", NULL }, "C" },
		{ { "LANG=en_GB.UTF-8", "LANGUAGE=de:fr", NULL }, "de" },
		{ { "LANG=de", "LC_ALL=", "LANGUAGE=", NULL }, "de" },
		{ { "LANGUAGE=de", NULL }, "C" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *wished;

		environment = rows[i].set;
		wished = tongue_wished(env);
		assert_string_equal(wished, rows[i].is);
		free(wished);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(english_opens_nothing),
		cmocka_unit_test(what_is_there_is_said_in_it),
		cmocka_unit_test(counted_nouns_have_their_forms),
		cmocka_unit_test(damage_is_refused),
		cmocka_unit_test(the_environment_wishes),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
