/* SPDX-License-Identifier: GPL-3.0-or-later
 * A layer of a file: DER, a key store, or text with PEM blocks and values in base64 in it. */
#include "x509/layer.h"

#include "base/limits.h"
#include "x509/der-kind.h"
#include "x509/file-kinds.h"
#include "x509/gather-der.h"
#include "x509/keystore.h"
#include "x509/pem-text.h"
#include "x509/wrappings.h"

#include <string.h>

/* Without the white space and the byte order mark that an editor has put in front. */
static struct bytes layer_unindented(struct bytes in)
{
	if (in.n >= 3 && memcmp(in.p, "\xef\xbb\xbf", 3) == 0)
		in = (struct bytes){ in.p + 3, in.n - 3 };
	while (in.n > 0 && memchr(" \t\r\n", in.p[0], 4) != NULL)
		in = (struct bytes){ in.p + 1, in.n - 1 };
	return in;
}

void layer_read(const struct layer *l)
{
	struct gather *g = l->g;
	struct buf text = BUF_INIT(LIMIT_FILE_BYTES * 2);
	size_t should;

	if (l->depth >= LIMIT_WRAPPINGS || l->data.n == 0)
		return;
	if (g->o != NULL && gather_keystore(g, l->data))
		return;
	if (der_kind(l->data) != KIND_NONE)
		gather_der(g, l->data);
	else if (g->o != NULL && der_kind(layer_unindented(l->data)) != KIND_NONE)
		gather_der(g, layer_unindented(l->data));
	else if (g->o != NULL && unwrap_utf16(l->data, &text))
		layer_read(&(struct layer){ g, buf_bytes(&text), l->line, l->depth + 1, l->counts });
	else
		layer_text(l);
	if (l->depth == 0 && g->n == 0 && der_cut_off(l->data, &should))
		gather_other(g, "begins as DER does and is cut off: its end is missing");
	if (g->n == 0 && g->o != NULL)
		gather_other(g, file_kind(l->data));
	gather_wipe(&text);
}
