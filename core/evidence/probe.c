/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which probes are worth it, and what follows from them. */
#include "evidence/probe.h"

#include "base/address.h"
#include "base/mem.h"
#include "rules/names.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

#define PROBE_WWW "www."
/* RFC 6761 6.5: nobody can hold a name below .example, so nobody has a certificate for it. */
#define PROBE_NOBODY "nobody.example"

enum { PROBE_HTTP = 80, PROBE_HTTPS = 443 };

static struct finding *probe_finding(struct inspection *i, enum finding_id id)
{
	size_t k;

	for (k = 0; k < i->n_findings; k++)
		if (i->findings[k].id == id)
			return &i->findings[k];
	return NULL;
}

/* The findings that a probe is made for, the first that is there; N_FINDINGS: none. */
static enum finding_id probe_about(const struct inspection *i, enum probe_kind kind)
{
	static const enum finding_id about[][2] = {
		[PROBE_SIBLING] = { FINDING_NAME_MISMATCH, FINDING_NAME_MISMATCH },
		[PROBE_STRANGER] = { FINDING_UNTRUSTED_ROOT, FINDING_UNKNOWN_ISSUER },
		[PROBE_PORT] = { FINDING_REFUSED, FINDING_REFUSED },
		[PROBE_NEWER] = { FINDING_HANDSHAKE_FAILED, FINDING_HANDSHAKE_FAILED },
	};
	size_t k;

	for (k = 0; k < 2; k++)
		if (inspection_finding(i, about[kind][k]) != NULL)
			return about[kind][k];
	return N_FINDINGS;
}

static const struct cert *probe_leaf(const struct inspection *i)
{
	const struct cert *c = i->n_presented > 0 ? i->cards[i->presented[0]].cert : NULL;

	return c != NULL && c->parsed ? c : NULL;
}

/* The name that was verified; NULL: an address, or none. */
static const char *probe_name(const struct inspection *i)
{
	const struct target_facts *t = &i->target;

	return t->servername != NULL ? t->servername : t->host_is_ip ? NULL : t->host;
}

static bool probe_covers(const struct cert *c, const char *name)
{
	struct name_ref ref = name_ref(name);

	return names_match_cert(c, &ref);
}

/* ---- what to look at ---- */

/* The name with "www." or without it; NULL where that is no name that anybody would type: www.mail.shop.example, unless
 * the certificate has it. The caller frees. */
static char *probe_sibling(const char *name, const struct cert *leaf)
{
	size_t n = sizeof PROBE_WWW - 1;
	char *sibling;

	if (strncmp(name, PROBE_WWW, n) == 0)
		return strchr(name + n, '.') != NULL
			|| strcmp(name + n, "localhost") == 0 ? mem_strdup(name + n) : NULL;
	sibling = mem_printf(PROBE_WWW "%s", name);
	if (strcmp(names_registrable(name), name) == 0 || probe_covers(leaf, sibling))
		return sibling;
	free(sibling);
	return NULL;
}

static bool probe_plan_sibling(const struct inspection *i, const struct probe_way *way, struct probe *out)
{
	const char *name = probe_name(i);
	const struct cert *leaf = probe_leaf(i);
	char *sibling;

	if (name == NULL || leaf == NULL || probe_about(i, PROBE_SIBLING) == N_FINDINGS)
		return false;
	sibling = probe_sibling(name, leaf);
	if (sibling == NULL)
		return false;
	/* A name of --servername's is not where the host is. */
	*out = (struct probe){ PROBE_SIBLING, sibling, i->target.port,
		way->pinned || strcmp(name, i->target.host) != 0 };
	return true;
}

/* Not in the gallery, which shows the same to everybody. */
static bool probe_plan_stranger(const struct inspection *i, struct probe *out)
{
	if (i->target.kind != TARGET_HOST || probe_name(i) == NULL || probe_leaf(i) == NULL
		|| probe_about(i, PROBE_STRANGER) == N_FINDINGS)
		return false;
	*out = (struct probe){ PROBE_STRANGER, mem_strdup(PROBE_NOBODY), i->target.port, true };
	return true;
}

