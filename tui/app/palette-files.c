/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files that a half typed line may mean: those whose name begins like it. Their first bytes tell a list of targets from
 * certificates. */
#include "app/app-private.h"

#include "base/mem.h"
#include "engine/target.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MAX_ENTRIES = 4096, FILES_MAX_OFFERS = 16, FILES_SNIFF = 4096, FILES_MAX_LINES = 16 };

/* Is the line a target, or nothing but blanks and a comment? Words alone could be any prose. */
static bool files_is_target(const struct app *a, char *line)
{
	struct target t;
	char *end;

	line[strcspn(line, "#")] = '\0';
	line += strspn(line, " \t\r");
	end = line + strlen(line);
	while (end > line && strchr(" \t\r", end[-1]) != NULL)
		*--end = '\0';
	if (*line == '\0')
		return true;
	if (!target_obvious(line) || target_parse(&t, line, a->opts, NULL) != 0)
		return false;
	target_done(&t);
	return true;
}

bool app_is_list(const struct app *a, const char *path)
{
	char text[FILES_SNIFF + 1], *line = text, *save = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), seen = 0;
	struct stat st;
	ssize_t n = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, text, FILES_SNIFF) : -1;

	if (fd >= 0)
		(void)close(fd);
	if (n <= 0 || memchr(text, '\0', (size_t)n) != NULL)
		return false;
	/* a line that was cut off says nothing */
	while (n == FILES_SNIFF && n > 0 && text[n - 1] != '\n')
		n--;
	text[n] = '\0';
	for (line = strtok_r(text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		if (!files_is_target(a, line))
			return false;
		seen += *(line + strspn(line, " \t\r")) != '\0';
		if (seen == FILES_MAX_LINES)
			break;
	}
	return seen > 0;
}

static void files_offer(struct app *a, struct palette *p, const char *line, const char *path)
{
	bool exact = strcmp(line, path) == 0, list;
	struct stat st;
	char *folder;

	if (stat(path, &st) != 0)
		return;
	if (S_ISDIR(st.st_mode)) {
		folder = mem_printf("%s/", path);
		palette_offer(p, PALETTE_FOLDER, RANK_BEGINS, folder, "");
		free(folder);
	} else if (S_ISREG(st.st_mode)) {
		list = app_is_list(a, path);
		/* A public name is a host's first, but the file is offered before anybody is asked. */
		palette_offer(p, list ? PALETTE_LIST : PALETTE_FILE, exact && !target_obvious_host(path) ? RANK_EXACT
			: exact ? RANK_PLACE : RANK_BEGINS, path, list ? "targets, one a line" : "certificates?");
	}
}

void app_offer_files(struct app *a, struct palette *p, const char *line)
{
	const char *slash = strrchr(line, '/'), *begin = slash != NULL ? slash + 1 : line;
	char *folder = slash == NULL ? mem_strdup(".") : mem_strndup(line, (size_t)(slash - line) + 1);
	DIR *dir = *line != '\0' && strstr(line, "://") == NULL ? opendir(folder) : NULL;
	struct dirent *e;
	int offers = 0;

	for (int k = 0; dir != NULL && k < FILES_MAX_ENTRIES && offers < FILES_MAX_OFFERS
		&& (e = readdir(dir)) != NULL; k++) {
		char *path;

		if (strncmp(e->d_name, begin, strlen(begin)) != 0 || (e->d_name[0] == '.' && *begin != '.')
			|| strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		path = mem_printf("%.*s%s", (int)(begin - line), line, e->d_name);
		files_offer(a, p, line, path);
		offers++;
		free(path);
	}
	if (dir != NULL)
		(void)closedir(dir);
	free(folder);
}
