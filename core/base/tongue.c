/* SPDX-License-Identifier: GPL-3.0-or-later
 * A catalogue as msgfmt writes it ("The Format of GNU MO Files" in gettext's manual), read by ourselves: gettext() of
 * the C library takes no language without an installed locale of that name, answers in that locale's character set, and
 * is not in every C library. */
#include "base/tongue.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TONGUE_MAGIC_AT = 0, TONGUE_COUNT_AT = 8, TONGUE_TEXTS_AT = 12, TONGUE_WORDS_AT = 16, TONGUE_HEAD = 28,
	TONGUE_NAME = 32 };

/* How many forms a counted noun has, and which belongs to which number: the catalogue's header has it as an expression
 * of C, of which those in use are known here. A language with another one needs a row. */
struct tongue_rule { const char *forms; unsigned (*form)(unsigned long n); };

static unsigned tongue_one_or_many(unsigned long n)
{
	return n != 1;
}

static unsigned tongue_up_to_one(unsigned long n)
{
	return n > 1;
}

static unsigned tongue_never(unsigned long n)
{
	(void)n;
	return 0;
}

static const struct tongue_rule tongue_rules[] = {
	{ "nplurals=2; plural=(n != 1);", tongue_one_or_many },
	{ "nplurals=2; plural=(n > 1);", tongue_up_to_one },
	{ "nplurals=1; plural=0;", tongue_never },
};

/* The one state of core/: a process speaks one language, and each sentence asks for it. */
static struct {
	struct buf file;                     /* empty: English */
	size_t n;
	const struct tongue_rule *rule;
	char name[TONGUE_NAME];
} tongue_now;

bool tongue_is_other;

static uint32_t tongue_u32(size_t at)
{
	uint32_t v;

	memcpy(&v, tongue_now.file.data + at, sizeof v);
	return v;
}

/* A string of the catalogue; its octets end in a NUL that is not counted. The table was read once already. */
static const char *tongue_string(size_t table, size_t i, size_t *n)
{
	size_t at = tongue_u32(table) + 8 * i;

	if (n != NULL)
		*n = tongue_u32(at);
	return tongue_now.file.data + tongue_u32(at + 4);
}

static bool tongue_table_holds(size_t table)
{
	const struct buf *b = &tongue_now.file;
	size_t at = tongue_u32(table);

	if (at > b->len || tongue_now.n > (b->len - at) / 8)
		return false;
	for (size_t i = 0; i < tongue_now.n; i++) {
		size_t n = tongue_u32(at + 8 * i), from = tongue_u32(at + 8 * i + 4);

		if (from >= b->len || n >= b->len - from || b->data[from + n] != '\0')
			return false;
	}
	return true;
}

/* Are they sorted, as the search needs them, and is all of it within the file? */
static bool tongue_holds(void)
{
	if (tongue_now.file.len < TONGUE_HEAD || tongue_u32(TONGUE_MAGIC_AT) != UINT32_C(0x950412de))
		return false;
	tongue_now.n = tongue_u32(TONGUE_COUNT_AT);
	if (tongue_now.n == 0 || !tongue_table_holds(TONGUE_TEXTS_AT) || !tongue_table_holds(TONGUE_WORDS_AT))
		return false;
	for (size_t i = 1; i < tongue_now.n; i++)
		if (strcmp(tongue_string(TONGUE_TEXTS_AT, i - 1, NULL), tongue_string(TONGUE_TEXTS_AT, i, NULL)) >= 0)
			return false;
	return *tongue_string(TONGUE_TEXTS_AT, 0, NULL) == '\0';
}

/* The header is what stands for "". */
static const struct tongue_rule *tongue_rule_of(const char *header)
{
	static const char key[] = "Plural-Forms: ";
	const char *at = strstr(header, key);

	for (size_t i = 0; at != NULL && i < sizeof tongue_rules / sizeof *tongue_rules; i++) {
		const char *forms = tongue_rules[i].forms;

		if (strncmp(at + sizeof key - 1, forms, strlen(forms)) == 0)
			return &tongue_rules[i];
	}
	return NULL;
}

