/* SPDX-License-Identifier: GPL-3.0-or-later
 * SANITIZED: built with a leak checker, which traces its own process and reads what it runs from wherever it lies, so
 * that nothing of that kind can be given up. */
#ifndef CC_SANITIZED_H
#define CC_SANITIZED_H

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined __SANITIZE_ADDRESS__
#define SANITIZED
#endif

#endif
