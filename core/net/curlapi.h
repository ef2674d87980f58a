/* SPDX-License-Identifier: GPL-3.0-or-later
 * libcurl, loaded when it is first needed: linking it would cost 4 ms and 5 MB at each start, also of those that read a
 * file or explain a code. */
#ifndef CC_CURLAPI_H
#define CC_CURLAPI_H

#include "base/err.h"

#include <curl/curl.h>

/* Function pointers of the types that the header declares; a prototype that changes is a compile error. */
struct curlapi {
	void *library;           /* NULL: not loaded */
#define CURLAPI(name) __typeof__(curl_##name) *name;
#include "net/curlapi.def"
#undef CURLAPI
};

/* Load libcurl and initialise it (curl_global_init is safe from several threads since 7.84). 0, or -1 with e set. */
int curlapi_open(struct curlapi *api, struct cc_err *e);
void curlapi_close(struct curlapi *api);     /* not loaded is fine */

#endif