void tongue_done(void)
{
	buf_done(&tongue_now.file);
	memset(&tongue_now, 0, sizeof tongue_now);
	tongue_is_other = false;
}

const char *tongue_name(void)
{
	return tongue_is_other ? tongue_now.name : "en";
}

static bool tongue_is_english(const char *language)
{
	size_t n = strcspn(language, "_.@");

	return *language == '\0' || (n == 2 && memcmp(language, "en", 2) == 0) || strcmp(language, "POSIX") == 0
		|| (n == 1 && *language == 'C');
}

static int tongue_read(const char *language, size_t n, const char *folder, struct cc_err *e)
{
	char *path = mem_printf("%s/%.*s/LC_MESSAGES/certcard.mo", folder, (int)n, language);
	int rc;

	tongue_now.file = BUF_INIT(LIMIT_CATALOGUE_BYTES);
	rc = file_read(path, &tongue_now.file, e);
	if (rc == 0 && (!tongue_holds() ||
		(tongue_now.rule = tongue_rule_of(tongue_string(TONGUE_WORDS_AT, 0, NULL))) == NULL))
		rc = err_setx(e, ERR_PARSE, "%.300s: it is no catalogue that can be read here", path);
	free(path);
	if (rc != 0) {
		tongue_done();
		return -1;
	}
	memcpy(tongue_now.name, language, n);
	tongue_is_other = true;
	return 0;
}

int tongue_choose(const char *language, const char *folder, struct cc_err *e)
{
	size_t whole = strcspn(language, ".@"), bare = strcspn(language, "_.@");
	const char *env = getenv("TEXTDOMAINDIR");

	tongue_done();
	if (tongue_is_english(language))
		return 0;
	if (bare == 0 || whole >= TONGUE_NAME
		|| strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") < whole)
		return err_setx(e, ERR_USAGE, "that is no name of a language, such as de");
	if (folder == NULL)
		folder = env != NULL && *env == '/' ? env : LOCALEDIR;
	if (whole > bare && tongue_read(language, whole, folder, NULL) == 0)
		return 0;
	return tongue_read(language, bare, folder, e);
}

char *tongue_wished(const char *(*env)(const char *name))
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *locale = NULL, *list = env("LANGUAGE");

	for (size_t i = 0; i < sizeof names / sizeof *names && (locale == NULL || *locale == '\0'); i++)
		locale = env(names[i]);
	if (locale == NULL || *locale == '\0' || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return mem_strdup("C");
	return list != NULL && *list != '\0' ? mem_strndup(list, strcspn(list, ":")) : mem_strdup(locale);
}

static const char *tongue_search(const char *key, size_t *n)
{
	size_t low = 0, high = tongue_now.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(key, tongue_string(TONGUE_TEXTS_AT, middle, NULL));

		if (order == 0)
			return tongue_string(TONGUE_WORDS_AT, middle, n);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *tongue_find_of(const char *key, const char *text)
{
	const char *found = text != NULL && *text != '\0' ? tongue_search(key, NULL) : NULL;

	return found != NULL && *found != '\0' ? found : text;
}

const char *tongue_find(const char *text)
{
	return tongue_find_of(text, text);
}

unsigned tongue_form(unsigned long n)
{
	return tongue_is_other ? tongue_now.rule->form(n) : n != 1;
}

/* The forms stand one behind another, a NUL after each. */
const char *tongue_find_count(const char *one, const char *many, unsigned long n)
{
	size_t left = 0;
	const char *found = tongue_search(one, &left), *end = found + left;

	for (unsigned form = tongue_form(n); found != NULL && form > 0 && found < end; form--)
		found += strlen(found) + 1;
	return found != NULL && found < end && *found != '\0' ? found : n == 1 ? one : many;
}