static bool probe_plan_port(const struct inspection *i, const struct probe_way *way, struct probe *out)
{
	if (way->proxied || i->target.kind != TARGET_HOST || probe_about(i, PROBE_PORT) == N_FINDINGS)
		return false;
	*out = (struct probe){ PROBE_PORT, NULL, i->target.port == PROBE_HTTPS ? PROBE_HTTP : PROBE_HTTPS, true };
	return true;
}

/* RFC 8446 6.2: the two alerts that say of methods that none is common, and not which are missing. */
static bool probe_plan_newer(const struct inspection *i, struct probe *out)
{
	const struct finding *f = inspection_finding(i, FINDING_HANDSHAKE_FAILED);
	const char *alert = f != NULL ? finding_get(f, PARAM_ALERT) : NULL;
	const char *name = probe_name(i);

	if (i->target.kind != TARGET_HOST || alert == NULL
		|| (strcmp(alert, "handshake_failure") != 0 && strcmp(alert, "insufficient_security") != 0))
		return false;
	*out = (struct probe){ PROBE_NEWER, name != NULL ? mem_strdup(name) : NULL, i->target.port, true };
	return true;
}

size_t probe_plan(const struct inspection *i, const struct probe_way *way, struct probe *out)
{
	size_t n = 0;

	n += probe_plan_sibling(i, way, &out[n]);
	n += probe_plan_stranger(i, &out[n]);
	if (n == 0)
		n += probe_plan_port(i, way, &out[n]);
	if (n == 0)
		n += probe_plan_newer(i, &out[n]);
	return n;
}

void probe_done(struct probe *l)
{
	free(l->name);
	*l = (struct probe){ 0 };
}

/* ---- what it says ---- */

/* Nothing was seen there: why. */
static char *probe_in_vain(const char *what, enum probe_end end)
{
	static const char *const ends[] = {
		[PROBE_ANSWERED] = "its certificate cannot be read",
		[PROBE_NO_CERTIFICATE] = "it answers, but shows no certificate",
		[PROBE_NO_SUCH_NAME] = "the name was not found",
		[PROBE_REFUSED] = "nobody listens there",
		[PROBE_UNREACHED] = "it could not be reached",
		[PROBE_TOO_LATE] = "it did not answer in time",
		[PROBE_FORBIDDEN] = "it lies on a private address, which was left alone",
	};

	return mem_printf("%s was looked at, too: %s.", what, ends[end]);
}

static void probe_say_sibling(struct finding *f, const struct inspection *i, const struct probe *l,
	const struct probe_seen *seen)
{
	const char *name = probe_name(i), *sibling = l->name;
	bool same, covers;

	if (seen->leaf == NULL) {
		finding_evidence(f, EVIDENCE_OPEN, probe_in_vain(sibling, seen->end));
		return;
	}
	same = cert_same(seen->leaf, probe_leaf(i));
	covers = probe_covers(seen->leaf, sibling);
	if (same && covers)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("%s shows the same certificate and is named in it: most likely %s was forgotten"
			" when it was ordered.", sibling, name));
	else if (same)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("%s shows the same certificate, which is not made out to it either.", sibling));
	else if (probe_covers(seen->leaf, name))
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

static void probe_say_stranger(struct finding *f, const struct inspection *i, const struct probe *l,
	const struct probe_seen *seen)
{
	static const char asked[] = "Asked for %s, a name that nobody has, the same address shows %s";
	const struct cert *leaf = probe_leaf(i);
	enum evidence_kind kind = EVIDENCE_FOR;
	const char *what;

	if (seen->end == PROBE_NO_CERTIFICATE) {
		what = "no certificate: it answers for its own names only, unlike a Wi-Fi's log-in page.";
	} else if (seen->leaf == NULL) {
		finding_evidence(f, EVIDENCE_OPEN,
			mem_strdup("It could not be seen what the same address shows under another name."));
		return;
	} else if (probe_covers(seen->leaf, l->name)) {
		kind = EVIDENCE_AGAINST;
		what = "a certificate made out to it: something there makes certificates for any name, as programs that"
			" read along do.";
	} else if (!cert_same(seen->leaf, leaf)) {
		what = "another certificate: it is a server of several names, unlike a Wi-Fi's log-in page.";
	} else if (probe_covers(leaf, probe_name(i))) {
		what = "the same certificate, as a server of one site does; a program that reads along would have made"
			" another.";
	} else {
		kind = EVIDENCE_AGAINST;
		what = "the same certificate, as a Wi-Fi's log-in page does, which answers for every name.";
	}
	finding_evidence(f, kind, mem_printf(asked, l->name, what));
}

