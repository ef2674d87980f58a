/* SPDX-License-Identifier: GPL-3.0-or-later
 * await ADDRESS PORT PID [SECONDS]: wait until the port accepts a connection. Gives up when the process is gone or the time is up. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int accepts(const struct sockaddr_in *a)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), r;

	r = connect(fd, (const struct sockaddr *)a, sizeof *a);
	(void)close(fd);
	return r == 0;
}

int main(int argc, char **argv)
{
	struct timespec tick = { .tv_nsec = 10000000 }, now, start;
	struct sockaddr_in a = { .sin_family = AF_INET };
	long seconds = argc > 4 ? strtol(argv[4], NULL, 10) : 20;
	pid_t pid;

	if (argc < 4 || inet_pton(AF_INET, argv[1], &a.sin_addr) != 1)
		return 2;
	a.sin_port = htons((uint16_t)strtoul(argv[2], NULL, 10));
	pid = (pid_t)strtol(argv[3], NULL, 10);
	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	do {
		if (accepts(&a))
			return 0;
		(void)nanosleep(&tick, NULL);
		(void)clock_gettime(CLOCK_MONOTONIC, &now);
	} while (kill(pid, 0) == 0 && now.tv_sec - start.tv_sec < seconds);
	return 1;
}
