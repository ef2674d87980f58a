/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading a command by its table. */
#include "terminal/commands.h"

#include <string.h>

static const struct { const char *name, *argument, *help; } command_rows[N_COMMANDS] = {
#define COMMAND(id, name_, argument_, help_) [COMMAND_##id] = { name_, argument_, help_ },
#include "terminal/commands.def"
#undef COMMAND
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

enum command command_of(const char *line, const char **argument)
{
	const char *name = line + strspn(line, " \t");
	size_t n = strcspn(name, " \t");

	*argument = name + n + strspn(name + n, " \t");
	/* what the view behind a course is called, which people type as well; offered is one name alone */
	if (n == strlen("quiz") && memcmp(name, "quiz", n) == 0)
		n = strlen(name = "lessons");
	for (int c = 0; c < N_COMMANDS; c++) {
		const char *takes = command_rows[c].argument;

		if (strlen(command_rows[c].name) != n || memcmp(command_rows[c].name, name, n) != 0)
			continue;
		return **argument != '\0' && *takes == '\0' ? N_COMMANDS : (enum command)c;
	}
	return N_COMMANDS;
}

/* "on|off", "[FILE]": upright words are typed as they stand. */
void commands_man(FILE *f)
{
	for (int c = 0; c < N_COMMANDS; c++)
		(void)fprintf(f, ".TP\n.BI \"%s \" %s\n%s.\n", command_rows[c].name,
			*command_rows[c].argument != '\0' ? command_rows[c].argument : "\"\"", command_rows[c].help);
}
