/* SPDX-License-Identifier: GPL-3.0-or-later
 * What something that is done in steps waits for before its next one. */
#ifndef CC_ENGINE_WAIT_H
#define CC_ENGINE_WAIT_H

enum wait {
	WAIT_NONE,               /* nothing: step again at once */
	WAIT_TURN,               /* nothing, but the others first */
	WAIT_LOOP,               /* a dial, libcurl, or a place among those that resolve: looked at in each turn */
	WAIT_READ, WAIT_WRITE,   /* its descriptor */
	WAIT_ANSWER,             /* engine_answer(), to it or to who asks for all; no deadline passes */
	WAIT_OVER                /* it is over: there is no next one */
};

#endif
