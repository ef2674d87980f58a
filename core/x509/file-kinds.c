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

/* ---- OpenPGP ---- */

/* Where the body of the first packet begins (RFC 9580 4.2); 0: this is none, or more of it is said to be there than
 * is. */
static size_t openpgp_body(struct bytes data, unsigned *tag)
{
	static const size_t old_lengths[] = { 1, 2, 4, 0 };
	size_t octets, n = 0, at;

	if (data.n < 8 || (data.p[0] & 0x80) == 0)
		return 0;
	if ((data.p[0] & 0x40) == 0) {
		*tag = data.p[0] >> 2 & 0xf;
		octets = old_lengths[data.p[0] & 3];
		for (at = 1; at <= octets; at++)
			n = n << 8 | data.p[at];
		return n <= data.n ? 1 + octets : 0;
	}
	*tag = data.p[0] & 0x3f;
	if (data.p[1] < 192)
		return data.p[1] <= data.n ? 2 : 0;
	return data.p[1] < 224 ? 3 : data.p[1] < 255 ? 2 : 6;
}

/* By the first packet, and the version or algorithm with which its body begins (RFC 9580 5). */
static const char *openpgp_words(struct bytes data)
{
	static const struct packet {
		unsigned tag;
		uint8_t from, to;
		const char *words;
	} packets[] = {
		{ 6, 3, 6, FILE_KIND_PGP_KEY },
		{ 5, 3, 6, FILE_KIND_PGP_KEY },
		{ 2, 3, 6, FILE_KIND_PGP_SIGNATURE },
		{ 1, 3, 6, FILE_KIND_PGP_ENCRYPTED },
		{ 3, 4, 6, FILE_KIND_PGP_ENCRYPTED },
	};
	unsigned tag = 0;
	size_t at = openpgp_body(data, &tag);

	for (size_t i = 0; at > 0 && i < sizeof packets / sizeof *packets; i++)
		if (packets[i].tag == tag && data.p[at] >= packets[i].from && data.p[at] <= packets[i].to)
			return packets[i].words;
	return data.n > 12 && memcmp(data.p + 8, "KBXf", 4) == 0 ? FILE_KIND_PGP_KEY : NULL;
}

const char *file_kind(struct bytes data)
{
	const char *openpgp = openpgp_words(data);

	if (openpgp != NULL)
		return openpgp;
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
