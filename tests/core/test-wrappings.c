/* SPDX-License-Identifier: GPL-3.0-or-later
 * The same two certificates in everything that people wrap them in come out the same; what is damaged, or holds
 * something else, is named for what it is. */
#include "x509/pemfile.h"
#include "x509/wrappings.h"

#include "asn1/der.h"
#include "asn1/der-write.h"
#include "base/mem.h"
#include "lib/chains.h"
#include "lib/pbmac1.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/crypto.h>
#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 1024 * 1024 };

/* L is issued by I, I by R. */
static struct {
	struct chain_keys *keys;
	struct chain chain;
} made;

static int group_setup(void **state)
{
	(void)state;
	made.keys = chain_keys_new();
	chain_make(&made.chain, made.keys, "R; I<R; L<I; R2 cn=Other");
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	chain_done(&made.chain);
	chain_keys_free(made.keys);
	return 0;
}

static struct cert *made_cert(const char *id)
{
	return chain_find(&made.chain, id);
}

/* ---- making ---- */

static void add_base64(struct buf *b, struct bytes octets, unsigned width, const char *eol)
{
	gnutls_datum_t in = { (unsigned char *)(uintptr_t)octets.p, (unsigned)octets.n }, out;
	unsigned at;

	assert_int_equal(gnutls_base64_encode2(&in, &out), 0);
	for (at = 0; at < out.size; at += width) {
		unsigned n = out.size - at < width ? out.size - at : width;

		assert_int_equal(buf_add(b, out.data + at, n), 0);
		if (at + n < out.size)
			assert_int_equal(buf_adds(b, eol), 0);
	}
	gnutls_free(out.data);
}

/* PEM of these certificates ("LI"), each line between `before` ("%u": its number) and `after`. */
static void add_pem(struct buf *b, const char *ids, const char *before, const char *after)
{
	unsigned number = 0;

	for (; *ids != '\0'; ids++) {
		char *pem = cert_pem(made_cert((char[]){ *ids, '\0' })), *line = pem, *end;

		for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
			number++;
			if (strstr(before, "%u") != NULL)
				assert_int_equal(buf_addf(b, "%.*s%u%s", (int)(strstr(before, "%u") - before), before,
							 number, strstr(before, "%u") + 2),
					0);
			else
				assert_int_equal(buf_adds(b, before), 0);
			assert_int_equal(buf_add(b, line, (size_t)(end - line)), 0);
			assert_int_equal(buf_adds(b, after), 0);
		}
		free(pem);
	}
}

/* A template: {PEM~ids~before~after} as above, {B64~ids~width~eol} is base64 of the PEM, {DER~id~width~eol} base64 of
 * the DER. */
static void add_template(struct buf *b, const char *t)
{
	const char *open, *close;

	for (; (open = strchr(t, '{')) != NULL && (close = strchr(open, '}')) != NULL; t = close + 1) {
		char *words, *one, *two, *three;
		struct buf pem = BUF_INIT(MOST);

		if (strncmp(open, "{PEM~", 5) != 0 && strncmp(open, "{B64~", 5) != 0
			&& strncmp(open, "{DER~", 5) != 0) {
			assert_int_equal(buf_add(b, t, (size_t)(open + 1 - t)), 0);
			close = open;
			continue;
		}
		words = one = mem_strndup(open + 5, (size_t)(close - open - 5));
		two = strchr(one, '~');
		*two++ = '\0';
		three = strchr(two, '~');
		*three++ = '\0';
		assert_int_equal(buf_add(b, t, (size_t)(open - t)), 0);
		if (open[1] == 'P') {
			add_pem(b, one, two, three);
		} else if (open[1] == 'B') {
			add_pem(&pem, one, "", "\n");
			add_base64(b, buf_bytes(&pem), (unsigned)strtoul(two, NULL, 10), three);
		} else {
			const struct cert *c = made_cert(one);

			add_base64(b, (struct bytes){ c->der, c->der_len }, (unsigned)strtoul(two, NULL, 10), three);
		}
		buf_done(&pem);
		free(words);
	}
	assert_int_equal(buf_adds(b, t), 0);
}

/* Each character of `text` in two octets. */
static void add_utf16(struct buf *b, struct bytes text, bool big, bool mark)
{
	if (mark)
		assert_int_equal(buf_add(b, big ? "\xfe\xff" : "\xff\xfe", 2), 0);
	for (size_t i = 0; i < text.n; i++)
		assert_int_equal(buf_add(b, (uint8_t[]){ big ? 0 : text.p[i], big ? text.p[i] : 0 }, 2), 0);
}

/* ---- reading ---- */

/* How files are opened; NULL: nobody says a password. */
static const struct pemfile_opts *opening;

/* Write the octets into a file and read that, as the engine does. -1: refused, with the error in e. */
static int open_octets(struct bytes in, struct pemfile *out, struct cc_err *e)
{
	char path[] = "wrapped-XXXXXX";
	struct pemfile_data data = { .label = NULL };
	int fd = mkstemp(path), r;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, in.p, in.n), in.n);
	assert_int_equal(close(fd), 0);
	*out = (struct pemfile){ 0 };
	r = pemfile_load(path, &data, e);
	assert_int_equal(unlink(path), 0);
	if (r == 0)
		r = pemfile_open(&data, out, opening, e);
	pemfile_unload(&data);
	return r;
}

/* `ids`: the certificates in the order that pemfile_open() gives them. */
static void holds(const char *name, struct bytes in, const char *ids)
{
	struct pemfile f;
	struct cc_err e = { 0 };

	if (open_octets(in, &f, &e) != 0)
		fail_msg("%s: %s", name, e.msg);
	for (size_t i = 0; i < f.n; i++)
		if (i >= strlen(ids) || !cert_same(f.certs[i], made_cert((char[]){ ids[i], '\0' })))
			fail_msg("%s: certificate %zu is %s", name, i, chain_id(&made.chain, f.certs[i]));
	if (f.n != strlen(ids))
		fail_msg("%s: %zu certificates", name, f.n);
	pemfile_close(&f);
}

static void refused(const char *name, struct bytes in, const char *message)
{
	struct pemfile f;
	struct cc_err e = { 0 };

	if (open_octets(in, &f, &e) == 0)
		fail_msg("%s: %zu certificates", name, f.n);
	if (strstr(e.msg, message) == NULL || strchr(e.msg, '\n') != NULL)
		fail_msg("%s: %s", name, e.msg);
}

/* ---- text ---- */

