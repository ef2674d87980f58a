/* SPDX-License-Identifier: GPL-3.0-or-later
 * What tools say of a target: the words in the table of codes that stand for something else, replaced. */
#include "result/tool-words.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SAID_HTTPS = 443 };

/* Those of explain/fold.c but single letters that may be words; what is known of a target is filled in by said_of(). */
static const char *const said_words[] = { "HOST", "PORT", "URL", "ADDR", "NAME", "FILE", "DATE", "LIST", "ALG", "VER",
	"TEXT", "OID", "REASON", "ISSUER", "N", "M" };

static bool said_in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The word that stands for something else at s, the first character of a word; NULL: it is one of its own. */
static const char *said_word(const char *s)
{
	size_t n = 0;

	while (said_in_word(s[n]))
		n++;
	for (size_t k = 0; k < sizeof said_words / sizeof *said_words; k++) {
		if (strlen(said_words[k]) == n && strncmp(said_words[k], s, n) == 0)
			return said_words[k];
	}
	return NULL;
}

/* In its place; NULL: not known here. The caller frees. `port`: it stands behind the word "port". */
static char *said_of(const struct target_facts *t, const char *word, bool port)
{
	const char *scheme = t->scheme != NULL ? t->scheme : "https";

	if (t->host == NULL)
		return NULL;
	if (strcmp(word, "HOST") == 0)
		return mem_strdup(t->host);
	if (t->port > 0 && (strcmp(word, "PORT") == 0 || port))
		return mem_printf("%d", t->port);
	if (strcmp(word, "URL") != 0)
		return NULL;
	return t->port > 0 && t->port != SAID_HTTPS ? mem_printf("%s://%s:%d/", scheme, t->host, t->port)
		: mem_printf("%s://%s/", scheme, t->host);
}

char *phrase_said(const struct target_facts *t, const struct code *c)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (const char *s = c->code; *s != '\0';) {
		bool begins = said_in_word(*s) && (s == c->code || !said_in_word(s[-1]));
		const char *word = begins ? said_word(s) : NULL;
		char *is;

		if (word == NULL) {
			(void)buf_addc(&b, *s++);
			continue;
		}
		is = said_of(t, word, s - c->code >= 5 && strncmp(s - 5, "port ", 5) == 0);
		(void)buf_adds(&b, is != NULL ? is : "…");
		s += strlen(word);
		free(is);
	}
	return buf_take(&b);
}
