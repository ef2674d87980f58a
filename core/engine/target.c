/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading targets: a row for each form, tried in order. */
#include "engine/target.h"

#include "clients/clients.h"
#include "gallery/gallery.h"
#include "gallery/list.h"
#include "net/host.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "options/opts.h"
#include "base/text.h"
#include "engine/target-part.h"
#include "engine/target-shown.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct service target_services[] = {
#define SERVICE(name, number, upgrade) { .scheme = (name), .port = (number), .starttls = (upgrade) },
#include "tls/services.def"
#undef SERVICE
};

static const struct service *const target_https = &target_services[0];

/* Names that are files whatever else they look like (contract). */
static const char *const target_file_endings[] = { ".pem", ".crt", ".cer", ".der", ".p7b", ".p7c", ".p12", ".pfx" };

const struct service *service_at(size_t i)
{
	return i < sizeof target_services / sizeof *target_services ? &target_services[i] : NULL;
}

static const struct service *service_find(const char *scheme)
{
	const struct service *s;

	for (size_t i = 0; (s = service_at(i)) != NULL; i++)
		if (strcasecmp(s->scheme, scheme) == 0)
			return s;
	return NULL;
}

/* "NAME: why", with the name made harmless and short. */
static int target_bad(struct cc_err *e, const char *text, const char *why)
{
	char *clean = text_clean_str(text), *shown = text_fit(clean, 60, false);

	(void)err_setx(e, ERR_USAGE, "%s: %s", shown, why);
	free(shown);
	free(clean);
	return -1;
}

/* ---- parts that forms share ---- */

/* Host and port of `n` bytes; the port may be missing (`port` is left alone), and after "host:" when `lax`. */
static const char *target_split(const char *p, size_t n, bool lax, struct host *host, int *port)
{
	const char *end, *colon;
	const char *why = host_read(p, n, host);     /* first as a whole: 2001:db8::1 has colons of its own */

	if (why == NULL)
		return NULL;
	if (n > 0 && p[0] == '[') {
		end = memchr(p, ']', n);
		if (end == NULL)
			return "the closing ] is missing";
		colon = end + 1 < p + n ? end + 1 : NULL;
		if (colon != NULL && *colon != ':')
			return "after the ] comes a : and the port";
	} else {
		colon = memrchr(p, ':', n);
		if (colon != NULL && memchr(p, ':', n) != colon)
			return why;
	}
	if (colon == NULL)
		return why;
	if (!(lax && colon + 1 == p + n) && !host_port(colon + 1, (size_t)(p + n - colon - 1), port))
		return "the port is not a number from 1 to 65535";
	return host_read(p, (size_t)(colon - p), host);
}

/* A mailbox, for certificates of mail senders: its local part as it stands, its host like any other (RFC 5280 7.5). */
static const char *target_mailbox(struct target *t, const char *text, const char *at)
{
	struct host name = { 0 };
	const char *why;

	for (const char *p = text; p < at; p++)
		if (!isgraph((unsigned char)*p) || *p == '\\')
			return "the name of a mailbox is written in plain ASCII";
	why = at == text ? "the mailbox has no name in front of its @" : host_read(at + 1, strlen(at + 1), &name);
	if (why == NULL)
		t->facts.servername = mem_printf("%.*s@%s", (int)(at - text), text, name.ascii);
	host_done(&name);
	return why;
}

/* The name to ask for and to verify. A server cannot be asked for a mailbox, but a file can be searched for one. */
static const char *target_servername(struct target *t, const struct opts *o)
{
	struct host name = { 0 };
	const char *why;

	if (o->servername == NULL) {
		t->facts.servername = t->facts.host_is_ip ? NULL : mem_strdup(t->facts.host);
		return NULL;
	}
	if (t->facts.kind == TARGET_FILE && strchr(o->servername, '@') != NULL)
		return target_mailbox(t, o->servername, strrchr(o->servername, '@'));
	why = host_read(o->servername, strlen(o->servername), &name);
	t->facts.servername = name.ascii;
	name.ascii = NULL;
	host_done(&name);
	return why;
}