static void probe_say_port(struct finding *f, const struct probe *l, const struct probe_seen *seen)
{
	if (seen->end == PROBE_REFUSED)
		finding_evidence(f, EVIDENCE_AGAINST,
			mem_printf("Port %d refuses as well: no web server runs there, or a firewall turns"
			" everybody away.", l->port));
	else if (seen->end != PROBE_ANSWERED)
		finding_evidence(f, EVIDENCE_OPEN,
			mem_printf("Port %d was looked at, too: it did not answer.", l->port));
	else if (l->port == PROBE_HTTP)
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("Port %d, for web pages without encryption, is open: the machine is up, but"
			" nothing there takes encrypted connections.", l->port));
	else
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("Port %d, the usual one for encrypted web pages, is open: the machine is up,"
			" so perhaps the port number is wrong.", l->port));
}

/* Nothing but the new methods is different from what it refused: what it takes now is what was missing. */
static void probe_say_newer(struct finding *f, const struct probe_seen *seen)
{
	if (seen->chosen != NULL) {
		f->shade = SHADE_NEWER;
		finding_evidence(f, EVIDENCE_FOR,
			mem_printf("Asked again with post-quantum methods on offer, %s: most likely it speaks only what"
			" the TLS library here does not have.", seen->chosen));
	} else if (seen->end == PROBE_NO_CERTIFICATE) {
		finding_evidence(f, EVIDENCE_AGAINST,
			mem_strdup("Asked again with post-quantum methods on offer, it refused as well: that it is too"
			" new for the TLS library here is not the reason."));
	}
}

void probe_say(struct inspection *i, const struct probe *l, const struct probe_seen *seen)
{
	struct finding *f = probe_finding(i, probe_about(i, l->kind));

	if (f == NULL)
		return;
	switch (l->kind) {
	case PROBE_SIBLING:
		probe_say_sibling(f, i, l, seen);
		break;
	case PROBE_STRANGER:
		probe_say_stranger(f, i, l, seen);
		break;
	case PROBE_NEWER:
		probe_say_newer(f, seen);
		break;
	default:
		probe_say_port(f, l, seen);
	}
	finding_explain(f);
}

/* ---- what needs no probe ---- */

/* Names that the public DNS does not have (RFC 6762 appendix G, RFC 6761, RFC 8375, ICANN's resolution 2024.07.29.06 on
 * .internal), so that no public CA may certify them (Baseline Requirements 4.2.2). */
static bool probe_is_inside_name(const char *name)
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

static const struct card *probe_anchor(const struct inspection *i)
{
	const struct card *top = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;

	return top != NULL && top->in_trust_store ? top : NULL;
}

static void probe_still_mismatch(struct inspection *i)
{
	struct finding *f = probe_finding(i, FINDING_NAME_MISMATCH);
	const struct card *anchor = probe_anchor(i);

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

static void probe_still_issuer(struct inspection *i, const struct probe_way *way)
{
	struct finding *f = probe_finding(i, probe_about(i, PROBE_STRANGER));
	const char *name = probe_name(i), *address = i->has_connection ? i->connection.address : NULL;
	bool inside = name != NULL && probe_is_inside_name(name);

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

void probe_still(struct inspection *i, const struct probe_way *way)
{
	probe_still_mismatch(i);
	probe_still_issuer(i, way);
}
