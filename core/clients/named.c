/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fills names into what the clients say (named.def). */
#include "clients/named.h"

#include "base/buf.h"
#include "base/limits.h"
#include "rules/names.h"

#include <stdlib.h>
#include <string.h>

/* Go tells no more of them (maxNamesIncluded, crypto/x509/verify.go). */
enum { NAMED_MOST = 100 };

static const struct named_row {
	enum family family;
	bool address, some;
	const char *words;
} named_rows[] = {
#define NAMED(family, address, some, words) { family, address, some, words },
#include "clients/named.def"
};

static size_t named_list(struct buf *b, const struct cert *c, enum san_type type)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_sans; i++)
		if (c->sans[i].type == type)
			(void)buf_addf(b, "%s%s", n++ > 0 ? ", " : "", c->sans[i].value);
	return n;
}

static bool named_has(const struct cert *c, enum san_type type)
{
	for (size_t i = 0; i < c->n_sans; i++)
		if (c->sans[i].type == type)
			return true;
	return false;
}

static const struct named_row *named_find(enum family family, bool address, bool some)
{
	for (size_t i = 0; i < sizeof named_rows / sizeof *named_rows; i++)
		if (named_rows[i].family == family && named_rows[i].address == address && named_rows[i].some == some)
			return &named_rows[i];
	return NULL;
}

static void named_fill(struct buf *out, const char *words, const char *host, const char *names, const char *cn)
{
	const struct { const char *word, *with; } places[] = { { "HOST", host }, { "NAMES", names }, { "CN", cn } };

	while (*words != '\0') {
		size_t i = 0, n = sizeof places / sizeof *places;

		while (i < n && strncmp(words, places[i].word, strlen(places[i].word)) != 0)
			i++;
		if (i < n)
			(void)buf_adds(out, places[i].with);
		else
			(void)buf_addc(out, *words);
		words += i < n ? strlen(places[i].word) : 1;
	}
}

char *named_words(enum family family, const struct inspection *i, const struct cert *leaf)
{
	const char *host = i->target.servername != NULL ? i->target.servername : i->target.host;
	struct buf names = BUF_INIT(LIMIT_TEXT_BYTES), out = BUF_INIT(2 * LIMIT_TEXT_BYTES);
	char *list, *words = NULL;
	bool address = host != NULL && name_ref(host).is_ip;
	size_t n = named_list(&names, leaf, address ? SAN_IP : SAN_DNS);
	/* to curl an address is a name beside which the common name does not count (Curl_ossl_verifyhost) */
	bool some = n > 0 || (family == CURL && !address && named_has(leaf, SAN_IP));
	const struct named_row *row = host != NULL ? named_find(family, address, some) : NULL;
	const char *cn = leaf->subject.cn;

	list = buf_take(&names);
	if (row != NULL && n <= NAMED_MOST && (cn != NULL || strstr(row->words, "'CN'") == NULL)) {
		named_fill(&out, row->words, host, list, cn);
		words = buf_take(&out);
	}
	free(list);
	return words;
}
