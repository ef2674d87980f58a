/* SPDX-License-Identifier: GPL-3.0-or-later
 * The filter: a program for the kernel's BPF machine (seccomp(2)), made of the table of calls and of what is decided by
 * an argument. */
#include "config.h"

#include "base/enclose.h"
#include "base/sanitized.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Arguments lie otherwise on other machines. */
#if defined __x86_64__
#define ENCLOSE_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ENCLOSE_ARCH AUDIT_ARCH_AARCH64
#endif

#if !defined ENCLOSE_ARCH || defined SANITIZED || !ENABLE_SANDBOX

bool enclose_there(void)
{
	return false;
}

bool enclose(unsigned what)
{
	(void)what;
	return false;
}

#else

enum { ENCLOSE_STEPS = 512, ENCLOSE_X32 = 0x40000000 };

struct filter {
	struct sock_filter step[ENCLOSE_STEPS];
	unsigned short n;
};

static const struct { uint32_t nr; unsigned when; } enclosed[] = {
#define ENCLOSED(name, when) { __NR_##name, when },
#include "base/enclosed.def"
#undef ENCLOSED
};

static void add(struct filter *f, uint16_t code, uint32_t k, uint8_t yes, uint8_t no)
{
	f->step[f->n++] = (struct sock_filter){ .code = code, .jt = yes, .jf = no, .k = k };
}

static void load(struct filter *f, size_t offset)
{
	add(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

/* The low half of an argument, which is all that the kernel takes of a flag or a process. */
static void load_argument(struct filter *f, unsigned i)
{
	load(f, offsetof(struct seccomp_data, args) + i * sizeof(uint64_t));
}

static void fail(struct filter *f, int error)
{
	add(f, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error, 0, 0);
}

static void allow(struct filter *f)
{
	add(f, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

static void fail_call(struct filter *f, uint32_t nr, int error)
{
	add(f, BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 1);
	fail(f, error);
}

/* Of this call, allow what has a bit of `bits` in argument `i` (`has`), or none. The call's number is loaded. */
static void decide_bits(struct filter *f, uint32_t nr, unsigned i, uint32_t bits, bool has)
{
	add(f, BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 4);
	load_argument(f, i);
	add(f, BPF_JMP | BPF_JSET | BPF_K, bits, has ? 1 : 0, has ? 0 : 1);
	fail(f, EPERM);
	allow(f);
}

/* kill(0, SIGTSTP), as a terminal does for who reads keys himself. */
static void allow_stop(struct filter *f)
{
	add(f, BPF_JMP | BPF_JEQ | BPF_K, __NR_kill, 0, 6);
	load_argument(f, 0);
	add(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3);
	load_argument(f, 1);
	add(f, BPF_JMP | BPF_JEQ | BPF_K, SIGTSTP, 0, 1);
	allow(f);
	load(f, offsetof(struct seccomp_data, nr));
}

static void decide_self(struct filter *f, uint32_t nr)
{
	add(f, BPF_JMP | BPF_JEQ | BPF_K, nr, 0, 4);
	load_argument(f, 0);
	add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 1, 0);
	fail(f, EPERM);
	allow(f);
}

static void filter_make(struct filter *f, unsigned what)
{
	const uint32_t writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
	size_t i;

	f->n = 0;
	load(f, offsetof(struct seccomp_data, arch));
	add(f, BPF_JMP | BPF_JEQ | BPF_K, ENCLOSE_ARCH, 1, 0);
	fail(f, ENOSYS);
	load(f, offsetof(struct seccomp_data, nr));
	add(f, BPF_JMP | BPF_JGE | BPF_K, ENCLOSE_X32, 0, 1);
	fail(f, ENOSYS);
	for (i = 0; i < sizeof enclosed / sizeof *enclosed; i++)
		if (enclosed[i].when == ENCLOSE_BASE || (enclosed[i].when & what) != 0)
			fail_call(f, enclosed[i].nr, EPERM);
	/* their arguments are out of sight, and libraries do without them */
#ifdef __NR_clone3
	fail_call(f, __NR_clone3, ENOSYS);
#endif
#ifdef __NR_openat2
	fail_call(f, __NR_openat2, ENOSYS);
#endif
	decide_bits(f, __NR_clone, 0, CLONE_THREAD, true);
	if (what & ENCLOSE_STOPS)
		allow_stop(f);
	decide_self(f, __NR_kill);
	decide_self(f, __NR_tgkill);
	if (what & ENCLOSE_NO_WRITE) {
#ifdef __NR_open
		decide_bits(f, __NR_open, 1, writes, false);
#endif
		decide_bits(f, __NR_openat, 2, writes, false);
	}
	allow(f);
}

bool enclose_there(void)
{
	uint32_t action = SECCOMP_RET_ERRNO;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool enclose(unsigned what)
{
	struct filter f;
	struct sock_fprog program = { .filter = f.step };

	filter_make(&f, what);
	program.len = f.n;
	/* All threads or none: one without it would do as it likes. */
	return enclose_there() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
		&& syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

#endif
