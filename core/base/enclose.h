/* SPDX-License-Identifier: GPL-3.0-or-later
 * A process that has all it needs gives up what only somebody who took it over would want: seccomp(2), of Linux 4.14,
 * without privileges and never taken back. Reasons for this form stand in HACKING. */
#ifndef CC_ENCLOSE_H
#define CC_ENCLOSE_H

#include <stdbool.h>

enum enclose {
	/* always: no execve, fork, ptrace, memory or signals of other processes, mounts, namespaces, keys, bpf */
	ENCLOSE_BASE = 0,
	ENCLOSE_NO_WRITE = 1 << 0,       /* no file is opened for writing, made, renamed, changed or removed */
	ENCLOSE_NO_NETWORK = 1 << 1,     /* no new socket of any kind */
	ENCLOSE_STOPS = 1 << 2,          /* given up less: a screen's Ctrl-Z stops all that runs with it (SIGTSTP) */
};

/* Can it be had, in this build and on this machine? */
bool enclose_there(void);
/* All threads, from now on: what is given up fails with EPERM. `what`: of enum enclose. False: not to be had; then
 * nothing has changed. */
bool enclose(unsigned what);

#endif
