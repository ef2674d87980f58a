/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which looks are worth it, and what follows from them. */
#include "evidence/probe.h"

#include "base/address.h"
#include "base/mem.h"
#include "rules/names.h"

#include <stdlib.h>
#include <string.h>

#define LOOK_WWW "www."
/* RFC 6761 6.5: nobody can hold a name below .example, so nobody has a certificate for it. */
#define LOOK_NOBODY "nobody.example"

enum { LOOK_HTTP = 80, LOOK_HTTPS = 443 };

static struct finding *look_finding(struct inspection *i, enum finding_id id)
{
	size_t k;

	for (k = 0; k < i->n_findings; k++)
		if (i->findings[k].id == id)
			return &i->findings[k];
	return NULL;
}

/* The findings that a look is made for, the first that is there; N_FINDINGS: none. */
static enum finding_id look_about(const struct inspection *i, enum look_kind kind)
{
	static const enum finding_id about[][2] = {
		[LOOK_SIBLING] = { FINDING_NAME_MISMATCH, FINDING_NAME_MISMATCH },
		[LOOK_STRANGER] = { FINDING_UNTRUSTED_ROOT, FINDING_UNKNOWN_ISSUER },
		[LOOK_PORT] = { FINDING_REFUSED, FINDING_REFUSED },
	};
	size_t k;

	for (k = 0; k < 2; k++)
		if (inspection_finding(i, about[kind][k]) != NULL)
			return about[kind][k];
	return N_FINDINGS;
}

static const struct cert *look_leaf(const struct inspection *i)
{
	const struct cert *c = i->n_presented > 0 ? i->cards[i->presented[0]].cert : NULL;

	return c != NULL && c->parsed ? c : NULL;
}

/* The name that was verified; NULL: an address, or none. */
static const char *look_name(const struct inspection *i)
{
	const struct target_facts *t = &i->target;

	return t->servername != NULL ? t->servername : t->host_is_ip ? NULL : t->host;
}

static bool look_covers(const struct cert *c, const char *name)
{
	struct name_ref ref = name_ref(name);

	return names_match_cert(c, &ref);
}

/* ---- what to look at ---- */

/* The name with "www." or without it; NULL where that is no name that anybody would type: www.mail.shop.example, unless
 * the certificate has it. The caller frees. */
static char *look_sibling(const char *name, const struct cert *leaf)
{
	size_t n = sizeof LOOK_WWW - 1;
	char *sibling;

	if (strncmp(name, LOOK_WWW, n) == 0)
		return strchr(name + n, '.') != NULL
			|| strcmp(name + n, "localhost") == 0 ? mem_strdup(name + n) : NULL;
	sibling = mem_printf(LOOK_WWW "%s", name);
	if (strcmp(names_registrable(name), name) == 0 || look_covers(leaf, sibling))
		return sibling;
	free(sibling);
	return NULL;
}

static bool look_plan_sibling(const struct inspection *i, const struct look_way *way, struct look *out)
{
	const char *name = look_name(i);
	const struct cert *leaf = look_leaf(i);
	char *sibling;

	if (name == NULL || leaf == NULL || look_about(i, LOOK_SIBLING) == N_FINDINGS)
		return false;
	sibling = look_sibling(name, leaf);
	if (sibling == NULL)
		return false;
	/* A name of --servername's is not where the host is. */
	*out = (struct look){ LOOK_SIBLING, sibling, i->target.port, way->pinned || strcmp(name, i->target.host) != 0 };
	return true;
}

/* Not in the gallery, which shows the same to everybody. */
static bool look_plan_stranger(const struct inspection *i, struct look *out)
{
	if (i->target.kind != TARGET_HOST || look_name(i) == NULL || look_leaf(i) == NULL
		|| look_about(i, LOOK_STRANGER) == N_FINDINGS)
		return false;
	*out = (struct look){ LOOK_STRANGER, mem_strdup(LOOK_NOBODY), i->target.port, true };
	return true;
}