static const char *target_connect(struct target *t, const struct opts *o)
{
	struct host host = { 0 };
	const char *why;

	if (o->connect == NULL)
		return NULL;
	why = target_split(o->connect, strlen(o->connect), false, &host, &t->connect_port);
	if (why == NULL) {
		free(t->connect_host);
		t->connect_host = host_dialled(&host);
	}
	host_done(&host);
	return why;
}

/* Everything that follows once host and service are known. Takes over what `host` holds. `port` 0: the service's. */
static void target_host(struct target *t, struct host *host, const struct service *s, int port, const struct opts *o)
{
	const struct service *upgrade = o->starttls == NULL ? NULL : service_find(o->starttls);

	/* Without a scheme, --starttls names the protocol, and with it the port. */
	if (s == NULL)
		s = upgrade != NULL ? upgrade : target_https;
	t->facts.kind = TARGET_HOST;
	t->facts.scheme = mem_strdup(s->scheme);
	t->facts.host = host->ascii;
	t->facts.host_unicode = host->unicode;
	t->facts.host_is_ip = host->is_ip, t->facts.zone = host->zone;
	t->facts.port = port != 0 ? port : s->port;
	t->service = upgrade != NULL ? upgrade : s;
	/* The certificate is for the address; the interface is of use for the way there alone. */
	if (host->zone != NULL && t->connect_host == NULL)
		t->connect_host = host_dialled(host);
	*host = (struct host){ 0 };
}

/* ---- the forms ---- */

static bool target_has_prefix(const char *text, const char *prefix)
{
	size_t n = strlen(prefix);

	/* "demo:443" is a host of that name and a port. */
	return strncasecmp(text, prefix, n) == 0
		&& (text[n] == '\0' || text[n + strspn(text + n, "0123456789")] != '\0');
}

static bool target_is_stdin(const char *text)
{
	return strcmp(text, "-") == 0;
}

static bool target_is_file_url(const char *text)
{
	return target_has_prefix(text, "file:");
}

static bool target_is_demo(const char *text)
{
	return target_has_prefix(text, "demo:");
}

static bool target_is_store(const char *text)
{
	return target_has_prefix(text, "store:");
}

bool target_names_file(const char *text)
{
	for (size_t n = strlen(text), i = 0; i < sizeof target_file_endings / sizeof *target_file_endings; i++) {
		const char *ending = target_file_endings[i];
		if (n > strlen(ending) && strcasecmp(text + n - strlen(ending), ending) == 0)
			return true;
	}
	return false;
}

static bool target_is_slashed(const char *text)
{
	return strchr(text, '/') != NULL;
}

/* A file in this folder whose name cannot be a public host's: "chain.txt". A folder is named with its slash. */
static bool target_is_plain_file(const char *text)
{
	struct stat st;

	return stat(text, &st) == 0 && !S_ISDIR(st.st_mode) && !host_could_be_public(text);
}

bool target_obvious_host(const char *text)
{
	return strpbrk(text, ".:") != NULL && host_could_be_public(text);
}

bool target_obvious(const char *text)
{
	return strpbrk(text, ":/") != NULL || strcasecmp(text, "localhost") == 0 || target_names_file(text)
		|| target_obvious_host(text);
}

static bool target_is_anything(const char *text)
{
	(void)text;
	return true;
}

static const char *target_file(struct target *t, const char *path)
{
	t->facts.kind = TARGET_FILE;
	t->path = mem_strdup(path);
	return NULL;
}

static const char *target_read_stdin(struct target *t, const char *text, const struct opts *o)
{
	(void)o;
	return target_file(t, text);
}

static const char *target_read_named_file(struct target *t, const char *text, const struct opts *o)
{
	(void)o;
	(void)target_file(t, text);
	return faccessat(AT_FDCWD, text, F_OK, AT_EACCESS) == 0 ? NULL : "there is no such file";
}

static const char *target_read_file_url(struct target *t, const char *text, const struct opts *o)
{
	const char *path = text + strlen("file:");

	if (strncmp(path, "///", 3) == 0)
		path += 2;
	return path[0] == '\0' ? "the name of the file is missing" : target_read_named_file(t, path, o);
}

