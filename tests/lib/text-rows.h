/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of explain/texts.def, as findings that they are for. */
#ifndef CC_TEST_TEXT_ROWS_H
#define CC_TEST_TEXT_ROWS_H

#include "explain/texts.h"

static inline struct finding text_row_finding(const struct text_row *row)
{
	struct finding f = { .id = row->id, .level = finding_level(row->id), .card = -1 };

	if (row->kind.scope == TEXT_LEVEL)
		f.level = (enum level)row->kind.value;
	else if (row->kind.scope == TEXT_VARIANT)
		f.variant = (enum variant)row->kind.value;
	else if (row->kind.scope == TEXT_SHADE)
		f.shade = (enum shade)row->kind.value;
	return f;
}

static inline const char *text_row_kind(const struct text_row *row)
{
	return row->kind.scope != TEXT_ALWAYS ? text_kind_name(row->kind) : "-";
}

/* As long as strangers make a name. */
#define TEXT_LONG_NAME \
	"a-very-long-name-of-a-machine.and-of-its-department.in-some-far-away-office.example-company.example.org"

/* The same with every value that a check may set: short, long, or none at all. finding_done() frees. */
enum text_values { TEXT_SHORT, TEXT_LONG, TEXT_NONE, N_TEXT_VALUES };
struct finding text_row_filled(const struct text_row *row, enum text_values values);

#endif
