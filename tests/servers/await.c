/* SPDX-License-Identifier: GPL-3.0-or-later
 * await ADDRESS PORT PID: wait until the port accepts a connection. 1: the time is up; 3: the process is gone. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 20 };

static int accepts(const struct sockaddr_in *a)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), r;

	r = connect(fd, (const struct sockaddr *)a, sizeof *a);
	(void)close(fd);
	return r == 0;
}

/* A process that ended stays as a zombie until its parent, a shell, asks for it. */
static int lives(const char *pid)
{
	char path[64], line[512] = "";
	const char *at;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%s/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	at = fgets(line, sizeof line, f) != NULL ? strrchr(line, ')') : NULL;
	(void)fclose(f);
	return at != NULL && strncmp(at, ") Z", 3) != 0;
}

int main(int argc, char **argv)
{
	struct timespec tick = { .tv_nsec = 10000000 }, now, start;
	struct sockaddr_in a = { .sin_family = AF_INET };

	if (argc != 4 || inet_pton(AF_INET, argv[1], &a.sin_addr) != 1)
		return 2;
	a.sin_port = htons((uint16_t)strtoul(argv[2], NULL, 10));
	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	do {
		if (accepts(&a))
			return 0;
		if (!lives(argv[3]))
			return 3;
		(void)nanosleep(&tick, NULL);
		(void)clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec - start.tv_sec < SECONDS);
	return 1;
}