static const char *target_read_demo(struct target *t, const char *text, const struct opts *o)
{
	const char *name = text + strlen("demo:");
	const struct demo_scenario *s = demo_find(name);
	struct host host = { 0 };

	if (s == NULL)
		return name[0] == '\0' ? "the scenario's name is missing; certcard --list-demos lists them"
			: "the gallery has no such scenario";
	t->facts.kind = TARGET_DEMO;
	t->facts.scheme = mem_strdup(target_https->scheme);
	t->service = target_https;
	t->demo = mem_strdup(name);
	if (host_read(s->host, strlen(s->host), &host) != NULL)
		return "the scenario's host is no host";
	t->facts.host = host.ascii;
	t->facts.host_unicode = host.unicode;
	return target_servername(t, o);
}

static const char *target_read_store(struct target *t, const char *text, const struct opts *o)
{
	(void)o;
	t->facts.kind = TARGET_STORE;
	return strcasecmp(text, "store:") == 0 ? NULL : "nothing may follow behind store:";
}

static const char *target_read_authority(struct target *t, const char *p, size_t n, const struct service *s,
	const struct opts *o)
{
	struct host host = { 0 };
	const char *user = memrchr(p, '@', n), *why;
	int port = 0;

	if (user != NULL) {
		n -= (size_t)(user + 1 - p);
		p = user + 1;
	}
	why = n == 0 ? "the host is missing" : target_split(p, n, true, &host, &port);
	if (why == NULL)
		target_host(t, &host, s, port, o);
	host_done(&host);
	return why;
}

/* Any scheme will do: what we don't know is asked on 443, as a page of that name would be. */
static const char *target_read_url(struct target *t, const char *text, const struct opts *o)
{
	const char *p = strstr(text, "://");
	char *scheme = mem_strndup(text, (size_t)(p - text));
	const struct service *s = service_find(scheme);

	free(scheme);
	p += 3;
	/* Browsers take \ for / here, and so do we, or "https://good\@evil" would have two meanings. */
	return target_read_authority(t, p, strcspn(p, "/?#\\"), s != NULL ? s : target_https, o);
}

static const char *target_read_slashed(struct target *t, const char *text, const struct opts *o)
{
	if (faccessat(AT_FDCWD, text, F_OK, AT_EACCESS) == 0)
		return target_file(t, text);
	if (text[0] == '/' || text[0] == '.')
		return "there is no such file";
	return target_read_authority(t, text, strcspn(text, "/?#\\"), NULL, o);
}

static const char *target_read_host(struct target *t, const char *text, const struct opts *o)
{
	struct host host = { 0 };
	int port = 0;
	const char *why = target_split(text, strlen(text), false, &host, &port);
	if (why == NULL)
		target_host(t, &host, NULL, port, o);
	host_done(&host);
	return why;
}

static const struct target_form {
	bool (*fits)(const char *text);
	const char *(*read)(struct target *t, const char *text, const struct opts *o);   /* NULL, or why not (static) */
} target_forms[] = {
	{ target_is_stdin, target_read_stdin },
	{ target_is_part, target_read_part },
	{ target_is_file_url, target_read_file_url },
	{ target_is_demo, target_read_demo },
	{ target_is_store, target_read_store },
	{ target_is_url, target_read_url },
	{ target_names_file, target_read_named_file },
	{ target_is_slashed, target_read_slashed },
	{ target_is_plain_file, target_read_named_file },
	{ target_is_anything, target_read_host },
};

/* ---- the whole ---- */

static const char *target_read(struct target *t, const char *text, const struct opts *o)
{
	const struct target_form *form = target_forms;
	const char *why;

	while (!form->fits(text))
		form++;
	why = form->read(t, text, o);
	if (why == NULL && t->facts.kind != TARGET_STORE && t->facts.kind != TARGET_DEMO)
		why = target_servername(t, o);
	if (why == NULL && t->facts.kind == TARGET_HOST)
		why = target_connect(t, o);
	return why;
}

