/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may stand in a finding's words. */
#include "lib/text-rows.h"

/* What the checks set: short, and as long as strangers make it. */
static const struct { enum param_id key; const char *brief, *wordy; } text_samples[] = {
	{ PARAM_SUBJECT, "shop.example.net", TEXT_LONG_NAME },
	{ PARAM_ISSUER, "Example CA", "Example Organisation for Trust and Safety Issuing Authority 2026 Class 3 R17" },
	{ PARAM_HOST, "a.org", TEXT_LONG_NAME },
	{ PARAM_NAMES, "a.org and b.org", TEXT_LONG_NAME ", " TEXT_LONG_NAME ", " TEXT_LONG_NAME " and 412 more" },
	{ PARAM_NAME, "a.org", TEXT_LONG_NAME }, { PARAM_MORE, "1", "4998" },
	{ PARAM_BEGINS, "1 Jun 2026 00:00:00 UTC", "1 Jun 2026 00:00:00 UTC" },
	{ PARAM_ENDS, "30 Aug 2026 23:59:59 UTC", "30 Aug 2026 23:59:59 UTC" },
	{ PARAM_DATE, "30 Aug 2026", "30 Aug 2026 23:59 UTC" },
	{ PARAM_DAYS, "1", "12345" }, { PARAM_SPAN, "1 second", "12345 days" }, { PARAM_LIMIT, "1", "3600" },
	{ PARAM_ADDRESS, "192.0.2.17", "2001:db8:1234:5678:9abc:def0:1234:5678" },
	{ PARAM_PORT, "443", "65535" }, { PARAM_PROXY, "http://p:1", "http://" TEXT_LONG_NAME ":3128" },
	{ PARAM_REASON, "no", "a clause that goes on and on, with every detail of what was seen there and what was"
		" not" },
	{ PARAM_SEEN, "SSH", TEXT_LONG_NAME }, { PARAM_RULE, "short",
		"a rule that needs a paragraph of its own to be told in full" },
	{ PARAM_SECTION, "RFC 5280 4.1.2.2", "RFC 5280 4.1.2.2" },
	{ PARAM_PRODUCT, "Antivirus", "Example Endpoint Inspection Suite for Large Networks" },
	{ PARAM_ALGORITHM, "MD5", "RSASSA-PKCS1-v1_5" }, { PARAM_NOW, "21 Nov 2026 18:40:00 UTC",
		"21 Nov 2026 18:40:00 UTC" },
	{ PARAM_COUNT, "1", "2" }, { PARAM_CODE, "407", "407" }, { PARAM_PROTOCOL, "SMTP", "PostgreSQL" },
	{ PARAM_BITS, "512", "16384" },
	{ PARAM_PLACE, "a.org", "submission://" TEXT_LONG_NAME ":65535" }, { PARAM_NEEDS, "serverAuth", "emailProtection" },
	{ PARAM_BROWSER, "Chrome", "Chrome and Firefox" }, { PARAM_BASIS, "logged", "issued" },
	{ PARAM_STOPS, "Java", "OpenSSL, curl, Python, Node.js, GnuTLS, Go, Java, rustls and NSS" },
	{ PARAM_USAGE, "mail", "signing programs, signing and encrypting mail, putting a time on documents" },
};

struct finding text_row_filled(const struct text_row *row, enum text_values values)
{
	struct finding f = text_row_finding(row);

	for (size_t i = 0; i < sizeof text_samples / sizeof *text_samples && values != TEXT_NONE; i++) {
		const char *value = values == TEXT_SHORT ? text_samples[i].brief : text_samples[i].wordy;

		finding_param(&f, text_samples[i].key, value);
	}
	return f;
}
