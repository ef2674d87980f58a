/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names files by the table. */
#include "x509/file-kinds.h"

#include <string.h>

enum { KIND_LOOK = 64 * 1024 };
enum kind_where { KIND_HEAD, KIND_LINE, KIND_ANYWHERE, KIND_LABEL };

static const struct kind_row {
	enum kind_where where;
	const char *text;
	size_t n;
	const char *words;
} kind_rows[] = {
#define FILE_KIND(where, text, words) { where, text, sizeof(text) - 1, words },
#include "x509/file-kinds.def"
#undef FILE_KIND
};

static bool kind_fits(const struct kind_row *row, struct bytes data)
{
	const uint8_t *p = data.p, *end = data.p + (data.n < KIND_LOOK ? data.n : KIND_LOOK);

	if (row->where == KIND_HEAD)
		return data.n >= row->n && memcmp(p, row->text, row->n) == 0;
	for (; (p = memmem(p, (size_t)(end - p), row->text, row->n)) != NULL; p++)
		if (row->where != KIND_LINE || p == data.p || p[-1] == '\n' || p[-1] == '\r')
			return true;
	return false;
}

const char *file_kind(struct bytes data)
{
	for (size_t i = 0; i < sizeof kind_rows / sizeof *kind_rows; i++)
		if (kind_rows[i].where != KIND_LABEL && kind_fits(&kind_rows[i], data))
			return kind_rows[i].words;
	return NULL;
}

const char *file_kind_label(struct bytes label)
{
	for (size_t i = 0; i < sizeof kind_rows / sizeof *kind_rows; i++)
		if (kind_rows[i].where == KIND_LABEL && kind_fits(&kind_rows[i], label))
			return kind_rows[i].words;
	return NULL;
}

bool file_kind_apple(struct bytes pkcs7)
{
	return memmem(pkcs7.p, pkcs7.n < KIND_LOOK ? pkcs7.n : KIND_LOOK, "<!DOCTYPE plist", 15) != NULL;
}

const char *file_kind_apple_words(void)
{
	return "is a signed Apple profile: openssl cms -verify -noverify -inform DER -in FILE -out FILE.plist takes it "
	       "out of"
	       " its signature, and certcard reads that";
}
