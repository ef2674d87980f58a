/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every cap of certcard in one place: what a stranger sends can never cost more than this. */
#ifndef CC_LIMITS_H
#define CC_LIMITS_H

enum {
	/* what a peer may send */
	LIMIT_CHAIN_CERTS = 128,           /* certificates read from one handshake or file's chain */
	LIMIT_CERT_BYTES = 256 * 1024,     /* one certificate (5,000 names take about 150 kB) */
	LIMIT_CHAIN_BYTES = 1024 * 1024,   /* one Certificate message */
	LIMIT_FILE_BYTES = 16 * 1024 * 1024,
	LIMIT_CATALOGUE_BYTES = 8 * 1024 * 1024,   /* all our sentences in another language */
	LIMIT_PIPE_MS = 30 * 1000,         /* waited for more from a pipe that stands where a file is expected */
	LIMIT_QUESTIONS = 8,               /* passwords of one file asked for */
	LIMIT_PASSWORD_FILE_BYTES = 8 * 1024,
	LIMIT_TRIES = 3,                   /* answers to one of them */
	LIMIT_FILE_CERTS = 4096,           /* certificates in a file (a bundle of roots) */
	LIMIT_WRAPPINGS = 5,               /* one within another: base64 of UTF-16 of PEM */
	LIMIT_FILE_KEYS = 64,              /* private keys, and requests, of one file */
	LIMIT_COMPANIONS = 64,             /* files on the command line whose keys are compared */
	LIMIT_FOLDER_FILES = 1024,         /* files of a folder that is a target; all are compared */
	LIMIT_FOLDER_ENTRIES = 16384,      /* names looked at for these */
	LIMIT_FOLDER_DEPTH = 8,            /* folders one in another */
	LIMIT_FOLDER_CERTS = 16384,        /* certificates in all its files */
	LIMIT_FILE_PARTS = 4096,           /* values in base64 in a file, at all depths */
	LIMIT_FILE_ITEMS = 1024,           /* Secrets and their like in one List */
	LIMIT_KEY_BYTES = 64 * 1024,       /* a private key by itself; ML-DSA-87 has 5 kB */
	LIMIT_SCRYPT_BYTES = 64 * 1024 * 1024, /* of memory that scrypt may take; OpenSSL wants 16 MB of it */
	LIMIT_SCRYPT_TIMES = 4,            /* so often as much is gone through */
	LIMIT_KDF_ROUNDS = 5 * 1000 * 1000,    /* of a password's hash: some seconds */
	/* from one connection: records of a few octets cost a hundred times what they carry */
	LIMIT_HANDSHAKE_READS = 16 * 1024,
	LIMIT_STAPLE_BYTES = 64 * 1024,
	LIMIT_BANNER_BYTES = 16 * 1024,    /* plain text before the upgrade, all of it */
	LIMIT_LINE_BYTES = 4096,           /* one line of it */
	LIMIT_OPENING_BYTES = 256,         /* of what a peer says first, kept to recognise its protocol */
	LIMIT_PROOF_BYTES = 2 * 1024,      /* a server's signature over the handshake; RSA-16384 has as many */
	LIMIT_AUTHORITIES_BYTES = 64 * 1024,   /* names of CAs in a request for a client certificate, all of them */
	LIMIT_AUTHORITIES = 256,           /* of these, such as are read and shown */
	LIMIT_SCT_LIST_BYTES = 16 * 1024,  /* the TLS extension's list of timestamps */
	LIMIT_CAA_RECORDS = 4400,          /* of one name: more do not go into an answer of 64 KiB */
	LIMIT_CAA_NAMES = 128,             /* asked on the way up: a host's name has at most 127 labels */

