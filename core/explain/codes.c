/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of error codes, and what to show of it with a finding. */
#include "explain/codes.h"

#include "base/buf.h"

#include <string.h>

/* code_words, code_table: codes by cause, then messages; the former, CODE_ROWS, are sorted by cause. */
#include "explain/codes.inc"

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *code_word(uint32_t at)
{
	return code_words + at;
}

size_t code_rows(const struct code_row **first)
{
	*first = code_table;
	return COUNT(code_table);
}

/* Whose codes are shown with a finding, and in which order; `tool` as in the table, `name` as shown. Of tools with one
 * name the first that has a code speaks. */
static const struct { const char *tool, *name; } code_tools[] = {
	{ "Chrome/Edge", "Chrome/Edge" }, { "Firefox", "Firefox" }, { "Apple", "Safari/Apple" }, { "curl", "curl" },
	{ "OpenSSL text", "OpenSSL" }, { "OpenSSL", "OpenSSL" }, { "OpenSSL reason", "OpenSSL" },
		{ "GnuTLS", "GnuTLS" },
	{ "Java", "Java" }, { "Python", "Python" }, { "Go", "Go" }, { "Node.js", "Node.js" }, { "Windows", "Windows" },
	{ ".NET", ".NET" }, { "wget", "wget" }, { "git", "git" },
};

/* What people seldom see: bare numbers, Apple's names of twenty years ago. */
static const char *const code_rare[] = { "0x", "CSSMERR_" };

static bool code_is_rare(const char *code)
{
	size_t i;

	for (i = 0; i < COUNT(code_rare); i++)
		if (strncmp(code, code_rare[i], strlen(code_rare[i])) == 0)
			return true;
	return false;
}

/* How well a row stands for its tool: preferred; else curl's exit status, which people see first; else a name in
 * use. What stands for one case of many ("seldom:" in the note) does not by itself. */
static int code_rank(const struct code_row *r, const char *const *prefer, size_t n_prefer)
{
	size_t i;

	for (i = 0; i < n_prefer && prefer[i] != NULL; i++)
		if (strcmp(prefer[i], code_word(r->code)) == 0)
			return 4;
	if (strncmp(code_word(r->note), "seldom:", 7) == 0)
		return 0;
	if (code_word(r->code)[0] == '(' && strcmp(code_word(r->tool), "curl") == 0)
		return 3;
	return code_is_rare(code_word(r->code)) ? 1 : 2;
}

/* The first code of a cause, by halving. */
static size_t code_first(const char *cause)
{
	size_t low = 0, high = CODE_ROWS;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(code_word(code_table[middle].cause), cause) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* COUNT(code_tools): none of them. */
static size_t code_tool(const char *tool)
{
	size_t i = 0;

	while (i < COUNT(code_tools) && strcmp(code_tools[i].tool, tool) != 0)
		i++;
	return i;
}

/* The best code of each tool for the cause whose rows begin at `first`. A tool's rows stand together. */
static void codes_best(size_t first, const char *const *prefer, size_t n_prefer, const char *best[COUNT(code_tools)])
{
	int ranks[COUNT(code_tools)] = { 0 };
	const struct code_row *r = &code_table[first];
	size_t tool = COUNT(code_tools), i;

	for (i = first; i < CODE_ROWS && strcmp(code_word(code_table[i].cause), code_word(r->cause)) == 0; i++) {
		const struct code_row *row = &code_table[i];
		int k;

		if (i == first || strcmp(code_word(row->tool), code_word(row[-1].tool)) != 0)
			tool = code_tool(code_word(row->tool));
		if (tool == COUNT(code_tools))
			continue;
		k = code_rank(row, prefer, n_prefer);
		if (k > ranks[tool]) {
			ranks[tool] = k;
			best[tool] = code_word(row->code);
		}
	}
}

size_t codes_of(const char *cause, const char *const *prefer, size_t n_prefer, struct code *out, size_t max)
{
	const char *best[COUNT(code_tools)] = { NULL };
	size_t i, n = 0, first = code_first(cause);

	if (first == CODE_ROWS || strcmp(code_word(code_table[first].cause), cause) != 0)
		return 0;
	codes_best(first, prefer, n_prefer, best);
	for (i = 0; i < COUNT(code_tools) && n < max; i++) {
		if (n > 0 && strcmp(out[n - 1].tool, code_tools[i].name) == 0)
			continue;
		if (best[i] != NULL)
			out[n++] = (struct code){ code_tools[i].name, best[i] };
	}
	return n;
}

