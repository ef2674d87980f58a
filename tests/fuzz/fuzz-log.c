/* SPDX-License-Identifier: GPL-3.0-or-later
 * A log for --explain -: whatever its lines are, each is counted once, what is said is clean text, and what was decided
 * for a line is remembered as it was. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "explain/index.h"
#include "explain/log.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void must(bool holds)
{
	if (!holds)
		abort();
}

static char *fuzz_report(const uint8_t *data, size_t n, long long *known)
{
	static struct code_index *index;
	char *out = NULL;
	size_t size = 0;
	FILE *in = tmpfile(), *f = open_memstream(&out, &size);

	if (index == NULL)
		index = code_index_new();
	must(in != NULL && f != NULL);
	must(write(fileno(in), data, n) == (ssize_t)n && lseek(fileno(in), 0, SEEK_SET) == 0);
	*known = explain_log_with(index, fileno(in), f, &(struct explain_style){ .ascii = true, .width = 200 }, NULL);
	must(*known >= 0 && fclose(f) == 0 && fclose(in) == 0);
	return out;
}

/* The number of lines and how many were understood, as the first sentence says them. */
static void fuzz_first(const char *out, long long *lines, long long *known)
{
	long long *at = lines;

	*lines = *known = 0;
	for (; *out != '\0' && *out != '\n' && strncmp(out, " understood", 11) != 0; out++)
		if (*out == ':')
			at = known;
		else if (*out >= '0' && *out <= '9')
			*at = *at * 10 + *out - '0';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	long long lines, said, known, twice;
	size_t ends = 0;
	uint8_t *doubled;
	char *out;

	out = fuzz_report(data, n, &known);
	for (char *line = out, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		fuzz_expect_clean(line);
		*end = '\n';
	}
	fuzz_first(out, &lines, &said);
	for (size_t i = 0; i < n; i++)
		ends += data[i] == '\n';
	must(said == known && known <= lines && lines == (long long)(ends + (n > 0 && data[n - 1] != '\n')));
	free(out);
	/* the same lines once more */
	if (n == 0 || data[n - 1] != '\n')
		return 0;
	doubled = mem_alloc(2 * n);
	memcpy(doubled, data, n);
	memcpy(doubled + n, data, n);
	free(fuzz_report(doubled, 2 * n, &twice));
	must(twice == 2 * known);
	free(doubled);
	return 0;
}

bool fuzz_seed(size_t i, struct buf *out)
{
	static const char *const seeds[] = {
		"2026/11/21 09:12:01 http: TLS handshake error from 192.0.2.1:4001: EOF\n"
		"2026/11/21 09:13:02 http: TLS handshake error from 192.0.2.2:4003: remote error: tls: bad certificate\n",
		"2026/11/29 [info] 10#10: *1 SSL_do_handshake() failed (SSL: error:0A000416:SSL routines::sslv3 alert"
		" certificate unknown:SSL alert number 46) while SSL handshaking, client: 2001:db8::1, server: 0.0.0.0:443\n",
		"Nov 29 mail postfix/smtpd[1]: SSL_accept error from unknown[192.0.2.1]: -1\r\n"
		"{\"msg\": \"x509: certificate signed by unknown authority\", \"t\": \"a\\nb\"}\n",
		"\033[31mcurl: (60) SSL certificate problem: certificate has expired\033[0m\n&quot;handshake_failure&quot;\n"
		"\xe2\x80\x9cNET::ERR_CERT_DATE_INVALID\xe2\x80\x9d didn't\n",
		"javax.net.ssl.SSLHandshakeException: PKIX path building failed\n\tat java.base/sun.security.ssl.Alert\n"
		"0x80090325 36882 AH02032\n",
	};

	if (i >= sizeof seeds / sizeof *seeds)
		return false;
	(void)buf_adds(out, seeds[i]);
	return true;
}
