#define _GNU_SOURCE
#include "include/CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { maxArguments = 256, maxDescriptors = 16 };

typedef struct {
  char *arguments[maxArguments + 1];
  int32_t descriptors[maxDescriptors];
  int64_t descriptorCount;
  SandboxIdentity identity;
  sigset_t mask;
  volatile int error;
} Launch;

// Puts the descriptors at 0, 1, 2 … and closes the rest. All are first copied above the targets, so
// that no copy overwrites a source.
static int place_descriptors(const Launch *launch) {
  int32_t copies[maxDescriptors];
  for (int i = 0; i < launch->descriptorCount; i++) {
    int source = launch->descriptors[i];
    if (source < 0) source = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (source < 0) return -1;
    copies[i] = fcntl(source, F_DUPFD_CLOEXEC, maxDescriptors + 4);
    if (copies[i] < 0) return -1;
  }
  for (int i = 0; i < launch->descriptorCount; i++)
    if (dup2(copies[i], i) < 0) return -1;
  return (int)syscall(SYS_close_range, (unsigned)launch->descriptorCount, ~0u, 0);
}

// The ids are set by raw system calls: the C library's wrappers signal every thread of the process,
// and this child still shares the memory of its parent.
static int take_identity(const SandboxIdentity *identity) {
  if (identity->gid >= 0) {
    gid_t gid = (gid_t)identity->gid;
    if (syscall(SYS_setgroups, 0, NULL) < 0) return -1;
    if (syscall(SYS_setresgid, gid, gid, gid) < 0) return -1;
  }
  if (identity->uid >= 0) {
    uid_t uid = (uid_t)identity->uid;
    if (syscall(SYS_setresuid, uid, uid, uid) < 0) return -1;
  }
  struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) < 0) return -1;
  if (identity->addressSpace > 0) {
    struct rlimit space = {identity->addressSpace, identity->addressSpace};
    if (setrlimit(RLIMIT_AS, &space) < 0) return -1;
  }
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static void child(Launch *launch) {
  static char *const noEnvironment[] = {NULL};
  setsid();
  for (int signal = 1; signal < 32; signal++)
    if (signal != SIGKILL && signal != SIGSTOP) {
      struct sigaction standard = {.sa_handler = SIG_DFL};
      sigaction(signal, &standard, NULL);
    }
  sigprocmask(SIG_SETMASK, &launch->mask, NULL);
  // a caller's working directory may be closed to the new user
  if (chdir("/") == 0 && place_descriptors(launch) == 0 && take_identity(&launch->identity) == 0)
    execve(launch->arguments[0], launch->arguments, noEnvironment);
  launch->error = errno;
  _exit(127);
}

int64_t sandbox_spawn(const uint8_t *arguments, int64_t argumentBytes, const int32_t *descriptors,
                      int64_t descriptorCount, SandboxIdentity identity) {
  if (argumentBytes <= 0 || descriptorCount > maxDescriptors) return -EINVAL;
  if (arguments[argumentBytes - 1] != 0) return -EINVAL;
  Launch launch = {.descriptorCount = descriptorCount, .identity = identity, .error = 0};
  int64_t count = 0;
  for (int64_t at = 0; at < argumentBytes; at += strlen((const char *)arguments + at) + 1) {
    if (count == maxArguments) return -E2BIG;
    launch.arguments[count++] = (char *)arguments + at;
  }
  launch.arguments[count] = NULL;
  memcpy(launch.descriptors, descriptors, sizeof(int32_t) * (size_t)descriptorCount);
  sigemptyset(&launch.mask);
  // no handler of the parent may run in the child while both share one memory
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = vfork();
  if (pid == 0) child(&launch);
  int error = pid < 0 ? errno : launch.error;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (pid > 0 && error != 0) waitpid(pid, NULL, 0);
  return error != 0 ? -error : pid;
}