static const struct {
	const char *name, *template, *ids;
} texts[] = {
	{ "JSON", "{\n \"data\": {\"certificate\": \"{PEM~LI~~\\n}\", \"lease\": 3}}\n", "LI" },
	{ "JSON of PHP", "{\"cert\":\"{PEM~LI~~\\r\\n}\"}", "LI" },
	{ "JSON within JSON", "{\"body\":\"{\\\"cert\\\":\\\"{PEM~LI~~\\\\n}\\\"}\"}", "LI" },
	{ ".env", "A=1\nTLS_CERT=\"{PEM~LI~~\\n}\"\nB='x'\n", "LI" },
	{ ".env in one line", "TLS_CERT={PEM~LI~~ }\n", "LI" },
	{ "YAML", "tls:\n  cert: |\n{PEM~LI~    ~\n}  other: 1\n", "LI" },
	{ "YAML folded", "tls:\n  cert: >-\n{PEM~LI~    ~\n\n}  other: 1\n", "LI" },
	{ "YAML in quotes", "cert: \"{PEM~L~~\\n\\\n      }\"\n", "L" },
	{ "a mail", "On Monday Ann wrote:\n> Here it is:\n>\n{PEM~LI~> ~\n}> Ann\n", "LI" },
	{ "a mail of a mail", "{PEM~LI~> > ~\r\n}", "LI" },
	{ "comments", "# the certificate\n{PEM~LI~# ~\n}", "LI" },
	{ "source", "static const char pem[] =\n{PEM~LI~\t\"~\\n\"\n};\n", "LI" },
	{ "Visual Basic", "c = {PEM~LI~\"~\" & vbCrLf & _\n}\"\"\n", "LI" },
	{ "XML of PowerShell", "<Objs><S N=\"c\">{PEM~LI~~_x000D__x000A_}</S></Objs>", "LI" },
	{ "JavaScript", "const pem = {PEM~LI~  \"~\\n\" +\n}'';\n", "LI" },
	{ "PHP", "<?php\n$c = {PEM~LI~  \"~\\n\" .\n}'';\n", "LI" },
	{ "Java", "String c = \"\"\n{PEM~LI~   + \"~\\n\"\n};\n", "LI" },
	{ "C, a line goes on", "const char *c = \"{PEM~LI~~\\n\\\n}\";\n", "LI" },
	{ "PowerShell", "$c = \"{PEM~LI~~`r`n}\"\n", "LI" },
	{ "octal", "cert='{PEM~LI~~\\012}'\n", "LI" },
	{ "YAML kept", "cert: >+\n{PEM~LI~    ~\n\n}c: d\n", "LI" },
	{ "Terraform", "certificate_body = <<-EOT\n{PEM~LI~    ~\n}  EOT\n", "LI" },
	{ "XML, as it stands", "<c><![CDATA[{PEM~LI~~\n}]]></c>", "LI" },
	{ "JSON with numbers", "{\"c\":\"{PEM~LI~~\\u000a}\"}", "LI" },
	{ "a signed mail", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{PEM~LI~~\n}"
		"-----BEGIN PGP SIGNATURE-----\n\niQEz\n"
		"-----END PGP SIGNATURE-----\n", "LI" },
	{ "psql", "  cert  \n-------\n{PEM~LI~ ~+\n}\n(1 row)\n", "LI" },
	{ "psql, wider", "  cert  \n-------\n{PEM~LI~ ~     +\n}\n(1 row)\n", "LI" },
	{ "RTF", "{\\rtf1\\ansi{\\fonttbl{\\f0 Courier;}}\n\\f0 {PEM~LI~~\\par\n}}", "LI" },
	{ "SQL", "INSERT INTO c VALUES (1,'{PEM~LI~~\\n}');", "LI" },
	{ "Python", "b'{PEM~LI~~\\n}'", "LI" },
	{ "CSV", "name,cert\nx,\"{PEM~LI~~\n}\"\n", "LI" },
	{ "lines that end twice", "{PEM~LI~~\r\r\n}", "LI" },
	{ "taken out of a file", "{PEM~LI~-~\n}", "LI" },
	{ "a data URL", "data:application/x-pem-file;base64,{B64~LI~99999~}", "LI" },
	{ "a patch", "@@ -1 +1,9 @@\n{PEM~LI~+~\n}", "LI" },
	{ "comments of C++", "{PEM~LI~// ~\n}", "LI" },
	{ "grep -n", "{PEM~LI~server.pem\x3a%u\x3a~\n}", "LI" },
	{ "grep", "{PEM~LI~server.pem\x3a~\n}", "LI" },
	{ "numbers", "{PEM~LI~    %u\t~\n}", "LI" },
	{ "numbers and colons", "{PEM~LI~%u\x3a ~\n}", "LI" },
	{ "a log",
		"{PEM~LI~2026-06-01T12\x3a"
		"00\x3a%uZ web-1 app[77]\x3a ~\n}",
		"LI" },
	{ "containers", "{PEM~LI~web_1  | ~\n}", "LI" },
	{ "a table", "{PEM~LI~| ~ |\n}", "LI" },
	{ "blanks that do not break", "{PEM~LI~\xc2\xa0\xc2\xa0~\xc2\xa0\n}", "LI" },
	{ "blanks of no width", "{PEM~LI~\xe2\x80\x8b~\xe2\x80\x8b\n}", "LI" },
	{ "HTML", "<html><body><p>Hello<br>{PEM~LI~~<br />\n}</p></body></html>", "LI" },
	{ "a page with numbered lines", "<table>\n{PEM~LI~<tr><td>%u</td><td>~</td></tr>\n}</table>", "LI" },
	{ "HTML in paragraphs", "{PEM~LI~<p>&nbsp;~</p>\r\n}", "LI" },
	{ "carriage returns alone", "subject=/CN=x\r{PEM~LI~~\r}", "LI" },
	{ "Windows", "{PEM~LI~~\r\n}", "LI" },
	{ "blank lines", "{PEM~LI~~\n\n}", "LI" },
	{ "a mark of the byte order", "\xef\xbb\xbf{PEM~LI~~\n}", "LI" },
	{ "headers",
		"-----BEGIN CERTIFICATE-----\nProc-Type: 4,MIC-ONLY\nContent-Domain: RFC822,\n more of it\n"
		"Originator: x\n\n{DER~L~64~\n}\n-----END CERTIFICATE-----\n",
		"L" },
	{ "in one line", "-----BEGIN CERTIFICATE-----{DER~L~9999~}-----END CERTIFICATE-----", "L" },
	{ "without an end", "-----BEGIN CERTIFICATE-----\n{DER~L~64~\n}\n", "L" },
	{ "s_client",
		"CONNECTED(00000003)\n---\nCertificate chain\n 0 s:O = \"L, Inc.\", CN = x\n   i:CN = y\n{PEM~L~~\n} 1 "
		"s:CN = y\n"
		"{PEM~I~~\n}---\nServer certificate\nsubject=CN = x\n---\nNew, TLSv1.3\n    Session-ID: "
		"2D1A0F0000000000000000000000000000000000000000000000000000000000\n",
		"LI" },
	{ "s_client, and the first one once more",
		"CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = x\n{PEM~LI~~\n}---\nServer certificate\n{PEM~L~~\n}"
		"subject=CN = x\n---\n",
		"LIL" },
	{ "under another label",
		"-----BEGIN RSA PRIVATE KEY-----\n{DER~L~64~\n}\n-----END RSA PRIVATE KEY-----\n", "L" },
	{ "curl -w '%{certs}'",
		"Subject:CN = x\nIssuer:CN = y\nSignature:30:45:02\nCert:{PEM~L~~\n}\nSubject:CN = y\nCert:{PEM~I~~\n}",
		"LI" },
	{ "bag attributes",
		"Bag Attributes\n    friendlyName: x\n    localKeyID: 01 02\nsubject=CN = x\n{PEM~L~~\n}Bag Attributes:"
		" <Empty Attributes>\n{PEM~I~~\n}",
		"LI" },
	{ "a word processor",
		"\xe2\x80\x94\xe2\x80\x93"
		"BEGIN CERTIFICATE\xe2\x80\x94\xe2\x80\x93\n{DER~L~64~\n}\n\xe2\x80\x94-"
		"END CERTIFICATE\xe2\x80\x94-\n",
		"L" },
	{ "a blank that does not break in the first line",
		"-----BEGIN\xc2\xa0"
		"CERTIFICATE-----\n{DER~L~64~\n}\n-----END\xc2\xa0"
		"CERTIFICATE-----\n",
		"L" },
	{ "base64 of PEM", "{B64~LI~76~\n}\n", "LI" },
	{ "base64 of PEM in one line", "{B64~LI~99999~}", "LI" },
	{ "base64 of DER", "{DER~L~64~\n}\n", "L" },
	{ "base64 of DER under a word", "certificate\n{DER~L~64~\r\n}\r\n", "L" },
	{ "two of them", "{DER~L~64~\n}\n\n{DER~I~64~\n}\n", "LI" },
	{ "a Secret",
		"apiVersion: v1\nkind: Secret\ndata:\n  ca.crt: {B64~R~99999~}\n  tls.crt: {B64~LI~99999~}\n  tls.key: "
		"LS0tLS1CRUdJTiBYLS0tLS0KQUFBQQo=\nmetadata:\n  name: x\n",
		"LIR" },
	{ "a Secret in JSON",
		"{\"apiVersion\": \"v1\", \"data\": {\"ca.crt\": \"{B64~R~99999~}\", \"tls.crt\": "
		"\"{B64~LI~99999~}\"}}",
		"LIR" },
	{ "a ConfigMap", "kind: ConfigMap\ndata:\n  ca.crt: |\n{PEM~R~    ~\n}  server.crt: |-\n{PEM~LI~    ~\n}",
		"LIR" },
	{ "a kubeconfig",
		"clusters:\n- cluster:\n    certificate-authority-data: {B64~R~99999~}\n    server: "
		"https://x:6443\nusers:\n"
		"- name: a\n  user:\n    client-certificate-data: {B64~L~99999~}\n    client-key-data: LS0t\n",
		"LR" },
	{ "Vault",
		"{\"ca_chain\":[\"{PEM~I~~\\n}\",\"{PEM~R~~\\n}\"],\"certificate\":\"{PEM~L~~\\n}\",\"issuing_ca\":\"{"
		"PEM~I~~\\n}\"}",
		"LIRI" },
	{ "SAML",
		"<md:KeyDescriptor><ds:X509Data><ds:X509Certificate>\n{DER~L~76~\n}\n</"
		"ds:X509Certificate><ds:X509Certificate>"
		"{DER~I~99999~}</ds:X509Certificate></ds:X509Data></md:KeyDescriptor>",
		"LI" },
	{ "SAML of Java", "<ds:X509Certificate>{DER~L~76~&#13;\n}</ds:X509Certificate>", "L" },
	{ "LDIF", "dn: cn=x\nuserCertificate;binary:: {DER~L~70~\n }\ncACertificate;binary:: {DER~I~70~\n }\ncn: x\n",
		"LI" },
	{ "JWK", "{\"kty\":\"EC\",\"x5c\":[\"{DER~L~99999~}\",\"{DER~I~99999~}\"]}", "LI" },
	{ "base64 of base64", "x: \"{B64~L~76~\\n}\"\n", "L" },
	{ "an Apple profile",
		"<?xml version=\"1.0\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple\">\n<plist><dict><key>PayloadContent</key>"
		"<data>\n\t\t{DER~L~52~\n\t\t}\n</data></dict></plist>",
		"L" },
};

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf b = BUF_INIT(MOST);

		add_template(&b, texts[i].template);
		holds(texts[i].name, buf_bytes(&b), texts[i].ids);
		buf_done(&b);
	}
}

