/* SPDX-License-Identifier: GPL-3.0-or-later
 * Loading libcurl at run time. */
#include "config.h"

#include "net/curlapi.h"


#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	size_t offset;
} curlapi_symbols[] = {
#define CURLAPI(name) { "curl_" #name, offsetof(struct curlapi, name) },
#include "net/curlapi.def"
#undef CURLAPI
};

/* The library found at configure time, else the other usual name of the same interface. */
static void *curlapi_load(struct cc_err *e)
{
	static const char *const names[] = { CURL_SONAME, "libcurl-gnutls.so.4", "libcurl.so.4" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++) {
		/* Never unloaded: a resolver thread that outlives its transfer may still be inside. */
		void *library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

		if (library != NULL)
			return library;
	}
	err_setx(e, ERR_MISSING, "libcurl is needed for proxies and for what has to be fetched, and this machine has no"
		" %s", CURL_SONAME);
	return NULL;
}

int curlapi_open(struct curlapi *api, struct cc_err *e)
{
	size_t i;

	memset(api, 0, sizeof *api);
	api->library = curlapi_load(e);
	if (api->library == NULL)
		return -1;
	for (i = 0; i < sizeof curlapi_symbols / sizeof *curlapi_symbols; i++) {
		void *f = dlsym(api->library, curlapi_symbols[i].name);

		if (f == NULL) {
			api->library = NULL;
			return err_setx(e, ERR_MISSING, "libcurl on this machine is too old: it has no %s",
				curlapi_symbols[i].name);
		}
		memcpy((char *)api + curlapi_symbols[i].offset, &f, sizeof f);
	}
	if (api->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		api->library = NULL;
		return err_setx(e, ERR_MISSING, "libcurl on this machine cannot be initialised");
	}
	return 0;
}

void curlapi_close(struct curlapi *api)
{
	if (api->library != NULL)
		api->global_cleanup();
	api->library = NULL;
}
