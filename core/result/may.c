/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a certificate may be used for, in words. */
#include "result/may.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "x509/cert-text.h"

#include <stdlib.h>
#include <string.h>

/* What each purpose means to somebody who never heard of it (RFC 5280 4.2.1.12), and the same in few words. */
static const struct { const char *eku, *words, *few; } may_purposes[] = {
	{ "serverAuth", "prove a server's identity and start encryption", "prove a server's identity" },
	{ "clientAuth", "prove a client's identity", "a client's identity" },
	{ "codeSigning", "sign programs", "sign programs" },
	{ "emailProtection", "sign and encrypt e-mail", "sign e-mail" },
	{ "timeStamping", "put a time on documents", "date documents" },
	{ "OCSPSigning", "say which certificates were withdrawn", "say what was withdrawn" },
	{ "anyExtendedKeyUsage", "serve any purpose", "serve any purpose" },
};

static const char *may_purpose(const char *eku, bool few, bool first)
{
	for (size_t i = 0; i < sizeof may_purposes / sizeof *may_purposes; i++) {
		if (strcmp(eku, may_purposes[i].eku) != 0)
			continue;
		/* "a client's identity" goes on what stands before it */
		return few && !(first && strcmp(eku, "clientAuth") == 0) ? may_purposes[i].few : may_purposes[i].words;
	}
	return eku;
}

static void may_issue(struct buf *b, const struct cert *c, bool few)
{
	(void)buf_adds(b, "issue certificates, ");
	if (c->path_length == 0)
		(void)buf_adds(b, few ? "not to further CAs" : "but not to further CAs");
	else if (c->path_length > 0)
		(void)buf_addf(b, few ? "at most %d CA%s below" : "with at most %d further CA%s below", c->path_length,
			c->path_length == 1 ? "" : "s");
	else
		(void)buf_adds(b, few ? "also to CAs" : "also to further CAs");
	if (c->has_ku && (c->ku & KU_CRL_SIGN) != 0)
		(void)buf_adds(b, ", withdraw them");
	if (c->nc != NULL && c->nc->n_permitted > 0)
		(void)buf_adds(b, few ? ", for some names" : ", only for certain names");
	else if (c->nc != NULL && c->nc->n_excluded > 0)
		(void)buf_adds(b, few ? ", not for all names" : ", but not for certain names");
}

static char *may_words(const struct cert *c, bool few)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	if (c->is_ca && (!c->has_ku || (c->ku & KU_KEY_CERT_SIGN) != 0))
		may_issue(&b, c, few);
	for (size_t i = 0; i < c->n_eku; i++) {
		const char *use = cert_use_name(c->eku[i]);

		(void)buf_addf(&b, "%s%s%s", b.len > 0 ? ", " : "", use != NULL ? "be used for " : "",
			use != NULL ? use : may_purpose(c->eku[i], few, b.len == 0));
	}
	if (b.len == 0)
		(void)buf_adds(&b, c->has_eku ? "serve no purpose: its list is empty"
			: "serve any purpose: it names none");
	return buf_take(&b);
}

char *phrase_may(const struct cert *c)
{
	return may_words(c, false);
}

/* The longest of the forms that fits. */
char *phrase_may_in(const struct cert *c, size_t cols)
{
	static const char tail[] = " and more";
	char *all = may_words(c, false), *few, *comma;

	if (text_width(all) <= cols)
		return all;
	free(all);
	few = may_words(c, true);
	if (text_width(few) <= cols)
		return few;
	if (strchr(few, ',') == NULL)
		return few;
	while (text_width(few) + sizeof tail - 1 > cols && (comma = strrchr(few, ',')) != NULL)
		*comma = '\0';
	all = mem_printf("%s%s", few, tail);
	free(few);
	return all;
}