/* Characters that a URL writes otherwise. */
static void test_urls(void **state)
{
	static const char special[] = " \n+/=";
	static const char *const plain[] = { "%20", "%0A", "%2B", "%2F", "%3D" };
	struct buf pem = BUF_INIT(MOST), b = BUF_INIT(MOST);

	(void)state;
	add_template(&pem, "{PEM~LI~~\n}");
	(void)buf_adds(&b, "X-Forwarded-Client-Cert: Hash=00;Cert=\"");
	for (size_t i = 0; i < pem.len; i++) {
		const char *at = strchr(special, pem.data[i]);

		if (at != NULL)
			(void)buf_adds(&b, plain[at - special]);
		else
			(void)buf_addc(&b, pem.data[i]);
	}
	(void)buf_adds(&b, "\";URI=x");
	holds("URL", buf_bytes(&b), "LI");
	buf_done(&pem);
	buf_done(&b);
}

/* One object of JSON for each line. */
static void test_log_of_containers(void **state)
{
	struct buf b = BUF_INIT(MOST);

	(void)state;
	add_pem(&b, "LI", "{\"log\":\"", "\\n\",\"stream\":\"stdout\",\"time\":\"2026-06-01T00:00:00Z\"}\n");
	holds("a log of containers", buf_bytes(&b), "LI");
	buf_done(&b);
}

/* What is encoded in base64 follows words that could be some of it. */
static void test_mail_in_base64(void **state)
{
	struct buf text = BUF_INIT(MOST), wide = BUF_INIT(MOST), b = BUF_INIT(MOST);

	(void)state;
	add_template(&text, "Hello,\n\n{PEM~LI~~\n}Ann\n");
	(void)buf_adds(&b, "Content-Transfer-Encoding: base64\nMIME-Version: 1.0\n\n");
	add_base64(&b, buf_bytes(&text), 76, "\n");
	holds("a mail in base64", buf_bytes(&b), "LI");
	buf_reset(&b);
	add_utf16(&wide, buf_bytes(&text), false, true);
	(void)buf_adds(&b, "Content-Disposition: attachment\r\nMIME-Version: 1.0\r\n\r\n");
	add_base64(&b, buf_bytes(&wide), 76, "\r\n");
	holds("UTF-16 in a mail", buf_bytes(&b), "LI");
	buf_done(&text);
	buf_done(&wide);
	buf_done(&b);
}