static bool look_plan_port(const struct inspection *i, const struct look_way *way, struct look *out)
{
	if (way->proxied || i->target.kind != TARGET_HOST || look_about(i, LOOK_PORT) == N_FINDINGS)
		return false;
	*out = (struct look){ LOOK_PORT, NULL, i->target.port == LOOK_HTTPS ? LOOK_HTTP : LOOK_HTTPS, true };
	return true;
}

size_t look_plan(const struct inspection *i, const struct look_way *way, struct look *out)
{
	size_t n = 0;

	n += look_plan_sibling(i, way, &out[n]);
	n += look_plan_stranger(i, &out[n]);
	if (n == 0)
		n += look_plan_port(i, way, &out[n]);
	return n;
}

void look_done(struct look *l)
{
	free(l->name);
	*l = (struct look){ 0 };
}

/* ---- what it says ---- */

/* Nothing was seen there: why. */
static char *look_in_vain(const char *what, enum look_end end)
{
	static const char *const ends[] = {
		[LOOK_ANSWERED] = "its certificate cannot be read",
		[LOOK_NO_CERTIFICATE] = "it answers, but shows no certificate",
		[LOOK_NO_SUCH_NAME] = "the name was not found",
		[LOOK_REFUSED] = "nobody listens there",
		[LOOK_UNREACHED] = "it could not be reached",
		[LOOK_TOO_LATE] = "it did not answer in time",
		[LOOK_FORBIDDEN] = "it lies on a private address, which was left alone",
	};

	return mem_printf("%s was looked at, too: %s.", what, ends[end]);
}

static void look_say_sibling(struct finding *f, const struct inspection *i, const struct look *l,
	const struct look_seen *seen)
{
	const char *name = look_name(i), *sibling = l->name;
	bool same, covers;

	if (seen->leaf == NULL) {
		finding_evidence(f, EVIDENCE_OPEN, look_in_vain(sibling, seen->end));
		return;
	}
	same = cert_same(seen->leaf, look_leaf(i));
	covers = look_covers(seen->leaf, sibling);
	if (same && covers)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("%s shows the same certificate and is named in it: most likely %s was forgotten"
			" when it was ordered.", sibling, name));
	else if (same)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("%s shows the same certificate, which is not made out to it either.", sibling));
	else if (look_covers(seen->leaf, name))
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("%s shows another certificate, one made out to %s as well: most likely the two"
			" were mixed up.", sibling, name));
	else if (covers)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("%s shows a certificate made out to itself; whether both belong to one owner"
			" is not known.", sibling));
	else
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("%s shows another certificate, which is not made out to it either.", sibling));
}

static void look_say_stranger(struct finding *f, const struct inspection *i, const struct look *l,
	const struct look_seen *seen)
{
	static const char asked[] = "Asked for %s, a name that nobody has, the same address shows %s";
	const struct cert *leaf = look_leaf(i);
	enum evidence_kind kind = EVIDENCE_FOR;
	const char *what;

	if (seen->end == LOOK_NO_CERTIFICATE) {
		what = "no certificate: it answers for its own names only, unlike a Wi-Fi's log-in page.";
	} else if (seen->leaf == NULL) {
		finding_evidence(f, EVIDENCE_OPEN,
			mem_strdup("It could not be seen what the same address shows under another name."));
		return;
	} else if (look_covers(seen->leaf, l->name)) {
		kind = EVIDENCE_AGAINST;
		what = "a certificate made out to it: something there makes certificates for any name, as programs that"
			" read along do.";
	} else if (!cert_same(seen->leaf, leaf)) {
		what = "another certificate: it is a server of several names, unlike a Wi-Fi's log-in page.";
	} else if (look_covers(leaf, look_name(i))) {
		what = "the same certificate, as a server of one site does; a program that reads along would have made"
			" another.";
	} else {
		kind = EVIDENCE_AGAINST;
		what = "the same certificate, as a Wi-Fi's log-in page does, which answers for every name.";
	}
	finding_evidence(f, kind, mem_printf(asked, l->name, what));
}