int64_t sandbox_find(const uint8_t *name, int64_t nameBytes, uint8_t *path, int64_t pathBytes) {
  char candidate[4096];
  const char *directories = memchr(name, '/', (size_t)nameBytes) ? "" : getenv("PATH");
  while (directories) {
    int length = (int)strcspn(directories, ":");
    int written = snprintf(candidate, sizeof candidate, "%.*s%s%.*s", length, directories,
                           length ? "/" : "", (int)nameBytes, (const char *)name);
    if (written > 0 && written < (int)sizeof candidate && written <= pathBytes &&
        access(candidate, X_OK) == 0) {
      memcpy(path, candidate, (size_t)written);
      return written;
    }
    directories = directories[length] ? directories + length + 1 : NULL;
  }
  return 0;
}

int32_t sandbox_wait(int64_t pid, int32_t milliseconds) {
  for (int32_t spent = 0;; spent += 2) {
    int status;
    pid_t got = waitpid((pid_t)pid, &status, WNOHANG);
    if (got == pid || (got < 0 && errno == ECHILD)) return 1;
    if (spent >= milliseconds) return 0;
    struct timespec pause = {0, 2000000};
    nanosleep(&pause, NULL);
  }
}

int32_t sandbox_pipe(int32_t *pair, int64_t count) {
  if (count != 2) return -EINVAL;
  int both[2];
  if (pipe2(both, O_CLOEXEC) < 0) return -errno;
  pair[0] = both[0];
  pair[1] = both[1];
  return 0;
}

int32_t sandbox_socketpair(int32_t *pair, int64_t count) {
  if (count != 2) return -EINVAL;
  int both[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, both) < 0) return -errno;
  pair[0] = both[0];
  pair[1] = both[1];
  return 0;
}

int32_t sandbox_memory_file(const uint8_t *bytes, int64_t count) {
  int file = memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -errno;
  for (int64_t done = 0; done < count;) {
    ssize_t wrote = write(file, bytes + done, (size_t)(count - done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      int error = errno;
      close(file);
      return -error;
    }
    done += wrote;
  }
  lseek(file, 0, SEEK_SET);
  fcntl(file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  return file;
}

int32_t sandbox_null(void) {
  int file = open("/dev/null", O_RDWR | O_CLOEXEC);
  return file < 0 ? -errno : file;
}

int32_t sandbox_send(int32_t socket, const uint8_t *bytes, int64_t count,
                     const int32_t *descriptors, int64_t descriptorCount) {
  if (descriptorCount > maxDescriptors) return -EINVAL;
  union {
    char bytes[CMSG_SPACE(sizeof(int) * maxDescriptors)];
    struct cmsghdr alignment;
  } control;
  memset(&control, 0, sizeof control);
  struct iovec part = {.iov_base = (void *)bytes, .iov_len = (size_t)count};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  if (descriptorCount > 0) {
    size_t length = sizeof(int) * (size_t)descriptorCount;
    message.msg_control = control.bytes;
    message.msg_controllen = CMSG_SPACE(length);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(length);
    memcpy(CMSG_DATA(header), descriptors, length);
  }
  ssize_t sent;
  do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? -errno : 0;
}

int64_t sandbox_read(int32_t descriptor, uint8_t *bytes, int64_t count) {
  ssize_t got;
  do got = read(descriptor, bytes, (size_t)count);
  while (got < 0 && errno == EINTR);
  return got < 0 ? -errno : got;
}

int32_t sandbox_poll(const int32_t *descriptors, int64_t count, uint8_t *ready, int64_t readyCount,
                     int32_t milliseconds) {
  if (count > maxDescriptors || readyCount < count) return -EINVAL;
  struct pollfd polled[maxDescriptors];
  for (int64_t i = 0; i < count; i++) {
    polled[i] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    ready[i] = 0;
  }
  int got = poll(polled, (nfds_t)count, milliseconds);
  if (got < 0) return errno == EINTR ? 0 : -errno;
  for (int64_t i = 0; i < count; i++) ready[i] = polled[i].revents != 0;
  return got;
}
