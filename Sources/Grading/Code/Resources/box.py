# The first process of a sandbox. It never runs tested code: it waits for tasks on a socket and starts
# each in namespaces of its own, with a file system, a process table and limits that end with it.
#
# It is forked, not started, for each task, so the interpreter and the common modules are there
# already. What a task does to them stays in its copy.
import ctypes
import gc
import select
import signal
import socket
import struct

NEW_NAMESPACES = 0x10000000 | 0x20000000 | 0x00020000 | 0x08000000 | 0x40000000  # user pid mount ipc net
NO_SETUID, NO_DEVICES, NO_EXECUTE = 2, 4, 8
SET_DUMPABLE, NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 4, 38, 22, 2
NOT_CONFINED = 125  # exit code of a task that was not started
SYS_CLONE, SYS_CAPSET = {"x86_64": (56, 126), "aarch64": (220, 91)}[os.uname().machine]
C = ctypes.CDLL(None, use_errno=True)
C.mount.argtypes = [ctypes.c_char_p] * 3 + [ctypes.c_ulong, ctypes.c_char_p]


def must(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), what)
    return result


class Filter:
    """The seccomp filter of tested code, in the form of struct sock_fprog."""

    def __init__(self, code):
        self.code = ctypes.create_string_buffer(code, len(code))
        self.program = struct.pack("@HL", len(code) // 8, ctypes.addressof(self.code))

    def install(self):
        must(C.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")
        must(C.prctl(SET_SECCOMP, FILTER_MODE, self.program, 0, 0), "seccomp")


def clone_into_namespaces():
    """Forks a child that is the first process of new namespaces."""
    flags = NEW_NAMESPACES | signal.SIGCHLD
    return must(C.syscall(SYS_CLONE, ctypes.c_ulong(flags), 0, 0, 0, 0), "clone")


def write_file(path, text):
    with open(path, "w") as file:
        file.write(text)


def furnish(limits, user, group):
    """Identity and private file systems of the new namespaces."""
    write_file("/proc/self/setgroups", "deny")
    write_file("/proc/self/uid_map", f"1000 {user} 1")
    write_file("/proc/self/gid_map", f"1000 {group} 1")
    flags = NO_SETUID | NO_DEVICES
    size = b"size=%d,nr_inodes=4096,mode=1777" % limits["scratch"]
    must(C.mount(b"tmpfs", b"/tmp", b"tmpfs", flags, size), "mount /tmp")
    must(C.mount(b"tmpfs", b"/dev/shm", b"tmpfs", flags | NO_EXECUTE, size), "mount /dev/shm")
    if C.mount(b"proc", b"/proc", b"proc", flags | NO_EXECUTE, None) < 0:
        # some hosts forbid a second process table: then there is none to see
        must(C.mount(b"tmpfs", b"/proc", b"tmpfs", flags | NO_EXECUTE | 1, b"size=4k"), "hide /proc")
    os.chdir("/tmp")


def confine(limits):
    """Gives up every privilege of the new namespaces, then sets the limits."""
    import resource as r

    header = struct.pack("@II", 0x20080522, 0)
    must(C.syscall(SYS_CAPSET, header, bytes(24)), "capset")
    for kind, wanted in (
        (r.RLIMIT_CPU, limits["cpu"]),
        (r.RLIMIT_AS, limits["space"]),
        (r.RLIMIT_DATA, limits["memory"]),
        (r.RLIMIT_FSIZE, limits["file"]),
        (r.RLIMIT_NOFILE, 128),
        (r.RLIMIT_NPROC, limits["processes"]),
        (r.RLIMIT_CORE, 0),
        (r.RLIMIT_MEMLOCK, 0),
        (r.RLIMIT_MSGQUEUE, 0),
    ):
        _, hard = r.getrlimit(kind)
        ceiling = 1 << 62 if hard == r.RLIM_INFINITY else hard
        if wanted >= 0:
            spare = 1 if kind == r.RLIMIT_CPU else 0  # a second between the signal and the end
            r.setrlimit(kind, (min(wanted, ceiling), min(wanted + spare, ceiling)))
    C.prctl(SET_DUMPABLE, 1, 0, 0, 0)
    os.setsid()


class Box:
    def __init__(self, control, code):
        self.control = control
        self.filter = Filter(code)
        self.user, self.group = os.getuid(), os.getgid()

    def serve(self):
        """Waits for tasks. Returns only in the process of a task, with what it has to run."""
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, 1 << 16, 8)
            if not message:
                os._exit(0)
            task = json.loads(message)
            if "kill" in task:
                continue  # its task has ended by itself
            started = self.start(task, descriptors)
            if started:
                return started

    def start(self, task, descriptors):
        try:
            child = clone_into_namespaces()
        except OSError as error:
            self.report({"refused": str(error)}, descriptors)
            return None
        if child == 0:
            return self.begin(task, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        self.watch(child)
        return None

    def report(self, status, descriptors=()):
        for descriptor in descriptors:
            os.close(descriptor)
        try:
            self.control.send(json.dumps(status).encode())
        except OSError:
            os._exit(0)

    def watch(self, child):
        """Waits for the end of a task; a word on the socket ends it before."""
        handle = os.pidfd_open(child)
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        poll.register(self.control, select.POLLIN)
        while not any(descriptor == handle for descriptor, _ in poll.poll()):
            if not self.control.recv(1 << 16):
                os.kill(child, signal.SIGKILL)
                os._exit(0)
            os.kill(child, signal.SIGKILL)
            poll.unregister(self.control)
        os.close(handle)
        _, status, usage = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        self.report({"code": code, "cpu": usage.ru_utime + usage.ru_stime})

    def begin(self, task, descriptors):
        """In the first process of the namespaces: starts the task in a second and waits for it.

        The first process of a process table ignores signals that it does not handle; tested code
        is the second, so that signals mean to it what they mean elsewhere.
        """
        self.control.close()
        reading, writing = os.pipe()
        try:
            furnish(task["limits"], self.user, self.group)
            C.prctl(SET_DUMPABLE, 0, 0, 0, 0)
            child = os.fork()
            if child == 0:
                confine(task["limits"])
                self.filter.install()
                os.write(writing, b"!")
                os.close(reading)
                os.close(writing)
                gc.enable()
                return task, descriptors
        except BaseException:
            os._exit(NOT_CONFINED)
        for descriptor in [*descriptors, writing]:
            os.close(descriptor)
        while True:
            pid, status = os.wait()
            if pid == child:
                break
        if not os.read(reading, 1):
            os._exit(NOT_CONFINED)
        code = os.waitstatus_to_exitcode(status)
        os._exit(128 - code if code < 0 else min(code & 255, NOT_CONFINED - 1))
