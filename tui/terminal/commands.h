/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of commands that are typed. Pure. */
#ifndef CC_COMMANDS_H
#define CC_COMMANDS_H

#include <stddef.h>
#include <stdio.h>

enum command {
#define COMMAND(id, name, argument, help) COMMAND_##id,
#include "terminal/commands.def"
#undef COMMAND
	N_COMMANDS
};

const char *command_name(enum command c);
const char *command_argument(enum command c);    /* "NAME", "[FILE]"; "": it takes none */
const char *command_help(enum command c);
/* "theme NAME", written to room and returned. */
const char *command_usage(enum command c, char *room, size_t size);
/* The command that a line begins with, and what stands behind it (without blanks around; a part of the line, "" for
 * nothing). N_COMMANDS: none; a line of several words whose command takes no argument is none. */
enum command command_of(const char *line, const char **argument);

/* The manual's table of commands, in man(7) macros. */
void commands_man(FILE *f);

#endif
