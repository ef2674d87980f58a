/* SPDX-License-Identifier: GPL-3.0-or-later
 * Validated answers by libunbound. */
#include "net/dns.h"

#include "base/mem.h"
#include "base/text.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unbound.h>

#define DNS_LIBRARY "libunbound.so.8"

/* The root zone's keys (IANA, root-anchors.xml: KSK-2017 and KSK-2024). */
static const char *const dns_root_keys[] = {
	". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
	". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
};

/* Function pointers of the types that the header declares; a prototype that changes is a compile error. */
struct dnsapi {
#define DNSAPI(name) __typeof__(ub_##name) *name;
#include "net/dnsapi.def"
#undef DNSAPI
};

static const struct {
	const char *name;
	size_t offset;
} dnsapi_symbols[] = {
#define DNSAPI(name) { "ub_" #name, offsetof(struct dnsapi, name) },
#include "net/dnsapi.def"
#undef DNSAPI
};

struct dns {
	struct dnsapi api;
	struct ub_ctx *ctx;
};

struct dns_query {
	struct dns *dns;
	int id, error;
	bool done;
	struct ub_result *result;
};

/* ---- the library ---- */

static int dns_load(struct dnsapi *api, struct cc_err *e)
{
	/* Never unloaded: it has threads of its own. */
	void *library = dlopen(DNS_LIBRARY, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	size_t i;

	if (library == NULL)
		return err_setx(e, ERR_MISSING, "--dane needs libunbound, and this machine has no " DNS_LIBRARY);
	for (i = 0; i < sizeof dnsapi_symbols / sizeof *dnsapi_symbols; i++) {
		void *f = dlsym(library, dnsapi_symbols[i].name);

		if (f == NULL)
			return err_setx(e, ERR_MISSING, "libunbound on this machine has no %s", dnsapi_symbols[i].name);
		memcpy((char *)api + dnsapi_symbols[i].offset, &f, sizeof f);
	}
	return 0;
}

static int dns_set_anchors(struct dns *d)
{
	const char *file = getenv("CERTCARD_TRUST_ANCHOR");
	int r = 0;
	size_t i;

	if (file != NULL && *file != '\0')
		return d->api.ctx_add_ta_file(d->ctx, file);
	for (i = 0; i < sizeof dns_root_keys / sizeof *dns_root_keys && r == 0; i++)
		r = d->api.ctx_add_ta(d->ctx, dns_root_keys[i]);
	return r;
}

/* Without forwarders libunbound would go from the root servers down by itself. */
static int dns_set_resolver(struct dns *d)
{
	const char *resolver = getenv("CERTCARD_RESOLVER");
	int r = d->api.ctx_set_option(d->ctx, "do-not-query-localhost:", "no");

	if (r != 0)
		return r;
	if (resolver != NULL && *resolver != '\0')
		return d->api.ctx_set_fwd(d->ctx, resolver);
	(void)d->api.ctx_resolvconf(d->ctx, NULL);
	return 0;
}

struct dns *dns_new(struct cc_err *e)
{
	struct dns *d = mem_alloc(sizeof *d);
	int r;

	if (dns_load(&d->api, e) != 0)
		goto out;
	d->ctx = d->api.ctx_create();
	if (d->ctx == NULL) {
		(void)err_setx(e, ERR_MISSING, "libunbound cannot be initialised");
		goto out;
	}
	r = dns_set_anchors(d);
	if (r == 0)
		r = dns_set_resolver(d);
	if (r == 0)
		r = d->api.ctx_async(d->ctx, 1);
	if (r == 0)
		return d;
	(void)err_setx(e, ERR_MISSING, "libunbound: %s", d->api.strerror(r));
out:
	dns_free(d);
	return NULL;
}

void dns_free(struct dns *d)
{
	if (d == NULL)
		return;
	if (d->ctx != NULL)
		d->api.ctx_delete(d->ctx);
	free(d);
}

int dns_fd(const struct dns *d)
{
	return d->api.fd(d->ctx);
}

/* ---- one question ---- */

static void dns_answered(void *arg, int error, struct ub_result *result)
{
	struct dns_query *q = arg;

	q->done = true;
	q->error = error;
	q->result = result;
}

struct dns_query *dns_ask(struct dns *d, const char *name, int type, struct cc_err *e)
{
	enum { CLASS_IN = 1 };
	struct dns_query *q = mem_alloc(sizeof *q);
	int r;

	q->dns = d;
	r = d->api.resolve_async(d->ctx, name, type, CLASS_IN, q, dns_answered, &q->id);
	if (r == 0)
		return q;
	(void)err_setx(e, ERR_IO, "libunbound: %s", d->api.strerror(r));
	free(q);
	return NULL;
}

/* Without the anchor's own keys nothing can be told from anything: most often a resolver on the way that does not know
 * DNSSEC. libunbound calls that bogus, too, and only its words tell. */
static bool dns_no_keys(const struct dns_query *q)
{
	const char *why = q->result != NULL && q->result->bogus ? q->result->why_bogus : NULL;

	return why != NULL && strstr(why, "trust anchor") != NULL && strstr(why, "no DNSKEY") != NULL;
}

enum dns_state dns_step(struct dns_query *q)
{
	enum { NOERROR = 0, NXDOMAIN = 3 };

	if (!q->done)
		(void)q->dns->api.process(q->dns->ctx);
	if (!q->done)
		return DNS_BUSY;
	if (q->error != 0 || q->result == NULL || dns_no_keys(q))
		return DNS_FAILED;
	if (q->result->bogus)
		return DNS_BOGUS;
	if (q->result->rcode != NOERROR && q->result->rcode != NXDOMAIN)
		return DNS_FAILED;
	return q->result->secure ? DNS_SECURE : DNS_INSECURE;
}

size_t dns_count(const struct dns_query *q)
{
	size_t n = 0;

	if (q->result == NULL || !q->result->havedata)
		return 0;
	while (q->result->data[n] != NULL)
		n++;
	return n;
}

struct bytes dns_record(const struct dns_query *q, size_t i)
{
	return (struct bytes){ (const uint8_t *)q->result->data[i], (size_t)q->result->len[i] };
}

char *dns_why(const struct dns_query *q)
{
	if (q->error != 0)
		return text_clean_str(q->dns->api.strerror(q->error));
	if (dns_no_keys(q))
		return mem_strdup("the resolver of this network does not hand out the keys that its answers are signed"
			" with");
	if (q->result != NULL && q->result->bogus && q->result->why_bogus != NULL)
		return text_clean_str(q->result->why_bogus);
	if (q->result != NULL && q->result->rcode != 0)
		return mem_printf("the resolver answers with error %d", q->result->rcode);
	return NULL;
}

void dns_stop(struct dns_query *q)
{
	if (q == NULL)
		return;
	if (!q->done)
		(void)q->dns->api.cancel(q->dns->ctx, q->id);
	if (q->result != NULL)
		q->dns->api.resolve_free(q->result);
	free(q);
}
