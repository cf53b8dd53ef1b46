// A seccomp filter in classic BPF (https://docs.kernel.org/userspace-api/seccomp_filter.html).
//
// A deny list: tested code may use threads, files, pipes and child processes as it likes; what is
// refused are doors out of the sandbox, memory that no limit counts, and corners of the kernel with a
// record of exploits. A refused call fails with EPERM, so a program that merely tries goes on.
// The flags of clone3 lie in memory where a filter cannot look: it fails with ENOSYS and the C library
// falls back to clone, whose flags are a register.
#define _GNU_SOURCE
#include "include/CSandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define HOST_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define HOST_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no seccomp filter for this architecture"
#endif

static const int refusedAlways[] = {
  // other processes' memory and the kernel's own machinery
  SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd,
  SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter,
  SYS_io_uring_register, SYS_io_setup, SYS_io_submit, SYS_vmsplice, SYS_add_key, SYS_request_key,
  SYS_keyctl, SYS_kexec_load, SYS_kexec_file_load, SYS_init_module, SYS_finit_module,
  SYS_delete_module, SYS_lookup_dcookie, SYS_nfsservctl, SYS_syslog, SYS_personality,
  // the machine
  SYS_reboot, SYS_swapon, SYS_swapoff, SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime,
  SYS_adjtimex, SYS_acct, SYS_quotactl, SYS_vhangup,
  // files by another name than their path
  SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_fanotify_init, SYS_fanotify_mark,
  // memory and queues that outlive a process or that no limit counts
  SYS_memfd_create, SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semop, SYS_semtimedop,
  SYS_semctl, SYS_msgget, SYS_msgsnd, SYS_msgrcv, SYS_msgctl, SYS_mq_open, SYS_mq_unlink,
#if defined(__x86_64__)
  SYS_modify_ldt, SYS_iopl, SYS_ioperm, SYS_uselib, SYS_ustat, SYS_sysfs,
#endif
#ifdef SYS_memfd_secret
  SYS_memfd_secret,
#endif
#ifdef SYS_quotactl_fd
  SYS_quotactl_fd,
#endif
};

static const int refusedWithoutNamespaces[] = {
  SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_tree,
  SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_sethostname,
  SYS_setdomainname,
#ifdef SYS_mount_setattr
  SYS_mount_setattr,
#endif
};

enum {
  newNamespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
                  CLONE_NEWPID | CLONE_NEWNET,
  x32Bit = 0x40000000,
  maxInstructions = 256,
};

typedef struct {
  struct sock_filter code[maxInstructions];
  int length;
} Program;

static void add(Program *program, struct sock_filter instruction) {
  program->code[program->length++] = instruction;
}

static void load(Program *program, size_t offset) {
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void answer(Program *program, unsigned action) {
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

// If the call that is loaded has this number it fails with the error.
static void refuse(Program *program, int call, int error) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1));
  answer(program, SECCOMP_RET_ERRNO | (unsigned)error);
}

// socket() makes local sockets only: no network even where a namespace had one.
static void refuse_network(Program *program) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4));
  load(program, offsetof(struct seccomp_data, args[0]));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0));
  answer(program, SECCOMP_RET_ERRNO | EPERM);
  answer(program, SECCOMP_RET_ALLOW);
}

static void refuse_new_namespaces(Program *program) {
  int count = (int)(sizeof refusedWithoutNamespaces / sizeof *refusedWithoutNamespaces);
  for (int i = 0; i < count; i++) refuse(program, refusedWithoutNamespaces[i], EPERM);
  refuse(program, SYS_clone3, ENOSYS);
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4));
  load(program, offsetof(struct seccomp_data, args[0]));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, newNamespaces, 0, 1));
  answer(program, SECCOMP_RET_ERRNO | EPERM);
  answer(program, SECCOMP_RET_ALLOW);
}

int64_t sandbox_filter(int32_t namespaces, uint8_t *filter, int64_t count) {
  Program program = {.length = 0};
  load(&program, offsetof(struct seccomp_data, arch));
  add(&program,
      (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, HOST_ARCHITECTURE, 1, 0));
  answer(&program, SECCOMP_RET_KILL_PROCESS);
  load(&program, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  add(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32Bit, 0, 1));
  answer(&program, SECCOMP_RET_ERRNO | ENOSYS);
#endif
  int always = (int)(sizeof refusedAlways / sizeof *refusedAlways);
  for (int i = 0; i < always; i++) refuse(&program, refusedAlways[i], EPERM);
  if (!namespaces) {
    refuse_network(&program);
    refuse_new_namespaces(&program);
  }
  answer(&program, SECCOMP_RET_ALLOW);
  int64_t bytes = (int64_t)sizeof(struct sock_filter) * program.length;
  if (bytes > count) return -ENOSPC;
  memcpy(filter, program.code, (size_t)bytes);
  return bytes;
}
