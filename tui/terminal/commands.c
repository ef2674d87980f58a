/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a command by its table. */
#include "terminal/commands.h"

#include <stdbool.h>
#include <string.h>

static const struct { const char *name, *argument, *help; } command_rows[N_COMMANDS] = {
#define COMMAND(id, name_, argument_, help_) [COMMAND_##id] = { name_, argument_, help_ },
#include "terminal/commands.def"
#undef COMMAND
};

/* One row is none, so that the table is never empty. */
static const struct { enum command is; const char *name; } command_others[] = {
#define COMMAND(id, name, argument, help)
#define ALSO(id, name) { COMMAND_##id, name },
#include "terminal/commands.def"
#undef COMMAND
	{ N_COMMANDS, "" }
};

const char *command_name(enum command c)
{
	return command_rows[c].name;
}

const char *command_argument(enum command c)
{
	return command_rows[c].argument;
}

const char *command_help(enum command c)
{
	return command_rows[c].help;
}

const char *command_usage(enum command c, char *room, size_t size)
{
	const char *argument = command_rows[c].argument;

	(void)snprintf(room, size, "%s%s%s", command_rows[c].name, *argument != '\0' ? " " : "", argument);
	return room;
}

static bool command_is(const char *known, const char *name, size_t n)
{
	return strlen(known) == n && memcmp(known, name, n) == 0;
}

static enum command command_named(const char *name, size_t n)
{
	for (int c = 0; c < N_COMMANDS; c++)
		if (command_is(command_rows[c].name, name, n))
			return (enum command)c;
	for (size_t i = 0; i < sizeof command_others / sizeof *command_others; i++)
		if (command_is(command_others[i].name, name, n))
			return command_others[i].is;
	return N_COMMANDS;
}

enum command command_of(const char *line, const char **argument)
{
	const char *name = line + strspn(line, " \t");
	size_t n = strcspn(name, " \t");
	enum command c = command_named(name, n);

	*argument = name + n + strspn(name + n, " \t");
	return c < N_COMMANDS && **argument != '\0' && *command_rows[c].argument == '\0' ? N_COMMANDS : c;
}

/* ", or `quiz`": what else it may be called. */
static void commands_man_others(FILE *f, enum command c)
{
	for (size_t i = 0; i < sizeof command_others / sizeof *command_others; i++)
		if (command_others[i].is == c)
			(void)fprintf(f, "; also \\fB%s\\fR", command_others[i].name);
}

/* "on|off", "[FILE]": upright words are typed as they stand. */
void commands_man(FILE *f)
{
	for (int c = 0; c < N_COMMANDS; c++) {
		(void)fprintf(f, ".TP\n.BI \"%s \" %s\n%s", command_rows[c].name,
			*command_rows[c].argument != '\0' ? command_rows[c].argument : "\"\"", command_rows[c].help);
		commands_man_others(f, (enum command)c);
		(void)fputs(".\n", f);
	}
}
