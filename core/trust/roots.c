/* SPDX-License-Identifier: GPL-3.0-or-later
 * Public roots, by fingerprint and by what the system's package of them holds. */
#include "trust/roots.h"
#include "x509/programmes.h"

#include "base/file.h"
#include "asn1/pem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Debian: what the package distributes is here; an administrator adds to /usr/local/share/ca-certificates
 * (update-ca-certificates(8)). */
#define ROOTS_FOLDER "/usr/share/ca-certificates/mozilla"

enum { ROOTS_FILES = 4096, ROOTS_PATH = 4096 };

/* Does the file hold this certificate? */
static bool root_in_file(const struct cert *c, const char *path, size_t size)
{
	struct buf text = BUF_INIT(size);
	struct pem_block block;
	uint8_t *der = NULL;
	bool same = false;
	struct bytes in;
	size_t n;

	if (file_read(path, &text, NULL) == 0) {
		in = buf_bytes(&text);
		der = pem_next(&in, &block) ? pem_decode(&block, &n) : NULL;
		same = der != NULL && n == c->der_len && memcmp(der, c->der, n) == 0;
	}
	free(der);
	buf_done(&text);
	return same;
}

/* Size of the PEM file of a certificate: lines of 64 characters between two of dashes. */
static size_t root_pem_size(const struct cert *c)
{
	size_t base64 = (c->der_len + 2) / 3 * 4;

	return base64 + (base64 + 63) / 64 + sizeof "-----BEGIN CERTIFICATE-----" + sizeof "-----END CERTIFICATE-----";
}

static bool root_in_folder(const struct cert *c, const char *folder)
{
	DIR *dir = opendir(folder);
	size_t expected = root_pem_size(c), left = ROOTS_FILES;
	const struct dirent *entry;
	char path[ROOTS_PATH];
	struct stat st;
	bool found = false;

	while (dir != NULL && !found && left-- > 0 && (entry = readdir(dir)) != NULL) {
		int n = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);

		/* most files are of another size, and are not read */
		if (n > 0 && (size_t)n < sizeof path && fstatat(dirfd(dir), entry->d_name, &st, 0) == 0
			&& S_ISREG(st.st_mode) &&
		    (size_t)st.st_size + 2 >= expected && (size_t)st.st_size <= expected + 2)
			found = root_in_file(c, path, (size_t)st.st_size);
	}
	if (dir != NULL)
		(void)closedir(dir);
	return found;
}

bool root_is_public(const struct cert *c, const char *folder)
{
	const struct public_root *r = public_root_find(NULL, c);

	return (r != NULL && public_root_distributed(r))
		|| root_in_folder(c, folder != NULL ? folder : ROOTS_FOLDER);
}