static void test_quoted_printable(void **state)
{
	struct buf pem = BUF_INIT(MOST), b = BUF_INIT(MOST);

	(void)state;
	add_template(&pem, "-----BEGIN CERTIFICATE-----\n{DER~L~9999~}\n-----END CERTIFICATE-----\n");
	for (size_t i = 0, column = 0; i < pem.len; i++, column++) {
		if (column >= 72 && pem.data[i] != '\n') {
			(void)buf_adds(&b, "=\r\n");
			column = 0;
		}
		if (pem.data[i] == '=')
			(void)buf_adds(&b, "=3D");
		else
			(void)buf_addc(&b, pem.data[i]);
		if (pem.data[i] == '\n')
			column = 0;
	}
	holds("quoted-printable", buf_bytes(&b), "L");
	buf_done(&pem);
	buf_done(&b);
}

/* As mailers write it that take the text for octets: the ends of its lines are escaped, too. */
static void test_escaped_line_ends(void **state)
{
	static const char *const ends[] = { "=0A=\n", "=0D=0A=\r\n", "=0d=0a=\n", "=0A\n", "=0D=\n=0A=\n" };

	(void)state;
	for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
		struct buf pem = BUF_INIT(MOST), b = BUF_INIT(MOST);

		add_pem(&pem, "LI", "", "\n");
		for (size_t i = 0; i < pem.len; i++)
			if (pem.data[i] == '\n' || pem.data[i] == '=')
				(void)buf_adds(&b, pem.data[i] == '=' ? "=3D" : ends[e]);
			else
				(void)buf_addc(&b, pem.data[i]);
		holds(ends[e], buf_bytes(&b), "LI");
		buf_done(&pem);
		buf_done(&b);
	}
}

/* Two of the characters differ (RFC 4648 5); the DER is chosen so that both come. */
static void test_base64url(void **state)
{
	static const char *const around[][2] = { { "", "" }, { "-----BEGIN CERTIFICATE-----\n",
		"\n-----END CERTIFICATE-----\n" }, { "{\"cert\":\"", "\"}" }, { "x-client-cert: ", "\n" } };

	static const char url[] = "-a--b_c---\n-----END";
	struct buf out = BUF_INIT(MOST);

	(void)state;
	/* several in a row are not the dashes of PEM */
	assert_true(unwrap_base64url((struct bytes){ (const uint8_t *)url, sizeof url - 1 }, &out));
	assert_string_equal(out.data, "+a++b/c+++\n-----END");
	buf_done(&out);
	for (unsigned i = 0; i < 2 * sizeof around / sizeof *around; i++) {
		struct buf b = BUF_INIT(MOST), text = BUF_INIT(MOST);

		add_template(&b, i % 2 == 0 ? "{DER~L~99999~}" : "{DER~L~64~\n}");
		assert_true(strpbrk(b.data, "+/") != NULL);
		for (char *p = b.data; *p != '\0'; p++)
			*p = *p == '+' ? '-' : *p == '/' ? '_' : *p == '=' ? ' ' : *p;
		if (i % 2 == 0 || i / 2 < 2) { /* no line of JSON or of a header has an end within */
			(void)buf_addf(&text, "%s%s%s", around[i / 2][0], b.data, around[i / 2][1]);
			holds("base64url", buf_bytes(&text), "L");
		}
		buf_done(&b);
		buf_done(&text);
	}
}

/* A JSON Web Token whose head carries a chain (RFC 7515 4.1.6). */
static void test_token(void **state)
{
	struct buf head = BUF_INIT(MOST), b = BUF_INIT(MOST);

	(void)state;
	add_template(&head, "{\"alg\":\"ES256\",\"x5c\":[\"{DER~L~99999~}\",\"{DER~I~99999~}\"]}");
	(void)buf_adds(&b, "Authorization: Bearer ");
	add_base64(&b, buf_bytes(&head), 99999, "");
	while (b.data[b.len - 1] == '=')
		b.len--;
	(void)buf_adds(&b, ".eyJzdWIiOiIxIn0.c2ln\n");
	holds("a token", buf_bytes(&b), "LI");
	buf_done(&head);
	buf_done(&b);
}

/* One octet as somebody writes it, `every` to a line. */
static void add_hex(struct buf *b, struct bytes in, const char *format, unsigned every, const char *eol)
{
	for (size_t i = 0; i < in.n; i++) {
		char octet[16];

		(void)snprintf(octet, sizeof octet, format[0] == 'X' ? "%02X" : "%02x", in.p[i]);
		(void)buf_addf(b, "%s%s%s", format[1] == '0' ? "0x" : format[1] == '\\' ? "\\x" : "", octet,
			format + 2);
		if ((i + 1) % every == 0)
			(void)buf_adds(b, eol);
	}
}

/* As xxd and hexdump -C write: a number, sixteen octets, and what they are as characters. */
static void add_dump(struct buf *b, struct bytes in, bool canonical)
{
	for (size_t at = 0; at < in.n; at += 16) {
		(void)buf_addf(b, canonical ? "%08zx " : "%08zx:", at);
		for (size_t i = at; i < at + 16; i++) {
			if (canonical ? i % 8 == 0 : i % 2 == 0)
				(void)buf_addc(b, ' ');
			if (i < in.n)
				(void)buf_addf(b, canonical ? "%02x " : "%02x", in.p[i]);
			else
				(void)buf_adds(b, canonical ? "   " : "  ");
		}
		(void)buf_adds(b, canonical ? " |" : "  ");
		for (size_t i = at; i < at + 16 && i < in.n; i++)
			(void)buf_addc(b, in.p[i] > ' ' && in.p[i] < 0x7f ? (char)in.p[i] : '.');
		(void)buf_adds(b, canonical ? "|\n" : "\n");
	}
}

static void test_hex(void **state)
{
	static const struct {
		const char *before, *format, *eol, *behind;
		unsigned every;
	} rows[] = {
		{ "", "x ", "", "\n", 99999 }, { "", "x ", "\n", "", 32 }, { "\\x", "x ", "", "", 99999 },
		{ "0x", "X ", "", "", 99999 }, { "Certificate: ", "X :", "\n  ", "00\n", 18 },
		{ "unsigned char c[] = {\n", "x0, ", "\n", "};\n", 12 }, { "\"Blob\"=hex:19,00,", "x ,", "\\\n  ", "00\n", 20 },
		{ "c = b'", "x\\", "", "'\n", 99999 },
		{ "_443._tcp.x. IN TLSA 3 0 0 ", "x ", " ", "\n", 28 },
	};
	const struct cert *l = made_cert("L"), *i = made_cert("I");
	struct bytes one = { l->der, l->der_len }, two = { i->der, i->der_len };

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct buf b = BUF_INIT(MOST);
		const char *format = rows[k].format;
		char tight[3] = { format[0], format[1], '\0' };

		if (strcmp(format, "x ") == 0 || strcmp(format, "X ") == 0)
			format = tight;
		(void)buf_adds(&b, rows[k].before);
		add_hex(&b, one, format, rows[k].every, rows[k].eol);
		(void)buf_adds(&b, rows[k].behind);
		holds(rows[k].before, buf_bytes(&b), "L");
		(void)buf_adds(&b, "and\n");
		(void)buf_adds(&b, rows[k].before);
		add_hex(&b, two, format, rows[k].every, rows[k].eol);
		holds("two in hexadecimal", buf_bytes(&b), "LI");
		buf_done(&b);
	}
	for (int canonical = 0; canonical < 2; canonical++) {
		struct buf b = BUF_INIT(MOST);

		add_dump(&b, one, canonical == 1);
		holds("a dump", buf_bytes(&b), "L");
		buf_done(&b);
	}
}

