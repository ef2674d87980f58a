#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What configure found to guard against faults of memory, $HARD, is in the program that was built. What leaves no mark in the
# file (variables set to zero, stack clash protection) is looked for in what compiled it.
set -u
program=${builddir:-.}/certcard
[ -x "$program" ] || exit 99
case ${HARD-} in *-*) ;; *) echo 'this build goes without (--disable-hardening, --enable-asan)'; exit 77 ;; esac
readelf=${READELF:-readelf}
command -v "$readelf" >/dev/null || { echo 'no readelf here'; exit 77; }
bad=0
head=$("$readelf" -hlW "$program") dynamic=$("$readelf" -dW "$program") symbols=$("$readelf" -W --dyn-syms "$program")
# of an object of ours: a distribution whose start-up files do without takes the mark from all that is linked
notes=$("$readelf" -nW "${builddir:-.}/core/base/buf.o" 2>/dev/null)

# want FLAG TEXT PATTERN: where FLAG is among what configure found, TEXT has a line of PATTERN
want() {
	case " $HARD " in *" $1 "*) ;; *) echo "not asked for: $1"; return ;; esac
	printf '%s\n' "$2" | grep -Eq "$3" || { echo "$1 did not take: no $3"; bad=1; }
}

want -pie "$head" 'Type: +DYN'
want -Wl,-z,relro "$head" 'GNU_RELRO'
want -Wl,-z,now "$dynamic" 'FLAGS.*(BIND_NOW|NOW)'
want -Wl,-z,noexecstack "$head" 'GNU_STACK.* RW +0x'
want -fstack-protector-strong "$symbols" '__stack_chk_fail'
# what is there only if a buffer's size was known, or worked out (3)
want -D_FORTIFY_SOURCE=3 "$symbols" '__[a-z]+_chk'
want -D_FORTIFY_SOURCE=2 "$symbols" '__[a-z]+_chk'
want -fcf-protection=full "$notes" 'IBT.*SHSTK|SHSTK.*IBT'
want -mbranch-protection=standard "$notes" 'BTI'

printf '%s\n' "$head" | grep -Eq ' RWE ' && { echo 'a segment can be written and executed'; bad=1; }
printf '%s\n' "$dynamic" | grep -Eq 'TEXTREL|RPATH|RUNPATH' && { echo 'code that is patched, or libraries from a path of its own'; bad=1; }
# The usual ones of a compiler of this decade are no accident.
case $(${CC:-cc} -dM -E - </dev/null 2>/dev/null) in
*'__GNUC__ 1'[2-9]*)
	for flag in -pie -fstack-protector-strong -fstack-clash-protection -ftrivial-auto-var-init=zero -Wl,-z,relro -Wl,-z,now; do
		case " $HARD " in *" $flag "*) ;; *) echo "configure did without $flag"; bad=1 ;; esac
	done
	;;
esac
exit $bad
