// System calls of the code sandbox: start a program under another uid, hand file descriptors over a
// socket, build a seccomp filter. Every pointer carries its bound, so Swift sees spans.
//
// Errors are returned as a negative errno. Every descriptor made here closes on exec.

#pragma once
#include <lifetimebound.h>
#include <ptrcheck.h>
#include <stdint.h>

/// What sandbox_spawn does to the child before it executes the program.
typedef struct {
  /// Real, effective and saved ids of the child; -1 leaves the caller's.
  int64_t uid;
  int64_t gid;
  /// RLIMIT_AS in bytes, 0 for none.
  uint64_t addressSpace;
} SandboxIdentity;

/// Starts a program in a session of its own, without new privileges and with an empty environment.
///
/// - Parameters:
///   - arguments: each ended by a NUL; the first is the absolute path of the program.
///   - descriptors: descriptor i of the child is descriptors[i]; -1 opens /dev/null; all others close.
/// - Returns: the process id, which is also its process group.
int64_t sandbox_spawn(
  const uint8_t *__counted_by(argumentBytes) arguments __noescape, int64_t argumentBytes,
  const int32_t *__counted_by(descriptorCount) descriptors __noescape, int64_t descriptorCount,
  SandboxIdentity identity);

/// Finds an executable file in the directories of PATH; a name with a slash stands for itself.
///
/// - Returns: the length of the path written, 0 where there is none.
int64_t sandbox_find(const uint8_t *__counted_by(nameBytes) name __noescape, int64_t nameBytes,
                     uint8_t *__counted_by(pathBytes) path __noescape, int64_t pathBytes);

/// Waits for a child.
///
/// - Returns: 1 when it has ended (and is gone), 0 when it still runs after the time.
int32_t sandbox_wait(int64_t pid, int32_t milliseconds);

/// A pipe: pair[0] reads, pair[1] writes.
int32_t sandbox_pipe(int32_t *__counted_by(count) pair __noescape, int64_t count);

/// Two connected sockets that keep the bounds of messages (SOCK_SEQPACKET).
int32_t sandbox_socketpair(int32_t *__counted_by(count) pair __noescape, int64_t count);

/// A sealed file in memory that holds the bytes, read from its start; nobody can change it.
int32_t sandbox_memory_file(const uint8_t *__counted_by(count) bytes __noescape, int64_t count);

/// An open /dev/null.
int32_t sandbox_null(void);

/// Sends one message with descriptors; they stay open here.
int32_t sandbox_send(
  int32_t socket, const uint8_t *__counted_by(count) bytes __noescape, int64_t count,
  const int32_t *__counted_by(descriptorCount) descriptors __noescape, int64_t descriptorCount);

/// Reads what is there: of a pipe, or one message of a socket.
///
/// - Returns: the number of bytes, 0 at the end of the stream.
int64_t sandbox_read(int32_t descriptor, uint8_t *__counted_by(count) bytes __noescape,
                     int64_t count);

/// Waits until one of the descriptors can be read or has ended; -1 entries are ignored.
///
/// On return ready[i] is 1 where that holds, else 0.
/// - Returns: how many are ready; 0 when the time is over.
int32_t sandbox_poll(
  const int32_t *__counted_by(count) descriptors __noescape, int64_t count,
  uint8_t *__counted_by(readyCount) ready __noescape, int64_t readyCount, int32_t milliseconds);

/// Writes a seccomp filter (an array of struct sock_filter) that refuses what tested code never needs
/// and a kernel exploit likes: see CSandboxFilter.c.
///
/// - Parameter namespaces: 0 refuses new namespaces and mounts too.
/// - Returns: the length of the filter in bytes.
int64_t sandbox_filter(int32_t namespaces, uint8_t *__counted_by(count) filter __noescape,
                       int64_t count);
