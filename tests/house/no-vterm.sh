#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in for the screen tests where configure found no libvterm to build them with.
echo 'no screen test was built: libvterm is missing (Debian: libvterm-dev)'
exit 77
