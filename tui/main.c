/* SPDX-License-Identifier: GPL-3.0-or-later
 * certcard: options, then the screen or a report. */
#include "config.h"

#include <stdio.h>

int main(void)
{
	(void)printf("%s\n", PACKAGE_STRING);
	return 0;
}
