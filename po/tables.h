/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of words, for the preprocessor alone (po/extract): a row begins with ROW, its place and its fields, which
 * tables.awk reads. A table more is its macro and its file here. */
#define TEXT(finding, kind, ...) ROW("core/explain/texts.def", #finding " " #kind, __VA_ARGS__)
#define CAUSE(id, likely, ...) ROW("core/explain/causes.def", id, __VA_ARGS__)
#define PARAM(id, name, words) ROW("core/result/params.def", name, .words = words)
#include "explain/sentences.h"
#include "explain/texts.def"
#include "explain/causes.def"
#include "result/params.def"
