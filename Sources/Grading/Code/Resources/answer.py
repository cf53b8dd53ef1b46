# The candidate's side: loads the tested code and answers calls. It is told arguments, never what the
# tests expect, and nothing that it says is taken for more than a value.
import builtins
import sys
import types


class Candidate(Wire):
    """Serves the judge. Objects that cannot cross stay in `kept` and cross as their number."""

    def __init__(self, lines):
        super().__init__()
        self.lines = lines
        self.kept, self.numbers = [], {}
        self.module = types.ModuleType("solution")
        sys.modules["solution"] = self.module

    # -- what cannot cross ----------------------------------------------------------------------

    def keep(self, value):
        n = self.numbers.get(id(value))
        if n is None:
            n = self.numbers[id(value)] = len(self.kept)
            self.kept.append(value)
        return n

    def own(self, value, table):
        if type(value) in (Borrowed, BorrowedCall, BorrowedIterator):
            return {"t": "back", "v": value._number}
        if isinstance(value, types.ModuleType):
            return {"t": "module", "v": value.__name__}
        if isinstance(value, type):
            if value.__name__ in self.mirrored and self.mirrored[value.__name__] is value:
                return {"t": "mirrored", "v": value.__name__}
            if issubclass(value, BaseException):
                return self.exception_class(value)
            return {"t": "kept", "v": self.keep(value), "k": "class", "n": value.__name__}
        kind = "call" if callable(value) else "object"
        if hasattr(type(value), "__next__"):
            kind = "iterator"
        if isinstance(value, types.CoroutineType):
            kind = "coroutine"
        return {"t": "kept", "v": self.keep(value), "k": kind, "n": type(value).__name__}

    def exception_class(self, kind):
        standard = self.standard(kind)
        if standard:
            return standard
        bases = [self.own(b, None) for b in kind.__bases__ if issubclass(b, BaseException)]
        return {"t": "raised", "v": self.keep(kind), "n": kind.__name__, "b": bases}

    def foreign(self, node, table):
        tag, content = node["t"], node.get("v")
        if tag == "kept":
            return self.kept[content]
        if tag == "mirrored":
            return self.mirrored[content]
        if tag == "standard":
            return find_standard(node)
        kinds = {"call": BorrowedCall, "iterator": BorrowedIterator}
        return kinds.get(node["k"], Borrowed)(self, content)

    # -- requests ------------------------------------------------------------------------------

    def load(self, code, before):
        """Runs the tested code as a module; the imports and classes of the set-up go before it."""
        space = self.module.__dict__
        for text in before:
            try:
                exec(compile(text, "<setup>", "exec"), space)
            except Exception:
                pass  # the set-up may need what only the tested code defines
        exec(code, space)

    def declare(self, after):
        """Defines the classes of the tests, after the tested code, as one file would."""
        space = self.module.__dict__
        for name, text in after:
            try:
                exec(compile(text, "<tests>", "exec"), space)
            except Exception:
                continue
        for name, _ in after:
            if isinstance(space.get(name), type):
                self.mirrored[name] = space[name]

    def lookup(self, wanted):
        space = self.module.__dict__
        return [[n, self.encode(space[n], Table())] for n in wanted if n in space]

    def serve(self):
        """Answers requests until the judge is gone."""
        while True:
            self.answer(self.lines.receive())

    def answer(self, request):
        try:
            reply = self.perform(request)
        except (Closed, TooLong, Garbled):
            raise
        except BaseException as error:
            reply = {"e": self.error(error)}
        try:
            self.lines.send(reply)
        except TooLong:
            self.lines.send({"long": True})

    def perform(self, request):
        table = Table()
        operation = request["o"]
        if operation == "names":
            return {"v": {"t": "names", "v": self.lookup(request["a"])}}
        target = self.decode(request["f"], table)
        arguments = self.every(request["a"], table)
        named = [(k, self.decode(v, table)) for k, v in request.get("n", ())]
        before = self.snapshot(table)
        result = OPERATIONS[operation](target, *arguments, **dict(named))
        encoded = self.encode(result, table)
        return {"v": encoded, "m": self.changes(before, table)}

    def error(self, error):
        """An exception as its class, its arguments and its text."""
        table = Table()
        try:
            arguments = self.all(error.args, table)
        except BaseException:
            arguments = []
        try:
            text = str(error)[:1000]
        except BaseException:
            text = ""
        return {"c": self.exception_class(type(error)), "a": arguments, "s": text}

    def borrow(self, number, operation, arguments):
        """Asks the judge to call a function of the tests, or for the next of its iterator."""
        table = Table()
        self.lines.send({"back": number, "o": operation, "a": self.all(arguments, table)})
        while True:
            message = self.lines.receive()
            if "r" in message:
                return self.decode(message["r"], table)
            if "e" in message:
                kind = self.decode(message["e"], table)
                raise kind(message["s"])
            self.answer(message)