/* As a list of numbers, or as a string of source code. */
enum octets_form { OCTETS_NUMBERS, OCTETS_SIGNED, OCTETS_PYTHON, OCTETS_OCTAL, OCTETS_FORMS };
static void add_octets(struct buf *b, struct bytes in, enum octets_form form)
{
	static const char names[] = "\t\n\r", letters[] = "tnr";

	(void)buf_adds(b, form == OCTETS_PYTHON ? "cert = b'" : form == OCTETS_OCTAL ? "'" : "{");
	for (size_t i = 0; i < in.n; i++) {
		uint8_t c = in.p[i];
		const char *name = c != 0 ? strchr(names, c) : NULL;

		if (form == OCTETS_NUMBERS || form == OCTETS_SIGNED)
			(void)buf_addf(b, "%d,%s", form == OCTETS_SIGNED && c > 127 ? c - 256 : c,
				i % 16 == 15 ? "\n\t" : " ");
		else if (form == OCTETS_OCTAL)
			(void)buf_addf(b, "\\%03o", c);
		else if (name != NULL)
			(void)buf_addf(b, "\\%c", letters[name - names]);
		else if (c < ' ' || c > '~')
			(void)buf_addf(b, "\\x%02x", c);
		else
			(void)buf_addf(b, "%s%c", c == '\\' || c == '\'' ? "\\" : "", c);
	}
	(void)buf_adds(b, form < OCTETS_PYTHON ? "};\n" : "'\n");
}

static void test_octets(void **state)
{
	const struct cert *l = made_cert("L"), *i = made_cert("I");

	(void)state;
	for (enum octets_form form = 0; form < OCTETS_FORMS; form++) {
		struct buf b = BUF_INIT(MOST);

		(void)buf_adds(&b, "48 of them, 48, 130, 2\n");
		add_octets(&b, (struct bytes){ l->der, l->der_len }, form);
		holds("octets", buf_bytes(&b), "L");
		add_octets(&b, (struct bytes){ i->der, i->der_len }, form);
		holds("octets of two", buf_bytes(&b), "LI");
		buf_done(&b);
		add_octets(&b, (struct bytes){ l->der, l->der_len / 2 }, form);
		refused("octets that are cut off", buf_bytes(&b), "the octets that begin there are cut off: ");
		buf_done(&b);
	}
}

/* Digits that stop, in the middle of an octet as well. */
static void test_hex_cut(void **state)
{
	const struct cert *l = made_cert("L");
	char *cut = mem_printf("line 2: the hexadecimal digits that begin there are cut off: 300 of %zu bytes",
		l->der_len);
	struct buf b = BUF_INIT(MOST);

	(void)state;
	(void)buf_adds(&b, "see:\n");
	add_hex(&b, (struct bytes){ l->der, 300 }, "x:", 99999, "");
	refused("digits", buf_bytes(&b), cut);
	(void)buf_adds(&b, "a...");
	refused("digits, the last of them alone", buf_bytes(&b), cut);
	(void)buf_adds(&b, "\nand\n");
	add_hex(&b, (struct bytes){ l->der, l->der_len }, "x:", 99999, "");
	holds("a whole one behind", buf_bytes(&b), "L");
	buf_done(&b);
	add_dump(&b, (struct bytes){ l->der, 304 }, false);
	refused("a dump", buf_bytes(&b), "line 1: the hexadecimal digits that begin there are cut off: 304 of");
	buf_done(&b);
	free(cut);
}

static void test_utf16(void **state)
{
	static const char *const inner[] = { "{PEM~LI~~\r\n}", "{\"cert\": \"{PEM~LI~~\\n}\"}", "{B64~LI~64~\r\n}" };

	(void)state;
	for (unsigned i = 0; i < 4 * 3; i++) {
		struct buf text = BUF_INIT(MOST), b = BUF_INIT(MOST);

		add_template(&text, inner[i / 4]);
		add_utf16(&b, buf_bytes(&text), (i & 1) != 0, (i & 2) != 0);
		holds(inner[i / 4], buf_bytes(&b), "LI");
		buf_done(&text);
		buf_done(&b);
	}
}

/* ---- DER and what follows ---- */

static void test_der_and_more(void **state)
{
	static const char *const before[] = { "", "\r\n  ", "\xef\xbb\xbf", "\xef\xbb\xbf\n" };
	static const char *const behind[] = { "\n", "\r\n\r\n", " ", "\0\0\0\0" };
	const struct cert *l = made_cert("L"), *i = made_cert("I");

	(void)state;
	for (size_t k = 0; k < sizeof behind / sizeof *behind; k++) {
		struct buf b = BUF_INIT(MOST);

		(void)buf_adds(&b, before[k]);
		(void)buf_add(&b, l->der, l->der_len);
		(void)buf_add(&b, behind[k], k == 3 ? 4 : strlen(behind[k]));
		holds("DER", buf_bytes(&b), "L");
		(void)buf_add(&b, i->der, i->der_len);
		holds("DER twice", buf_bytes(&b), "LI");
		buf_done(&b);
	}
}

/* ---- the leaf ---- */

static void leaf_of(const char *template, const char *leaf, size_t n_unit, bool moved)
{
	struct buf b = BUF_INIT(MOST);
	struct pemfile f;
	struct cc_err e = { 0 };

	add_template(&b, template);
	if (open_octets(buf_bytes(&b), &f, &e) != 0)
		fail_msg("%s: %s", template, e.msg);
	assert_string_equal(chain_id(&made.chain, f.certs[0]), leaf);
	if (f.n_unit != n_unit || f.moved != moved)
		fail_msg("%s: %zu of %zu in the unit, %smoved", template, f.n_unit, f.n, f.moved ? "" : "not ");
	for (size_t i = 0; i < f.n; i++)
		assert_true(f.order[i] < f.n);
	pemfile_close(&f);
	buf_done(&b);
}

static void test_leaf(void **state)
{
	(void)state;
	leaf_of("{PEM~LIR~~\n}", "L", 3, false);
	leaf_of("{PEM~RIL~~\n}", "L", 3, true);
	leaf_of("{PEM~IR~~\n}", "I", 2, false);
	leaf_of("{PEM~RI~~\n}", "R", 2, false);
	leaf_of("{\"a\": \"{PEM~R~~\\n}\", \"b\": \"{PEM~LI~~\\n}\"}", "L", 2, false);
	leaf_of("a: |\n{PEM~R~  ~\n}b: |\n{PEM~IL~  ~\n}", "L", 2, true);
}