	/* under way at once in one engine */
	LIMIT_RESOLVING = 32,              /* names: each costs a thread of the resolver */
	LIMIT_SPARE_DESCRIPTORS = 24,      /* free ones without which no connection begins; a quarter of few */
	LIMIT_DESCRIPTORS = 1024 * 1024,   /* counted, where more are allowed */
	LIMIT_UNANSWERED_MS = 300,         /* of a dial, after which it lends its place among --jobs */
	LIMIT_UNANSWERED = 1024,           /* of these, and no more than a quarter of the descriptors allowed */
	/* of a dial in a batch without --connect-timeout: two packets asked by then, the second one two seconds ago */
	LIMIT_CONNECT_S = 3,
	LIMIT_PLACE_MS = 60 * 1000,        /* waited for a place or descriptors before --timeout begins to count */
	LIMIT_PLACE_AGAIN_MS = 200,        /* after which one that found none looks again */
	LIMIT_TURN_CPU_MS = 60 * 1000,     /* of one turn of the loop: files with passwords take seconds */
	LIMIT_ZONE_BYTES = 32,             /* the name of an interface behind an address; Linux has 15 at most */

	/* what is fetched over HTTP (contract, "By default missing issuers ...") */
	LIMIT_FETCHES = 8,
	/* kept for the other inspections of the run: answers, octets of them, and for how long */
	LIMIT_FETCHED = 256,
	LIMIT_FETCHED_BYTES = 32 * 1024 * 1024,
	LIMIT_FETCHED_MS = 10 * 60 * 1000,
	LIMIT_NOT_FETCHED_MS = 5 * 1000,   /* that nothing came: what is mended is soon found */
	LIMIT_FETCHED_AGAIN_MS = 20,       /* after which is looked again whether the one who asks has an answer */
	LIMIT_REDIRECTS = 3,
	LIMIT_ISSUER_BYTES = 64 * 1000,
	LIMIT_OCSP_BYTES = 64 * 1000,
	LIMIT_OPTION_FILES = 64,           /* of --crl, --ca and --add-ca, each of LIMIT_FILE_BYTES at most */
	LIMIT_LISTS = 8192,                /* revocation lists in them all */
	LIMIT_CRL_BYTES = 10 * 1000 * 1000,
	/* of --timeout, for all fetches together: a server that never ends costs no more */
	LIMIT_FETCH_PERCENT = 17,

	/* reading a certificate */
	/* subject alternative names, or subtrees: two octets are the least, so that no certificate has more */
	LIMIT_NAMES = LIMIT_CERT_BYTES / 2,
	LIMIT_ATTRIBUTE_WORDS = 4 * 1024,        /* of a request's attributes */
	LIMIT_EXTENSIONS = 4096,
	LIMIT_POLICIES = 256,
	LIMIT_RDNS = 256,
	LIMIT_URLS = 16,                   /* of one kind, in one certificate */
	LIMIT_SCTS = 32,

	/* judging */
	LIMIT_PATH_CERTS = 24,             /* certificates in one path, anchor included */
	/* candidate paths judged: some 20 microseconds each, and LIMIT_PATH_MS bounds them, too */
	LIMIT_PATHS = 8192,
	LIMIT_PATH_STEPS = 20000,          /* nodes visited by the search */
	LIMIT_SIGNATURES = 300,            /* signatures verified in one inspection */
	LIMIT_RSA_BITS = 16384,            /* larger keys are not verified with, nor by browsers: 64 kbit cost 30 s */
	LIMIT_DH_BITS = 8192,              /* of a server's own group, as large as ffdhe8192: 16 kbit cost 3 s */
	LIMIT_PATH_MS = 600,               /* CPU of the search, in all */
	LIMIT_SLICE_MS = 10,               /* after which a stage gives way to the loop */
	LIMIT_DEAD_ENDS = 32,
	LIMIT_CONSTRAINTS = 250000,        /* names compared with subtrees, for one CA (as Go's crypto/x509) */
	LIMIT_ENTRY_FAULTS = 1000,         /* names of a certificate looked at for being meant and misspelt */
	LIMIT_LOOKALIKES = 200,            /* names of a certificate looked at for look-alikes */
	/* certificates that the search draws from: a file's, what is fetched, and what the store has for them */
	LIMIT_POOL_CERTS = LIMIT_FILE_CERTS + 512,
	LIMIT_STORE_TWINS = 256,           /* roots of one name; the one whose key is named comes first */
	/* nodes visited after a good path is found, to say why others were not taken */
	LIMIT_SECOND_LOOKS = 64,
	LIMIT_CACHE_CERTS = 256,           /* CA certificates that an engine keeps parsed */
	LIMIT_CACHE_CERT_BYTES = 8 * 1024, /* larger ones are not kept */
	LIMIT_CACHE_PAIRS = 1024,          /* verified signatures that it remembers */