class Borrowed:
    """An object of the tests: the tested code may hold it and hand it back, not look into it."""

    def __init__(self, side, number):
        self._side, self._number = side, number


class BorrowedCall(Borrowed):
    def __call__(self, *arguments):
        return self._side.borrow(self._number, "call", arguments)


class BorrowedIterator(Borrowed):
    def __iter__(self):
        return self

    def __next__(self):
        return self._side.borrow(self._number, "next", ())


def attribute_call(target, name, *arguments, **named):
    return getattr(target, name)(*arguments, **named)


def setattribute(target, name, value):
    setattr(target, name, value)


def operate(target, name, *arguments):
    """An operator, as the interpreter would look it up: on the class."""
    method = getattr(type(target), name, None)
    return NotImplemented if method is None else method(target, *arguments)


def take(target, count):
    """Up to `count` values of an iterator, and whether it has ended.

    An exception after some values waits until the next are wanted.
    """
    if id(target) in FAILED:
        raise FAILED.pop(id(target))
    taken = []
    for _ in range(count):
        try:
            taken.append(next(target))
        except StopIteration:
            return taken, True
        except Exception as error:
            if not taken:
                raise
            FAILED[id(target)] = error
            break
    return taken, False


FAILED = {}


def delete(target, key):
    del target[key]


def store(target, key, value):
    target[key] = value


OPERATIONS = {
    "call": lambda f, *a, **n: f(*a, **n),
    "method": attribute_call,
    "get": getattr,
    "set": setattribute,
    "operator": operate,
    "next": next,
    "take": take,
    "iter": iter,
    "len": len,
    "bool": bool,
    "str": str,
    "repr": repr,
    "hash": hash,
    "item": lambda o, k: o[k],
    "store": store,
    "delete": delete,
    "in": lambda o, k: k in o,
    "isinstance": lambda k, o: isinstance(o, k),
    "issubclass": lambda k, o: issubclass(o, k),
    "enter": lambda o: type(o).__enter__(o),
    "exit": lambda o: type(o).__exit__(o, None, None, None),
    "await": lambda o: __import__("asyncio").run(o),
}


def run_answer(source, reading, writing, limit):
    """Loads the code in file descriptor `source` and answers over the pipes."""
    lines = Lines(reading, writing, limit)
    side = Candidate(lines)
    setup = lines.receive()
    try:
        text = read_whole(source)
        code = compile(text, "<solution>", "exec", dont_inherit=True)
    except MemoryError as error:
        lines.send({"e": side.error(error)})
        return
    except (SyntaxError, ValueError, RecursionError) as error:
        lines.send({"syntax": getattr(error, "lineno", None) or 0})
        return
    try:
        side.load(code, setup["before"])
    except (Closed, TooLong, Garbled):
        raise
    except BaseException as error:
        lines.send({"e": side.error(error)})
        return
    side.declare(setup["after"])
    lines.send({"ready": True})
    side.serve()


def run_syntax(sources, answers):
    """Says of each source, a JSON string on a line of `sources`, whether it compiles."""
    import os

    for line in read_whole(sources).split(b"\n")[:-1]:
        said = {"ready": True}
        try:
            compile(json.loads(line).encode(), "<solution>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            said = {"syntax": getattr(error, "lineno", None) or 0}
        except MemoryError:
            said = {"memory": True}
        os.write(answers, json.dumps(said).encode() + b"\n")


def read_whole(descriptor):
    import os

    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)
