/* SPDX-License-Identifier: GPL-3.0-or-later
 * Clients that share their rules (rules.def). */
#ifndef CC_FAMILY_H
#define CC_FAMILY_H

enum family { CHROMIUM, FIREFOX, OPENSSL, CURL, PYTHON, NODE, GNUTLS, JAVA, GO, APPLE, ANDROID, WINDOWS, DOTNET, RUSTLS,
	N_FAMILIES };

#endif
