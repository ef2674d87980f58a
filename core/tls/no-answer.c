/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a failed connection to the finding that says so. */
#include "tls/no-answer.h"

#include "net/dial.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void unreach_init(struct finding *f, enum finding_id id)
{
	*f = (struct finding){ .id = id, .level = finding_level(id), .card = -1 };
}

void unreach_number(struct finding *f, enum param_id id, double value)
{
	char text[32];

	(void)snprintf(text, sizeof text, "%g", value);
	finding_param(f, id, text);
}

/* What a SOCKS proxy or libcurl's talk with it ended in (CURLINFO_PROXY_ERROR). Replies of RFC 1928 section 6 that
 * speak of the host and not of the proxy have that finding. */
static const struct {
	long code;
	enum finding_id id;
	const char *error;
	enum shade shade;
} unreach_socks[] = {
	{ CURLPX_REPLY_CONNECTION_REFUSED, FINDING_REFUSED, "connection refused", SHADE_NONE },
	{ CURLPX_REPLY_HOST_UNREACHABLE, FINDING_UNREACHABLE, "the proxy says: host unreachable", SHADE_NONE },
	{ CURLPX_REPLY_NETWORK_UNREACHABLE, FINDING_UNREACHABLE, "the proxy says: network unreachable", SHADE_NONE },
	{ CURLPX_REPLY_TTL_EXPIRED, FINDING_UNREACHABLE, "the proxy says: TTL expired", SHADE_NONE },
	{ CURLPX_REPLY_NOT_ALLOWED, FINDING_PROXY_FAILED, "its rules do not allow this connection", SHADE_PROXY },
	{ CURLPX_REPLY_GENERAL_SERVER_FAILURE, FINDING_PROXY_FAILED, "general failure of the proxy", SHADE_PROXY },
	{ CURLPX_REPLY_COMMAND_NOT_SUPPORTED, FINDING_PROXY_FAILED, "it does not support connecting", SHADE_PROXY },
	{ CURLPX_REPLY_ADDRESS_TYPE_NOT_SUPPORTED, FINDING_PROXY_FAILED, "it does not support this kind of address",
		SHADE_PROXY },
	{ CURLPX_USER_REJECTED, FINDING_PROXY_FAILED, "it rejects the user name or password", SHADE_PROXY },
	{ CURLPX_NO_AUTH, FINDING_PROXY_FAILED, "it wants a user name and password", SHADE_PROXY },
	{ CURLPX_RESOLVE_HOST, FINDING_DNS_FAILED, "the name was not found", SHADE_NONE },
	{ CURLPX_CLOSED, FINDING_PROXY_FAILED, "it closed the connection", SHADE_PROXY },
	{ CURLPX_BAD_VERSION, FINDING_PROXY_FAILED, "it does not speak this version of SOCKS", SHADE_PROXY },
};

static void unreach_by_socks(struct finding *f, const struct dial *d)
{
	size_t i;

	for (i = 0; i < sizeof unreach_socks / sizeof *unreach_socks; i++)
		if (unreach_socks[i].code == d->proxy_error) {
			unreach_init(f, unreach_socks[i].id);
			f->shade = unreach_socks[i].shade;
			finding_param(f, PARAM_REASON, unreach_socks[i].error);
			return;
		}
	unreach_init(f, FINDING_PROXY_FAILED);
	f->shade = SHADE_PROXY;
	finding_param(f, PARAM_REASON, "it does not answer as a SOCKS proxy does");
}

/* What an HTTP proxy's refusal of CONNECT means: gateway errors (RFC 9110 15.6.3 and 15.6.5) and 503 are about the
 * host behind it. */