/* ---- what is damaged ---- */

static const struct {
	const char *name, *template, *message;
} damaged[] = {
	{ "a foreign sign", "x\n-----BEGIN CERTIFICATE-----\n{DER~L~64~\n}\n??\n-----END CERTIFICATE-----\n",
		"no base64" },
	{ "only a foreign sign", "\n\n-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
		"line 4: what stands there is no"
		" base64, in the middle of the certificate that begins in line 3" },
	{ "nothing within", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
		"line 1: nothing stands in the block that begins there" },
	{ "nothing behind", "\n-----BEGIN CERTIFICATE-----\n",
		"line 2: nothing stands in the block that begins there" },
	{ "dots", "-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----\n",
		"line 2: something was left out there, in the middle of the certificate that begins in line 1" },
	{ "dots of a word processor",
		"-----BEGIN CERTIFICATE-----\nMIIB\n\xe2\x80\xa6\n-----END CERTIFICATE-----\n",
		"line 3: something was left out" },
	{ "a ticket", "-----BEGIN CERTIFICATE-----\nMIIB\n[snip]\nAAAA\n-----END CERTIFICATE-----\n",
		"line 3: something was left out" },
	{ "dots in its line", "-----BEGIN CERTIFICATE-----MIIB...-----END CERTIFICATE-----\n",
		"line 1: something was left out of the certificate that begins there" },
	{ "a character too much in the first line", "-----BEGIN CERTIFICATE-----\nx{DER~L~64~\n}\n",
		"line 2: this line is not as long as the others: a character is missing or too much in the certificate"
		" that begins in line 1" },
	{ "characters too much", "-----BEGIN CERTIFICATE-----\n{DER~L~64~\nx}\n-----END CERTIFICATE-----\n",
		"line 2: this line is not as long as the others" },
	{ "the lower half", "text\nAAAA\n-----END CERTIFICATE-----\n",
		"line 3: the certificate that ends there is cut off: its beginning is missing" },
	{ "the second of two", "{PEM~L~~\n}\n-----BEGIN CERTIFICATE-----\nMIIB<>AA\n-----END CERTIFICATE-----\n",
		"no base64" },
	{ "half", "-----BEGIN CERTIFICATE-----\nMIICAAAA\n-----END CERTIFICATE-----\n",
		"line 1: the certificate that begins there and ends in line 2 is"
		" cut off: 6 of its 516 bytes" },
	{ "half of one in a line", "-----BEGIN CERTIFICATE-----MIICAAAA-----END CERTIFICATE-----\n",
		"line 1: the certificate that begins there is cut off: 6 of its 516 bytes" },
};

static void test_damaged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		struct buf b = BUF_INIT(MOST);

		add_template(&b, damaged[i].template);
		refused(damaged[i].name, buf_bytes(&b), damaged[i].message);
		buf_done(&b);
	}
}

/* ---- what holds something else ---- */

#define OCTETS(s)                                                                                                      \
	{                                                                                                              \
		(const uint8_t *)(s), sizeof(s) - 1                                                                    \
	}
