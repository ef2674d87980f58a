/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts descriptors: poll(2) says of each whether it is open. */
#include "base/descriptors.h"

#include "base/limits.h"

#include <poll.h>
#include <sys/resource.h>

enum { DESCRIPTORS_BLOCK = 1024 };

size_t descriptors_limit(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur > LIMIT_DESCRIPTORS)
		return LIMIT_DESCRIPTORS;
	return (size_t)l.rlim_cur;
}

/* From the top down, since the lowest number is always taken first: mostly one block is enough. */
size_t descriptors_left(size_t most)
{
	struct pollfd fds[DESCRIPTORS_BLOCK];
	size_t end = descriptors_limit(), left = 0, n, i;

	while (end > 0 && left < most) {
		n = end < DESCRIPTORS_BLOCK ? end : DESCRIPTORS_BLOCK;
		for (i = 0; i < n; i++)
			fds[i] = (struct pollfd){ .fd = (int)(end - n + i) };
		/* more than RLIMIT_NOFILE at once is refused, which n is not */
		if (poll(fds, n, 0) < 0)
			break;
		for (i = 0; i < n && left < most; i++)
			left += (fds[i].revents & POLLNVAL) != 0;
		end -= n;
	}
	return left;
}