static const struct {
	long code;
	const char *error;
	enum shade shade;
} unreach_connect[] = {
	{ 401, "it wants a password", SHADE_PROXY },
	{ 403, "its rules do not allow this connection", SHADE_PROXY },
	{ 404, "it does not know the host", SHADE_TARGET },
	{ 405, "it does not tunnel connections", SHADE_PROXY },
	{ 407, "it wants a user name and password", SHADE_PROXY },
	{ 429, "too many requests", SHADE_PROXY },
	{ 500, "internal error of the proxy", SHADE_PROXY },
	{ 501, "it does not tunnel connections", SHADE_PROXY },
	{ 502, "it could not reach the host", SHADE_TARGET },
	{ 503, "it could not reach the host", SHADE_TARGET },
	{ 504, "the host did not answer it in time", SHADE_TARGET },
};

static void unreach_by_connect(struct finding *f, const struct dial *d)
{
	const char *error = "it refuses to connect";
	enum shade shade = SHADE_PROXY;
	size_t i;

	for (i = 0; i < sizeof unreach_connect / sizeof *unreach_connect; i++)
		if (unreach_connect[i].code == d->connect_code) {
			error = unreach_connect[i].error;
			shade = unreach_connect[i].shade;
		}
	unreach_init(f, FINDING_PROXY_FAILED);
	f->shade = shade;
	finding_param(f, PARAM_REASON, error);
	unreach_number(f, PARAM_CODE, (double)d->connect_code);
}

static void unreach_by_errno(struct finding *f, int sys_errno)
{
	switch (sys_errno) {
	case ECONNREFUSED:
		unreach_init(f, FINDING_REFUSED);
		break;
	case ECONNRESET:
		unreach_init(f, FINDING_CONNECTION_CLOSED);
		f->shade = SHADE_RESET;
		finding_param(f, PARAM_SEEN, "as soon as it was made");
		return;
	case ETIMEDOUT:
		unreach_init(f, FINDING_TIMEOUT);
		finding_param(f, PARAM_SEEN, "while connecting");
		break;
	default:
		unreach_init(f, FINDING_UNREACHABLE);
	}
	finding_param(f, PARAM_REASON, sys_errno != 0 ? strerror(sys_errno) : "no connection came about");
}

/* The way to the proxy itself, or the talk with it, failed. */
static void unreach_by_proxy(struct finding *f, const struct dial *d)
{
	unreach_init(f, FINDING_PROXY_FAILED);
	f->shade = SHADE_PROXY;
	if (d->error == DIAL_NO_SUCH_PROXY || d->error == DIAL_NO_SUCH_HOST) {
		f->shade = SHADE_AWAY;
		finding_param(f, PARAM_REASON, "its name was not found");
	} else if (d->error == DIAL_NOT_CONNECTED) {
		f->shade = SHADE_AWAY;
		finding_param(f, PARAM_REASON, d->sys_errno != 0 ? strerror(d->sys_errno) : "it cannot be reached");
	} else if (d->error == DIAL_TIMED_OUT) {
		finding_param(f, PARAM_REASON, "it did not answer in time");
	} else {
		char *said = text_clean_str(d->transfer.error);

		finding_param(f, PARAM_REASON, *said != '\0' ? said : "the talk with it failed");
		free(said);
	}
}

void unreach_dial(struct finding *f, const struct dial *d)
{
	if (d->proxied && d->connect_code >= 300)
		unreach_by_connect(f, d);
	else if (d->proxied && d->error == DIAL_SOCKS_REFUSED)
		unreach_by_socks(f, d);
	else if (d->proxied && !(d->error == DIAL_NO_SUCH_HOST && d->resolved))
		unreach_by_proxy(f, d);
	else if (d->error == DIAL_NO_SUCH_HOST)
		unreach_init(f, FINDING_DNS_FAILED);
	else if (d->error == DIAL_TIMED_OUT) {
		unreach_init(f, FINDING_TIMEOUT);
		finding_param(f, PARAM_SEEN, d->resolved ? "while connecting" : "while looking up the name");
	} else {
		unreach_by_errno(f, d->sys_errno);
	}
}
