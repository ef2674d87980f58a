/* SPDX-License-Identifier: GPL-3.0-or-later
 * The worlds of scenarios about programmes of roots and logs. */
#include "gallery/world.h"

#include "base/mem.h"
#include "gallery/recipe.h"
#include "gallery/list.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

static void world_hex(char out[65], const uint8_t bytes[32])
{
	struct buf hex = BUF_INIT(64);

	(void)buf_addhex(&hex, bytes, 32, NULL);
	memcpy(out, hex.data, 64);
	out[64] = '\0';
	buf_done(&hex);
}

static char *world_base64(struct bytes raw)
{
	gnutls_datum_t in = { (unsigned char *)(uintptr_t)raw.p, (unsigned)raw.n }, out = { 0 };
	char *text = NULL;

	if (gnutls_base64_encode2(&in, &out) == 0)
		text = mem_strndup((const char *)out.data, out.size);
	gnutls_free(out.data);
	return text != NULL ? text : mem_strdup("");
}

struct demo_world *demo_world_new(const struct demo_scenario *s, const struct cert *root)
{
	const struct demo_recipe *r = NULL;
	struct demo_world *w;

	for (size_t i = 0; demo_at(i) != NULL; i++)
		if (demo_at(i) == s)
			r = demo_recipe_at(i);
	if (r == NULL || (r->stores == NULL && !r->old_log))
		return NULL;
	w = mem_alloc(sizeof *w);
	world_hex(w->sha256, root->sha256);
	world_hex(w->log_id, root->spki_sha256);
	w->log_key = world_base64(root->key.spki);
	w->root = (struct public_root){ w->sha256, "certcard Gallery Root", r->stores, "", "" };
	w->log = (struct ctlog){ .id = w->log_id, .name = "Gallery Log", .operator = "certcard gallery",
		.chrome = "rejected", .chrome_since = "2020-01-01T00:00:00Z",
		.apple = "rejected", .apple_since = "2020-01-01T00:00:00Z",
		.mozilla = "", .start = "", .end = "", .api = "rfc6962", .type = "", .key = w->log_key };
	w->roots = (struct public_roots){ &w->root, r->stores != NULL };
	w->logs = (struct ctlogs){ &w->log, r->old_log };
	return w;
}

void demo_world_free(struct demo_world *w)
{
	if (w != NULL)
		free(w->log_key);
	free(w);
}
