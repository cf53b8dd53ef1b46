# What runs in the sandbox's processes: the modules that tested programs commonly import are loaded
# once, then each task runs in a fork of this process.
WARM_MODULES = """abc array ast base64 bisect builtins calendar cmath collections collections.abc
contextlib copy csv ctypes dataclasses datetime decimal difflib enum fractions functools hashlib heapq
importlib.util inspect io itertools json math numbers operator os queue random re signal socket
statistics string struct subprocess sys tempfile textwrap threading time traceback types typing
unittest unicodedata uuid zlib"""
SYNTAX, MEMORY = 85, 86  # exit codes of a program that says why it ended


def warm_up(packages):
    """Loads the common modules; with `packages`, those that the system has installed can be too."""
    import site

    for name in WARM_MODULES.split():
        try:
            __import__(name)
        except ImportError:
            pass  # a slim Python
    site.setquit()
    site.setcopyright()
    site.sethelper()
    if packages:
        site.main()
    sys.path[:] = [p for p in sys.path if p]


def run_program(source):
    """Runs a whole program as `python3 FILE` would, on the standard streams."""
    import types

    module = types.ModuleType("__main__")
    sys.argv[:] = ["/tmp/main.py"]
    module.__file__ = sys.argv[0]
    sys.modules["__main__"] = module
    try:
        code = compile(source, sys.argv[0], "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        os._exit(SYNTAX)
    try:
        exec(code, module.__dict__)
    except MemoryError:
        sys.stdout.flush()
        os._exit(MEMORY)


ENVIRONMENT = {"PATH": "/usr/bin", "HOME": "/tmp", "TMPDIR": "/tmp", "LANG": "C.UTF-8"}


def run_command(command):
    """Replaces this process by a program of another language."""
    os.execve(command[0], command, ENVIRONMENT)


def run_compiler(command):
    """Compiles, and writes what was made to standard output."""
    import subprocess

    done = subprocess.run(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode == 0:
        with open("/tmp/program", "rb") as file:
            sys.stdout.buffer.write(file.read())
            sys.stdout.flush()
    os._exit(done.returncode != 0)


def write_files(names, descriptors):
    for name, descriptor in zip(names, descriptors):
        with open(name, "wb") as file:
            file.write(read_whole(descriptor))
        os.chmod(name, 0o755)
        os.close(descriptor)


def take_streams(descriptors):
    """Puts the given descriptors in the places of standard input, output and error."""
    for place, descriptor in enumerate(descriptors):
        os.dup2(descriptor, place)
        os.close(descriptor)
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape")
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape")
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr


def run(task, descriptors):
    role, limit = task["role"], task["limits"]["answer"]
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    if role == "judge":
        run_judge(*descriptors, limit)
        os._exit(0)
    if role == "syntax":
        try:
            run_syntax(*descriptors)
        finally:
            os._exit(0)
    if role == "answer":
        try:
            run_answer(*descriptors, limit)
        finally:
            os._exit(0)
    files = descriptors[3:]
    take_streams(descriptors[:3])
    if role == "program":
        return run_program(read_whole(files[0]))
    write_files(task["files"], files)
    return run_compiler(task["command"]) if role == "compile" else run_command(task["command"])


def main():
    control = socket.socket(fileno=3)
    options = json.loads(control.recv(1 << 16))
    warm_up(options["packages"])
    box = Box(control, bytes.fromhex(options["filter"]))
    gc.collect()
    gc.disable()
    gc.freeze()
    try:
        must(C.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")
    except OSError as error:
        box.report({"refused": str(error)})
    version = "%d.%d.%d" % sys.version_info[:3]
    box.report({"ready": version})
    run(*box.serve())


main()