static const struct {
	struct bytes in;
	const char *message;
} others[] = {
	{ OCTETS("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENB\n-----END PGP PUBLIC KEY BLOCK-----\n"),
		"gpg --show-keys" },
	{ OCTETS("-----BEGIN PGP MESSAGE-----\n\nmQENB\n-----END PGP MESSAGE-----\n"), "gpg -d" },
	{ OCTETS("-----BEGIN PGP SIGNATURE-----\n\nmQENB\n-----END PGP SIGNATURE-----\n"), "gpg --list-packets" },
	{ OCTETS("\x98\x06\4....\x16"), "gpg --show-keys" },
	{ OCTETS("\x95\0\6\4....\1"), "gpg --show-keys" },
	{ OCTETS("\x88\6\4......"), "gpg --list-packets" },
	{ OCTETS("\xc1\x06\3......"), "gpg -d" },
	{ OCTETS("\x8c\x04\4\7\3\10...."), "gpg -d" },
	{ OCTETS("\0\0\0\x20\1\1\0\2KBXf\0\0"), "gpg --show-keys" },
	{ OCTETS("-----BEGIN OpenVPN Static key V1-----\n00\n-----END OpenVPN Static key V1-----\n"), "OpenVPN" },
	{ OCTETS("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMmvCzdAQGAvuCJxYqiWRvaHxUuUm1X7TJoUYr4x6wZ4 me@here\n"),
		"ssh-keygen -e" },
	{ OCTETS("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n"), "SSH key" },
	{ OCTETS("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\n"),
		"ssh-keygen -p -m PEM" },
	{ OCTETS("ssh-rsa-cert-v01@openssh.com AAAAHHNzaC1yc2EtY2VydC12MDFAb3BlbnNzaC5jb20AAAAg me\n"), "ssh-keygen -L" },
	{ OCTETS("host.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMmvCzdAQGAvuCJxYqiWRvaHxUuUm1X7TJoUYr4x6wZ4\n"),
		"SSH key" },
	{ OCTETS("X509 Certificate:\r\nVersion: 3\r\nSerial Number: 12\r\n"), "certutil -encode" },
	{ OCTETS("Keystore type: PKCS12\nAlias name: x\n"), "keytool -list -rfc" },
	{ OCTETS("Certificate:\n    Data:\n        Version: 3 (0x2)\n"), "without -noout" },
	{ OCTETS("* Server certificate:\n*  subject: CN=x\n"), "curl -w" },
	{ OCTETS("x.der\0\0ustar\0" "00"), "tar -xf" },
	{ OCTETS("PuTTY-User-Key-File-3: ssh-ed25519\n"), "puttygen" },
	{ OCTETS("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.\n"), "JSON Web Token" },
	{ OCTETS("Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.\n"), "JSON Web Token" },
	{ OCTETS("Owner: CN=x\nIssuer: CN=y\n"), "keytool -printcert -rfc" },
	{ OCTETS("X.509 Certificate Information:\n\tVersion: 3\n"), "certtool" },
	{ OCTETS("443/tcp open  https\n| ssl-cert: Subject: commonName=x\n"), "nmap" },
	{ OCTETS("CONNECTED(00000003)\nwrite:errno=104\n---\nno peer certificate available\n"), "s_client -showcerts" },
	{ OCTETS("clusters:\n- cluster:\n    certificate-authority: /etc/ca.crt\n"), "kubectl config view --raw" },
	{ OCTETS("server {\n\tssl_certificate /etc/x.pem;\n}\n"), "nginx" },
	{ OCTETS("<VirtualHost *>\nSSLCertificateFile /etc/x.pem\n"), "Apache" },
	{ OCTETS("BEGINDATA\nCKA_CLASS CK_OBJECT_CLASS CKO_NSS_BUILTIN_ROOT_LIST\n"), "mk-ca-bundle" },
	{ OCTETS("\x07\x02\0\0\0\x24\0\0RSA2"), "-inform MSBLOB" },
	{ OCTETS("kych\0\1\0\0"), "security find-certificate" },
	{ OCTETS("bplist00\xd1\1\2"), "plutil -convert xml1" },
	{ OCTETS("age-encryption.org/v1\n-> X25519 abc\n"), "age -d" },
	{ OCTETS("\5\2\0\0\0\x41"), "klist -k" },
	{ OCTETS(" \r\n\t\n"), "nothing but blanks" },
	{ OCTETS("\0\0\0\0\0"), "5 octets of zero and nothing else" },
	{ OCTETS("\x30\x0d\x30\x0b\x30\x09\x30\x07\x30\x05\x30\x03\x06\x01\x2a"), "openssl ocsp -reqin" },
	{ OCTETS("\x30\x0e\x02\x01\x01\x30\x09\x30\x03\x06\x01\x2a\x04\x02xx"), "openssl ts -query" },
	{ OCTETS("\x30\x0a\x30\x03\x02\x01\x00\x30\x03\x06\x01\x2a"), "openssl ts -reply" },
	{ OCTETS("\x30\x0a\x02\x03\x40\x41\x42\x02\x03\x01\x00\x01"), "public key" },
	{ OCTETS("\x30\x07\x02\x01\x05\x0c\x02hi"), "asn1parse" },
	{ OCTETS("\x30\x07\x02\x01\x05\x0c\x02hi\r\n"), "asn1parse" },
	{ OCTETS("0 s:CN = www.example.test, and what follows it\n"), "holds no certificate" },
	{ OCTETS("\x30\x82\x01\x02\xa0\x03\x02\x01\x02"), "cut off" },
	{ OCTETS("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAMC\n-----END ENCRYPTED PRIVATE KEY-----\n"),
		"encrypted private key" },
	{ OCTETS("\0\0\0\0CERT\3\0\0\0"), "certutil -split -dump" },
	{ OCTETS("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80<?xml version=\"1.0\"?><!DOCTYPE plist>"),
		"Apple profile" },
	{ OCTETS("<!DOCTYPE html><p>404"), "web page" },
	{ OCTETS("PK\3\4........"), "unzip" },
	{ OCTETS("SQLite format 3\0"), "cert9.db" },
	{ OCTETS("\0\0\0\2\0\0\0\x14"), "Bouncy Castle" },
	{ OCTETS("\xfe\xed\xfe\xed\0\0\0\2\0\0\0\0"), "key store without certificates" },
	{ OCTETS("\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1\0\0\0\2\0\1x"), "key store that is damaged" },
	{ OCTETS("\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1"), "key store that is damaged" },
	/* two secret keys, and nothing else */
	{ OCTETS("\xce\xce\xce\xce\0\0\0\2\0\0\0\2\0\0\0\3\0\1x\0\0\0\0\0\0\0\0\xac\xed\0\5"), "key store without certificates" },
	{ OCTETS("-----BEGIN CERTIFICATE REQUEST-----\nMIIBLTCB0wIBA\n-----END CERTIFICATE REQUEST-----\n"),
		"line 1: a character is missing or too much in the request that begins there" },
	{ OCTETS("-----BEGIN CERTIFICATE REQUEST-----\nMIIBLTCB0wIBADAt\n-----END CERTIFICATE REQUEST-----\n"),
		"line 1: the request that begins there and ends in line 2 is cut off: 12 of its 305 bytes" },
	{ OCTETS("-----BEGIN PKCS7-----\nMIIBLTCB0wIBADAt\n-----END PKCS7-----\n"),
		"line 1: the PKCS #7 bundle that begins there and ends in line 2 is cut off: 12 of" },
	{ OCTETS("\x30\x03\x0a\x01\x01"), "OCSP answer" },
	{ OCTETS("\x30\x06\x02\x01\x07\x02\x01\x02"), "key parameters" },
	{ OCTETS("[Interface]\nPrivateKey = x\n"), "WireGuard" },
	{ OCTETS("just a text\nof some lines\n"), "holds no certificate" },
	{ OCTETS("kind: SealedSecret\nspec:\n  encryptedData:\n    tls.crt: AgB\n"), "sealed" },
};

static void test_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		refused(others[i].message, others[i].in, others[i].message);
}

/* ---- key stores ---- */

static void add_number(struct buf *b, size_t n, unsigned octets)
{
	while (octets-- > 0)
		assert_int_equal(buf_addc(b, (char)(n >> 8 * octets)), 0);
}

static void add_store_cert(struct buf *b, const char *id)
{
	const struct cert *c = made_cert(id);

	add_number(b, 5, 2);
	assert_int_equal(buf_adds(b, "X.509"), 0);
	add_number(b, c->der_len, 4);
	assert_int_equal(buf_add(b, c->der, c->der_len), 0);
}

static void add_store_entry(struct buf *b, unsigned kind)
{
	add_number(b, kind, 4);
	add_number(b, 1, 2);
	assert_int_equal(buf_adds(b, "x"), 0);
	add_number(b, 0, 8);
}

/* A trusted root, a key with a chain, and with `secret` a secret key between. */
static void make_store(struct buf *b, bool secret)
{
	assert_int_equal(buf_add(b, secret ? "\xce\xce\xce\xce" : "\xfe\xed\xfe\xed", 4), 0);
	add_number(b, 2, 4);
	add_number(b, secret ? 3 : 2, 4);
	add_store_entry(b, 2);
	add_store_cert(b, "R");
	if (secret) {
		add_store_entry(b, 3);
		assert_int_equal(buf_adds(b, "\xac\xed some object"), 0);
	}
	add_store_entry(b, 1);
	add_number(b, 3, 4);
	assert_int_equal(buf_adds(b, "key"), 0);
	add_number(b, 2, 4);
	add_store_cert(b, "L");
	add_store_cert(b, "I");
	assert_int_equal(buf_adds(b, "a digest of 20 bytes"), 0);
}

static void test_key_stores(void **state)
{
	(void)state;
	for (int secret = 0; secret < 2; secret++) {
		struct buf b = BUF_INIT(MOST), text = BUF_INIT(MOST);

		make_store(&b, secret == 1);
		holds("key store", buf_bytes(&b), "LIR");
		(void)buf_adds(&text, "data:\n  keystore.jks: ");
		add_base64(&text, buf_bytes(&b), 99999, "");
		holds("key store in a Secret", buf_bytes(&text), "LIR");
		buf_done(&b);
		buf_done(&text);
	}
}

/* ---- PKCS #12 ---- */

/* GnuTLS writes none without. */
static void drop_mac(gnutls_datum_t *p12)
{
	struct bytes in = { p12->data, p12->size }, list;
	struct derw w = DERW_INIT(MOST);
	struct der part;

	assert_true(der_take(&in, DER_SEQUENCE, &list));
	derw_begin(&w, DERW_SEQUENCE);
	for (int i = 0; i < 2; i++) {
		assert_true(der_next(&list, &part));
		derw_raw(&w, part.whole);
	}
	derw_end(&w);
	assert_true(!w.bad && derw_bytes(&w).n < p12->size);
	p12->size = (unsigned)derw_bytes(&w).n;
	memcpy(p12->data, derw_bytes(&w).p, p12->size);
	derw_done(&w);
}

