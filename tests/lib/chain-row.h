/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of core/chains.def: a chain and what is to be made of it. */
#ifndef CC_TEST_CHAIN_ROW_H
#define CC_TEST_CHAIN_ROW_H

#include "lib/chains.h"

#include "result/inspection.h"

#include <stdbool.h>
#include <stdint.h>

struct chain_row {
	const char *name;
	const char *certs;       /* lib/chains.h */
	const char *presented;   /* ids; the first is the leaf */
	const char *anchors;     /* ids */
	const char *level, *findings;    /* in the order of the report, "" for none; but not what
	                                  * profile-violation has to say as information: test-profile.c has that */
	const char *path;        /* ids, leaf to top */
	const char *differs;     /* why GnuTLS says otherwise; NULL: it agrees whether to trust */
	const char *host;        /* NULL: CHAINS_HOST; "": a file without a host */
	const char *fetch;       /* ids whose address answers */
	enum shade shade;        /* of the headline, where one of the shades below is meant */
	const char *says;        /* part of the headline */
	int ends;                /* dead ends at least */
	int version;             /* of TLS; 0: 1.3 */
	bool public, strict, offline;
	bool busy;               /* takes so many signatures that under valgrind LIMIT_PATH_MS ends it */
	int max_depth;           /* plus 1; 0: none */
	int64_t seconds;         /* after CHAINS_NOW, to judge at */
};

/* To be given up again by who includes core/chains.def with it. */
#define CHAIN(label, line, sent, trusted, ...) { .name = label, .certs = line, .presented = sent, .anchors = trusted, __VA_ARGS__ },

#endif