static void look_say_port(struct finding *f, const struct look *l, const struct look_seen *seen)
{
	if (seen->end == LOOK_REFUSED)
		finding_evidence(f, EVIDENCE_AGAINST,
			mem_printf("Port %d refuses as well: no web server runs there, or a firewall turns"
			" everybody away.", l->port));
	else if (seen->end != LOOK_ANSWERED)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("Port %d was looked at, too: it did not answer.", l->port));
	else if (l->port == LOOK_HTTP)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("Port %d, for web pages without encryption, is open: the machine is up, but"
			" nothing there takes encrypted connections.", l->port));
	else
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("Port %d, the usual one for encrypted web pages, is open: the machine is up,"
			" so perhaps the port number is wrong.", l->port));
}

void look_say(struct inspection *i, const struct look *l, const struct look_seen *seen)
{
	struct finding *f = look_finding(i, look_about(i, l->kind));

	if (f == NULL)
		return;
	switch (l->kind) {
	case LOOK_SIBLING:
		look_say_sibling(f, i, l, seen);
		break;
	case LOOK_STRANGER:
		look_say_stranger(f, i, l, seen);
		break;
	default:
		look_say_port(f, l, seen);
	}
	finding_explain(f);
}

/* ---- what needs no look ---- */

/* Names that the public DNS does not have (RFC 6762 appendix G, RFC 6761, RFC 8375, ICANN's resolution 2024.07.29.06 on
 * .internal), so that no public CA may certify them (Baseline Requirements 4.2.2). */
static bool look_is_inside_name(const char *name)
{
	static const char *const ends[] =
		{ ".internal", ".intranet", ".lan", ".local", ".corp", ".home", ".private", ".localdomain",
		".localhost",
		".test", ".home.arpa" };
	size_t n = strlen(name), k;

	for (k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t end = strlen(ends[k]);

		if (n > end && strcmp(name + n - end, ends[k]) == 0)
			return true;
	}
	return strchr(name, '.') == NULL;
}

static const struct card *look_anchor(const struct inspection *i)
{
	const struct card *top = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;

	return top != NULL && top->in_trust_store ? top : NULL;
}

static void look_still_mismatch(struct inspection *i)
{
	struct finding *f = look_finding(i, FINDING_NAME_MISMATCH);
	const struct card *anchor = look_anchor(i);

	if (f == NULL)
		return;
	if (anchor != NULL && anchor->anchor == ANCHOR_PUBLIC)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("The chain ends in the public root %s, which speaks for a slip in the"
			" set-up: a public CA checks who holds the names that it certifies.",
			cert_label(anchor->cert)));
	else if (anchor == NULL)
		finding_evidence(f, EVIDENCE_AGAINST,
			mem_strdup("The chain does not end in a root that this machine trusts, so anybody can have made"
			" it."));
	finding_explain(f);
}

static void look_still_issuer(struct inspection *i, const struct look_way *way)
{
	struct finding *f = look_finding(i, look_about(i, LOOK_STRANGER));
	const char *name = look_name(i), *address = i->has_connection ? i->connection.address : NULL;
	bool inside = name != NULL && look_is_inside_name(name);

	if (f == NULL || i->target.kind != TARGET_HOST)
		return;
	if (inside)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("%s is a name for use inside a network, which no public CA may certify: a"
			" private CA is to be expected.", name));
	if (address != NULL && !way->pinned && !way->proxied && !address_text_is_public(address)) {
		if (name == NULL || inside)
			finding_evidence(f, EVIDENCE_FOR,
				mem_printf("%s is an address inside a network: a private CA is to be expected.",
				address));
		else
			finding_evidence(f, EVIDENCE_OPEN,
				mem_printf("The public name %s leads to %s, an address inside a network: either it"
				" is meant for the inside, or a Wi-Fi's log-in page answers in its place.", name,
				address));
	}
	finding_explain(f);
}

void look_still(struct inspection *i, const struct look_way *way)
{
	look_still_mismatch(i);
	look_still_issuer(i, way);
}