/* With a MAC under `password`, or without one; its one bag encrypted where `cipher` is not 0. */
static gnutls_datum_t make_p12(const char *password, bool mac, unsigned cipher)
{
	static const char *const ids[] = { "I", "L" };
	gnutls_pkcs12_t p12;
	gnutls_pkcs12_bag_t bag;
	gnutls_datum_t der;

	assert_int_equal(gnutls_pkcs12_init(&p12), 0);
	assert_int_equal(gnutls_pkcs12_bag_init(&bag), 0);
	for (size_t i = 0; i < 2; i++) {
		const struct cert *c = made_cert(ids[i]);

		der = (gnutls_datum_t){ c->der, (unsigned)c->der_len };
		assert_int_equal(gnutls_pkcs12_bag_set_data(bag, GNUTLS_BAG_CERTIFICATE, &der), (int)i);
	}
	if (cipher != 0)
		assert_int_equal(gnutls_pkcs12_bag_encrypt(bag, password,
					 cipher | (password == NULL ? GNUTLS_PKCS_NULL_PASSWORD : 0)),
			0);
	assert_int_equal(gnutls_pkcs12_set_bag(p12, bag), 0);
	gnutls_pkcs12_bag_deinit(bag);
	assert_int_equal(gnutls_pkcs12_generate_mac2(p12, GNUTLS_MAC_SHA1, password), 0);
	assert_int_equal(gnutls_pkcs12_export2(p12, GNUTLS_X509_FMT_DER, &der), 0);
	gnutls_pkcs12_deinit(p12);
	if (!mac)
		drop_mac(&der);
	return der;
}

static void test_pkcs12(void **state)
{
	static const struct {
		const char *password;
		bool mac;
		unsigned cipher;
		bool opens;
	} rows[] = {
		{ "", true, GNUTLS_PKCS_PBES2_AES_256, true },
		{ NULL, true, 0, true },
		{ "", true, 0, true },
		{ "x", false, 0, true },
		{ "", false, GNUTLS_PKCS_PBES2_AES_256, true },
		{ "", true, GNUTLS_PKCS_PKCS12_3DES, true },
		{ "", true, GNUTLS_PKCS_PKCS12_RC2_40, true },
		{ NULL, true, GNUTLS_PKCS_PKCS12_3DES, true },
		{ "x", false, GNUTLS_PKCS_PBES2_AES_256, false },
		{ "x", true, GNUTLS_PKCS_PKCS12_3DES, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		gnutls_datum_t der = make_p12(rows[i].password, rows[i].mac, rows[i].cipher);
		char *name = mem_printf("PKCS #12, row %zu", i);

		if (rows[i].opens)
			holds(name, (struct bytes){ der.data, der.size }, "LI");
		else
			refused(name, (struct bytes){ der.data, der.size }, "opens only with its password");
		gnutls_free(der.data);
		free(name);
	}
}

static char *say_x(void *ctx, const char *label, bool again)
{
	(void)ctx;
	(void)label;
	return again ? NULL : mem_strdup("x");
}

static const struct pemfile_opts opening_with_x = { .password = say_x };

/* The same file with a MAC that GnuTLS 3.7 cannot make: PBMAC1 (RFC 9579). */
static void make_pbmac1(gnutls_datum_t *p12, const char *password, unsigned rounds)
{
	struct derw w = DERW_INIT(MOST);

	assert_true(pbmac1_write(&w, (struct bytes){ p12->data, p12->size }, password, rounds));
	gnutls_free(p12->data);
	p12->size = (unsigned)derw_bytes(&w).n;
	p12->data = gnutls_malloc(p12->size);
	memcpy(p12->data, derw_bytes(&w).p, p12->size);
	derw_done(&w);
}

static void test_pbmac1(void **state)
{
	static const struct {
		const char *password;
		unsigned cipher;
		const char *ids; /* NULL: asks for its password */
	} rows[] = { { "", 0, "LI" }, { "", GNUTLS_PKCS_PBES2_AES_256, "LI" }, { "x", 0, "LI" },
		{ "x", GNUTLS_PKCS_PBES2_AES_256, NULL }, { "x", GNUTLS_PKCS_PKCS12_3DES, NULL } };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		gnutls_datum_t der = make_p12(rows[i].password, true, rows[i].cipher);

		make_pbmac1(&der, rows[i].password, 2048);
		if (rows[i].ids != NULL)
			holds("PBMAC1", (struct bytes){ der.data, der.size }, rows[i].ids);
		else
			refused("PBMAC1", (struct bytes){ der.data, der.size }, "opens only with its password");
		if (*rows[i].password != '\0') {
			opening = &opening_with_x;
			holds("PBMAC1 with its password", (struct bytes){ der.data, der.size }, "LI");
			opening = NULL;
		}
		gnutls_free(der.data);
	}
}

/* A file that has its password hashed for hours is refused before the first round: the count ends the MAC (RFC 7292
 * 4). */
static void test_dear_pkcs12(void **state)
{
	static const uint8_t rounds[] = { DER_INTEGER, 4, 0x7f, 0xff, 0xff, 0xff };
	gnutls_datum_t der = make_p12("x", true, 0);
	struct bytes in = { der.data, der.size }, list, mac;
	struct derw w = DERW_INIT(MOST);
	struct der part;

	(void)state;
	assert_true(der_take(&in, DER_SEQUENCE, &list));
	derw_begin(&w, DERW_SEQUENCE);
	for (int i = 0; i < 2; i++) {
		assert_true(der_next(&list, &part));
		derw_raw(&w, part.whole);
	}
	assert_true(der_take(&list, DER_SEQUENCE, &mac));
	derw_begin(&w, DERW_SEQUENCE);
	for (int i = 0; i < 2; i++) {
		assert_true(der_next(&mac, &part));
		derw_raw(&w, part.whole);
	}
	derw_raw(&w, (struct bytes){ rounds, sizeof rounds });
	derw_end(&w);
	derw_end(&w);
	assert_false(w.bad);
	refused("hours", derw_bytes(&w), "hashed more often");
	derw_done(&w);
	make_pbmac1(&der, "x", 0x7fffffff);
	refused("hours, PBMAC1", (struct bytes){ der.data, der.size }, "hashed more often");
	gnutls_free(der.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_urls),
		cmocka_unit_test(test_log_of_containers), cmocka_unit_test(test_mail_in_base64),
		cmocka_unit_test(test_quoted_printable),
		cmocka_unit_test(test_escaped_line_ends),
		cmocka_unit_test(test_base64url),
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_hex),
		cmocka_unit_test(test_hex_cut),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_der_and_more),
		cmocka_unit_test(test_leaf),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_key_stores),
		cmocka_unit_test(test_pkcs12),
		cmocka_unit_test(test_pbmac1),
		cmocka_unit_test(test_dear_pkcs12),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