static const char *target_demo_at(const void *words, size_t i)
{
	(void)words;
	return i < demo_count() ? demo_at(i)->name : NULL;
}

static const char *target_scheme_at(const void *words, size_t i)
{
	(void)words;
	return i < sizeof target_services / sizeof *target_services ? target_services[i].scheme : NULL;
}

/* Where something like it is known, say so. */
static void target_refuse(struct cc_err *e, const char *text, const char *why)
{
	const char *name = target_is_demo(text) ? text + strlen("demo:") : NULL;
	const char *near = name == NULL ? NULL : nearest(name, target_demo_at, NULL);
	char *more = near != NULL ? mem_printf("%s; did you mean demo:%s?", why, near) :
		name != NULL && name[0] != '\0' ? mem_printf("%s; certcard --list-demos lists them", why)
			: mem_strdup(why);

	(void)target_bad(e, text[0] == '\0' ? "target" : text, more);
	free(more);
}

/* Blanks around it come from pasting. */
static char *target_trim(const char *text)
{
	size_t n;

	text += strspn(text, " \t\r\n");
	for (n = strlen(text); n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL; n--)
		;
	return mem_strndup(text, n);
}

int target_parse(struct target *t, const char *text, const struct opts *o, struct cc_err *e)
{
	char *trimmed = target_trim(text);
	const char *why;

	*t = (struct target){ .facts = { .input = mem_strdup(text) } };
	if (trimmed[0] == '\0')
		why = "an empty target";
	else if (strlen(trimmed) > LIMIT_TARGET_BYTES)
		why = "the target is too long";
	else
		why = target_read(t, trimmed, o);
	if (why != NULL) {
		char *shown = target_is_url(trimmed) ? target_shown(trimmed) : mem_strdup(trimmed);

		target_refuse(e, shown, why);
		free(shown);
		target_done(t);
	} else if (t->facts.kind == TARGET_HOST && (target_is_url(trimmed) || target_is_slashed(trimmed))) {
		free(t->facts.input);
		t->facts.input = target_shown(trimmed);
	}
	free(trimmed);
	return why == NULL ? 0 : -1;
}

void target_done(struct target *t)
{
	free(t->facts.input);
	free(t->facts.scheme);
	free(t->facts.host);
	free(t->facts.host_unicode);
	free(t->facts.zone);
	free(t->facts.servername);
	free(t->path);
	free(t->part);
	free(t->demo);
	free(t->connect_host);
	*t = (struct target){ 0 };
}

static int target_check_starttls(const char *name, struct cc_err *e)
{
	const struct service *s = service_find(name);
	const char *near = nearest(name, target_scheme_at, NULL);
	char why[120];

	if (s != NULL && s->starttls != NULL)
		return 0;
	if (s != NULL)
		(void)snprintf(why, sizeof why, "there TLS begins with the first byte; nothing is to be upgraded");
	else if (near != NULL)
		(void)snprintf(why, sizeof why, "no such upgrade; did you mean %s?", near);
	else
		(void)snprintf(why, sizeof why, "no such upgrade; try smtp, imap, ldap or postgres");
	return target_bad(e, name, why);
}

static int target_check_client(const char *name, struct cc_err *e)
{
	char *names, *why;
	size_t row;
	int r = 0;

	if (client_find(name, &row))
		return 0;
	names = client_names();
	why = mem_printf("no such client; there are %s", names);
	r = target_bad(e, name, why);
	free(why);
	free(names);
	return r;
}

int target_check_opts(const struct opts *o, struct cc_err *e)
{
	struct target t = { .facts = { .kind = TARGET_FILE, .host_is_ip = true } };
	const char *why = target_servername(&t, o);
	int r = 0;

	if (why != NULL)
		r = target_bad(e, o->servername, why);
	else if ((why = target_connect(&t, o)) != NULL)
		r = target_bad(e, o->connect, why);
	else if (o->starttls != NULL)
		r = target_check_starttls(o->starttls, e);
	if (r == 0 && o->client != NULL)
		r = target_check_client(o->client, e);
	target_done(&t);
	return r;
}
