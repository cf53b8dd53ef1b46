# The judge: evaluates the text of the tests. It never sees the tested code; a name that only the
# tested code defines is a stand-in here, whose calls are answered by the candidate's process.
#
# What the tests compare are plain values, decoded here, with the operators of this process. Objects
# of the candidate's own classes stay there; where their own operators had to be asked, the verdict
# is marked weak.
import ast
import builtins
import math
import sys
import threading
import traceback
import types
import unittest
from importlib.util import find_spec

ASSUMED_MODULES = sys.stdlib_module_names - {"code", "test", "this", "antigravity"}


class Remote:
    """An object that stays in the candidate's process."""

    __slots__ = ("_judge", "_number", "_class", "_built", "__weakref__")

    def __init__(self, judge, number, name, built):
        for slot, value in zip(Remote.__slots__, (judge, number, name, built)):
            object.__setattr__(self, slot, value)

    def __getattr__(self, name):
        return self._judge.request("get", self, [name])

    def __setattr__(self, name, value):
        self._judge.request("set", self, [name, value])

    def __hash__(self):
        return object.__hash__(self)

    def __bool__(self):
        return self._judge.request("bool", self) is True

    def __str__(self):
        return plain(self._judge.request("str", self), str)

    def __repr__(self):
        return plain(self._judge.request("repr", self), str)

    def __format__(self, spec):
        return format(str(self), spec)

    def __len__(self):
        return plain(self._judge.request("len", self), int)

    def __iter__(self):
        return iter(self._judge.request("iter", self))

    def __getitem__(self, key):
        return self._judge.request("item", self, [key])

    def __setitem__(self, key, value):
        self._judge.request("store", self, [key, value])

    def __delitem__(self, key):
        self._judge.request("delete", self, [key])

    def __contains__(self, key):
        self._judge.ask_operator(self, key)
        return self._judge.request("in", self, [key]) is True

    def __enter__(self):
        return self._judge.request("enter", self)

    def __exit__(self, kind, error, trace):
        self._judge.request("exit", self)

    def __eq__(self, other):
        if self is other:
            return True
        if not self._judge.may_compare(self, other):
            return False
        return self._judge.request("operator", self, ["__eq__", other])

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal


def operator_method(name):
    def method(self, *others):
        if not all(self._judge.may_compare(self, o) for o in others):
            return NotImplemented
        return self._judge.request("operator", self, [name, *others])

    return method


for stem in "lt le gt ge".split():
    setattr(Remote, f"__{stem}__", operator_method(f"__{stem}__"))
for stem in "add sub mul truediv floordiv mod pow and or xor matmul lshift rshift divmod".split():
    for prefix in ("", "r"):
        setattr(Remote, f"__{prefix}{stem}__", operator_method(f"__{prefix}{stem}__"))
for stem in "neg pos abs invert int float index round".split():
    setattr(Remote, f"__{stem}__", operator_method(f"__{stem}__"))


class RemoteCall(Remote):
    """A function of the candidate."""

    __slots__ = ()

    def __call__(self, *arguments, **named):
        return self._judge.request("call", self, arguments, named)


class RemoteClass(RemoteCall):
    """A class of the candidate: a call makes an object there."""

    __slots__ = ()

    def __call__(self, *arguments, **named):
        made = self._judge.request("call", self, arguments, named)
        if isinstance(made, Remote) and type(made) is not RemoteClass:
            object.__setattr__(made, "_built", True)
        return made

    def __instancecheck__(self, value):
        if not isinstance(value, Remote):
            return False
        self._judge.weak = True
        return self._judge.request("isinstance", self, [value]) is True

    def __subclasscheck__(self, value):
        self._judge.weak = True
        return self._judge.request("issubclass", self, [value]) is True

    def __mro_entries__(self, bases):
        raise Unsupported("a test derives from a class of the tested code")


class RemoteIterator(RemoteCall):
    """An iterator of the candidate: its values come when they are asked for, a few at a time."""

    __slots__ = ()

    def __iter__(self):
        return self

    def __next__(self):
        return self._judge.next_of(self)


class RemoteModule:
    """The tested code as a module that tests import."""

    def __init__(self, judge):
        self._judge = judge

    def __getattr__(self, name):
        found = self._judge.lookup([name])
        if name not in found:
            raise AttributeError(name)
        return found[name]


class Unsupported(BaseException):
    """The tests do what cannot be done over a process's border."""


async def awaited(judge, remote):
    return judge.request("await", remote)


def plain(value, kind):
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}")
    return value