	/* the gallery, towards its own clients */
	LIMIT_DEMO_CONNECTIONS = 256,      /* open at once; further ones wait in the listener's queue */
	LIMIT_DEMO_CONNECTION_MS = 10000,  /* life of one */
	LIMIT_DEMO_LINGER_MS = 1000,       /* of it, for the peer to close after us */
	LIMIT_DEMO_REQUEST_BYTES = 8192,
	LIMIT_DEMO_PAGE_BYTES = 128 * 1024,
	LIMIT_DEMO_ANSWER_MS = 5000,       /* to make a scenario */
	LIMIT_DEMO_CERTS = 128,            /* in one chain */

	/* text */
	LIMIT_TEXT_BYTES = 64 * 1024,      /* one string of a stranger's in JSON */
	LIMIT_CELL_COLUMNS = 32000,        /* one field of a spreadsheet: some take 32,767 characters and no more */
	LIMIT_VALUE_COLUMNS = 200,         /* of one name or reason inside a sentence of ours */
	LIMIT_COMBINING = 4,               /* combining marks in a row */

	/* command line, memory of visits, screen */
	LIMIT_JOBS = 1024,
	LIMIT_SHARDS = 1000000,
	LIMIT_REST = 100 * 1000,           /* targets counted that an interruption left */
	/* names, subtrees and extensions in the JSON of one inspection: a host's; a file's, which somebody chose */
	LIMIT_LISTED = 10 * 1000,
	LIMIT_FILE_LISTED = 200 * 1000,
	LIMIT_REPORT_BYTES = 1 << 30,      /* one inspection as JSON: four thousand certificates take a tenth of it */
	LIMIT_HELD = 2048,                 /* reports of a batch held back until an earlier one is finished */
	LIMIT_HELD_BYTES = 32 * 1024 * 1024,   /* of these, after which no inspection begins until one is let go */
	LIMIT_HOST_BYTES = 253,
	LIMIT_TARGET_BYTES = 8192,
	LIMIT_LOG_ADDRESSES = 64 * 1024,   /* told apart in one cause's lines of a log */
	LIMIT_PASTE_BYTES = 256 * 1024,    /* of one paste into the screen */
	LIMIT_RECENT = 200,
	LIMIT_VISITS = 5000,               /* hosts whose keys are remembered */
	LIMIT_STATE_BYTES = 8 * 1024 * 1024,
	LIMIT_VISIT_ISSUER = 256,          /* bytes of an issuer's name that are remembered */
	LIMIT_CLOCK_AHEAD_S = 60,          /* by which another machine's clock that shares the memory may be ahead */
	LIMIT_STATE_LOCK_MS = 5000,        /* waited for another certcard that writes its visits */
	LIMIT_STATE_AGE_S = 2,            /* after which a batch's visits are written, for a kill to lose no more */
	LIMIT_SET_ASIDE = 100,             /* damaged memories kept beside each other */
	LIMIT_LINKS = 40,                  /* symbolic links on the way to a file, as in Linux's path_resolution(7) */
	LIMIT_PATH_SHOWN = 300,            /* bytes of a path in a message */
	LIMIT_HISTORY = 100,
	LIMIT_ADDRESSES = 32,              /* of one name */
	LIMIT_ATTEMPTS = 8                 /* of these tried at the same time: the oldest is given up for the next */
};

#endif
