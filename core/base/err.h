/* SPDX-License-Identifier: GPL-3.0-or-later
 * An error is a value with its context. Library code never prints and never exits. */
#ifndef CC_ERR_H
#define CC_ERR_H

enum err_code {
	ERR_NONE,
	ERR_USAGE,   /* the command line or a target makes no sense */
	ERR_IO,      /* a file or socket of this machine; sys_errno is set */
	ERR_PARSE,   /* bytes that are not what they claim to be */
	ERR_LIMIT,   /* a written limit was met */
	ERR_CRYPTO,  /* GnuTLS refused; the message has its words */
	ERR_MISSING  /* something this machine does not have (a library, a resolver) */
};

/* One error. `msg` is one line without a newline, harmless to print, never empty when code is set. */
struct cc_err {
	enum err_code code;
	int sys_errno;   /* 0 where no system call was to blame */
	char msg[512];
};

/* Both return -1, so that `return err_set(e, ...)` reads well. `e` may be NULL.
 * err_set appends strerror(errno) and keeps errno; err_setx does not look at it. */
int err_set(struct cc_err *e, enum err_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int err_setx(struct cc_err *e, enum err_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