class Judge(Wire):
    def __init__(self, lines, announce):
        super().__init__()
        self.lines, self.announce = lines, announce
        self.remotes, self.lent, self.numbers = {}, [], {}
        self.raised, self.ahead = {}, {}
        self.turn = threading.RLock()
        self.calls = 0
        self.weak = False

    # -- what cannot cross ----------------------------------------------------------------------

    def own(self, value, table):
        if isinstance(value, Remote):
            return {"t": "kept", "v": value._number}
        if isinstance(value, type) and value in self.raised:
            return {"t": "kept", "v": self.raised[value]}
        if isinstance(value, type) and self.mirrored.get(value.__name__) is value:
            return {"t": "mirrored", "v": value.__name__}
        standard = self.standard(value)
        if standard:
            return standard
        kind = "call" if callable(value) else "object"
        if hasattr(type(value), "__next__"):
            kind = "iterator"
        n = self.numbers.setdefault(id(value), len(self.lent))
        if n == len(self.lent):
            self.lent.append(value)
        return {"t": "lent", "v": n, "k": kind}

    def foreign(self, node, table):
        tag, content = node["t"], node.get("v")
        if tag == "kept":
            return self.remote(content, node)
        if tag == "back":
            return self.lent[content]
        if tag == "mirrored":
            return self.mirrored[content]
        if tag == "names":
            return {n: self.decode(v, Table()) for n, v in content}
        if tag == "module":
            return assumed_module(content)
        if tag == "raised":
            return self.raised_class(content, node)
        if tag == "standard":
            found = find_standard(node)
            if found is unittest.SkipTest:
                return Exception  # or a test could be skipped from the other side
            if isinstance(found, type) and (
                found.__module__ == "builtins" or issubclass(found, BaseException)
            ):
                return found
        raise ValueError(tag)

    def remote(self, number, node):
        made = self.remotes.get(number)
        if made is None:
            if node["k"] == "coroutine":
                return awaited(self, Remote(self, number, node["n"], False))
            kinds = {"class": RemoteClass, "call": RemoteCall, "iterator": RemoteIterator}
            kind = kinds.get(node["k"], Remote)
            made = self.remotes[number] = kind(self, number, node["n"], False)
        return made

    def raised_class(self, number, node):
        """An exception class of the candidate, as a class here, so that `except` can name it."""
        for kind, n in self.raised.items():
            if n == number:
                return kind
        bases = [self.foreign(b, None) for b in node["b"]]
        bases = [b for b in bases if issubclass(b, BaseException)] or [Exception]
        try:
            kind = type(node["n"], tuple(bases), {})
        except TypeError:
            kind = type(node["n"], (Exception,), {})
        self.raised[kind] = number
        return kind

    def may_compare(self, remote, other):
        """Whether an operator of the candidate's class may decide.

        An object that the tests themselves built from a named class may: they speak of that class.
        One that a function returned in place of a value may not, unless the other side is such an
        object too; else one that claims to equal everything would pass every test.
        """
        self.weak = True
        return remote._built or isinstance(other, Remote)

    def ask_operator(self, remote, other):
        if not self.may_compare(remote, other):
            raise TypeError("the tested code returned an object of its own class")

    # -- requests ------------------------------------------------------------------------------

    def request(self, operation, target, arguments=(), named={}):
        if self.calls == 0:
            self.announce()
        self.calls += 1
        table = Table()
        message = {"o": operation, "f": self.encode(target, table),
                   "a": self.all(arguments, table)}
        if named:
            message["n"] = [[k, self.encode(v, table)] for k, v in named.items()]
        with self.turn:
            self.lines.send(message)
            while "back" in (reply := self.lines.receive()):
                self.lend(reply)
            return self.reply(reply, table)

    def reply(self, reply, table):
        if "long" in reply:
            self.lines.close(TooLong)
        error = None
        try:
            if "e" in reply:
                error = self.exception(reply["e"])
            else:
                value = self.decode(reply["v"], table)
                self.apply(reply.get("m", ()), table)
        except Exception:
            self.lines.close(Garbled)
        if error:
            raise error
        return value

    def exception(self, node):
        kind = self.decode(node["c"], Table())
        text = node["s"]
        try:
            error = kind(*self.every(node["a"], Table()))
        except BaseException:
            error = BaseException.__new__(kind)
            error.args = (text,)
        error.is_remote = True
        return error

    def lend(self, request):
        """The candidate calls a function of the tests, or wants the next of their iterator."""
        try:
            target = self.lent[request["back"]]
            arguments = self.every(request["a"], Table())
        except Exception:
            self.lines.close(Garbled)
        try:
            value = next(target) if request["o"] == "next" else target(*arguments)
            answer = {"r": self.encode(value, Table())}
        except (Closed, TooLong, Garbled, Unsupported):
            raise
        except BaseException as error:
            answer = {"e": self.own(type(error), None), "s": str(error)[:1000]}
            if answer["e"]["t"] == "lent":
                answer["e"] = {"t": "standard", "m": "builtins", "v": "Exception"}
        self.lines.send(answer)

    def next_of(self, remote):
        buffer = self.ahead.setdefault(remote._number, Ahead())
        if not buffer.values and not buffer.ended:
            values, buffer.ended = self.request("take", remote, [buffer.count])
            buffer.values = list(reversed(values))
            buffer.count = min(buffer.count * 4, 1024)
        if not buffer.values:
            raise StopIteration
        return buffer.values.pop()

    def lookup(self, wanted):
        self.lines.send({"o": "names", "a": wanted})
        return self.reply(self.lines.receive(), Table())


class Ahead:
    """Values of an iterator that were fetched and not yet asked for; the first are fetched singly."""

    def __init__(self):
        self.values, self.ended, self.count = [], False, 1


def assumed_module(name):
    """A module of the standard library, of this process; never the candidate's."""
    if name.partition(".")[0] not in ASSUMED_MODULES:
        return None
    try:
        return __import__(name, fromlist=["_"])
    except ImportError:
        return None
