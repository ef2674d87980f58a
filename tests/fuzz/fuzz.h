/* SPDX-License-Identifier: GPL-3.0-or-later
 * A fuzz target: one file each with these functions. fuzz-main.c runs it with any compiler, with AFL++ (give it a file)
 * or for some seconds on its own seeds; clang -fsanitize=fuzzer brings a main of its own instead. */
#ifndef CC_FUZZ_H
#define CC_FUZZ_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Seed number `i`, made by our own generators, into an empty buffer; false: there are no more. */
bool fuzz_seed(size_t i, struct buf *out);

/* Ends the process unless this is UTF-8 without control, format and separator characters (bidirectional ones and those
 * that nobody sees among them); NULL is fine. */
void fuzz_expect_clean(const char *text);

#endif
