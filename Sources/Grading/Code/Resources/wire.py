# How values cross between the judge and the candidate: JSON, with a tag where JSON has no word.
#
# Loaded by both sides. What crosses is data of the standard types; a subclass crosses as its base, so
# an object that claims to equal everything arrives as the plain value it is. Everything else stays
# where it was made and crosses as a number that stands for it.
#
# Mutable containers are counted, in the order in which they are met, through a call and its answer:
# a reference to one that was met before crosses as its count, so sharing and identity survive and
# the caller sees what the callee changed.
import array
import collections
import datetime
import decimal
import enum
import fractions
import json
import os
import sys


class Closed(BaseException):
    """The other side is gone. No handler of tested code should catch it by accident."""


class TooLong(BaseException):
    """A message is longer than the limit."""


class Garbled(BaseException):
    """A message is not of the protocol."""


class Lines:
    """Messages, one a line, over a pipe each way."""

    def __init__(self, reading, writing, limit):
        self.reading, self.writing, self.limit = reading, writing, limit
        self.rest = bytearray()
        self.end = None  # why nothing can be said any more; tests that catch all cannot hide it

    def close(self, reason):
        self.end = reason
        raise reason from None

    def send(self, message):
        data = json.dumps(message, separators=(",", ":"), check_circular=False).encode() + b"\n"
        if len(data) > self.limit:
            raise TooLong
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self.writing, view):]
        except OSError:
            self.close(Closed)

    def receive(self):
        start = 0
        while True:
            end = self.rest.find(b"\n", start)
            if end >= 0:
                line = bytes(self.rest[:end])
                del self.rest[:end + 1]
                return self.parse(line)
            start = len(self.rest)
            if start > self.limit:
                self.close(TooLong)
            try:
                more = os.read(self.reading, 1 << 16)
            except OSError:
                more = b""
            if not more:
                self.close(Closed)
            self.rest += more

    def parse(self, line):
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        return message if type(message) is dict else self.close(Garbled)


class Table:
    """The mutable containers of one call and its answer, by count and by identity."""

    def __init__(self):
        self.objects, self.counts = [], {}

    def add(self, value):
        self.counts[id(value)] = len(self.objects)
        self.objects.append(value)
        return value


VIEWS = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}
SINGLE = {"ellipsis": Ellipsis, "notimplemented": NotImplemented}


class Wire:
    """Encodes and decodes values. A side says how its own objects cross: `own` and `foreign`."""

    def __init__(self):
        self.mirrored = {}  # classes that both sides define, by name

    # -- out ---------------------------------------------------------------------------------

    def encode(self, value, table):
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return value if value.bit_length() <= 63 else {"t": "int", "v": hex(value)}
        if kind is float:
            if value - value == 0:
                return value
            return {"t": "float", "v": repr(value)}
        if kind is list:
            return self.list(value, value, table)
        writer = self.WRITERS.get(kind)
        if writer:
            return writer(self, value, table)
        if kind in VIEWS:
            return {"t": VIEWS[kind], "v": self.all(value, table)}
        if kind.__name__ in self.mirrored:
            return self.instance(value, table)
        return self.flat(value, table)

    def all(self, values, table):
        return [self.encode(v, table) for v in values]

    def count(self, value, table):
        n = table.counts.get(id(value))
        if n is not None:
            return {"t": "met", "v": n}
        table.add(value)
        return None

    def list(self, value, items, table):
        return self.count(value, table) or self.all(items, table)

    def pairs(self, value, items, table, tag, **more):
        return self.count(value, table) or {
            "t": tag,
            "v": [[self.encode(k, table), self.encode(v, table)] for k, v in items],
            **more,
        }

    def items(self, value, items, table, tag, **more):
        return self.count(value, table) or {"t": tag, "v": self.all(items, table), **more}

    def factory(self, value, table):
        made = value.default_factory
        name = made.__name__ if made in (int, list, dict, set, str, float, tuple, bool) else None
        return self.pairs(value, dict.items(value), table, "defaultdict", f=name)

    def moment(self, value, table):
        offset = value.utcoffset()
        zone = None if offset is None else offset.total_seconds()
        if type(value) is datetime.time:
            parts = [value.hour, value.minute, value.second, value.microsecond]
            return {"t": "time", "v": parts, "z": zone}
        parts = [*value.timetuple()[:6], value.microsecond]
        return {"t": "datetime", "v": parts, "z": zone}

    WRITERS = {
        tuple: lambda w, v, t: {"t": "tuple", "v": w.all(v, t)},
        dict: lambda w, v, t: w.pairs(v, v.items(), t, "dict"),
        set: lambda w, v, t: w.items(v, v, t, "set"),
        frozenset: lambda w, v, t: {"t": "frozenset", "v": w.all(v, t)},
        bytes: lambda w, v, t: {"t": "bytes", "v": v.hex()},
        bytearray: lambda w, v, t: w.count(v, t) or {"t": "bytearray", "v": v.hex()},
        complex: lambda w, v, t: {"t": "complex", "v": [repr(v.real), repr(v.imag)]},
        range: lambda w, v, t: {"t": "range", "v": w.all([v.start, v.stop, v.step], t)},
        slice: lambda w, v, t: {"t": "slice", "v": w.all([v.start, v.stop, v.step], t)},
        type(Ellipsis): lambda w, v, t: {"t": "single", "v": "ellipsis"},
        type(NotImplemented): lambda w, v, t: {"t": "single", "v": "notimplemented"},
        decimal.Decimal: lambda w, v, t: {"t": "decimal", "v": str(v)},
        fractions.Fraction: lambda w, v, t: {
            "t": "fraction", "v": w.all([v.numerator, v.denominator], t)},
        datetime.date: lambda w, v, t: {"t": "date", "v": [v.year, v.month, v.day]},
        datetime.datetime: moment,
        datetime.time: moment,
        datetime.timedelta: lambda w, v, t: {
            "t": "timedelta", "v": [v.days, v.seconds, v.microseconds]},
        collections.deque: lambda w, v, t: w.items(v, v, t, "deque", n=v.maxlen),
        collections.OrderedDict: lambda w, v, t: w.pairs(v, v.items(), t, "ordered"),
        collections.Counter: lambda w, v, t: w.pairs(v, v.items(), t, "counter"),
        collections.defaultdict: factory,
        array.array: lambda w, v, t: w.items(v, v, t, "array", c=v.typecode),
    }

    def flat(self, value, table):
        """A subclass of a standard type as that type; the methods it overrides are not asked."""
        kind = type(value)
        if issubclass(kind, enum.Enum) and not issubclass(kind, (int, str, float)):
            return self.own(value, table)
        if issubclass(kind, int):
            return self.encode(int.__index__(value), table)
        if issubclass(kind, float):
            return self.encode(float.__float__(value), table)
        if issubclass(kind, str):
            return str.__str__(value)
        if issubclass(kind, bytes):
            return {"t": "bytes", "v": bytes.hex(value)}
        if issubclass(kind, tuple):
            values = self.all(tuple.__iter__(value), table)
            fields = getattr(kind, "_fields", None)
            if type(fields) is tuple and len(fields) == len(values):
                return {"t": "named", "n": kind.__name__, "f": list(map(str, fields)), "v": values}
            return {"t": "tuple", "v": values}
        if issubclass(kind, list):
            return self.list(value, list.__iter__(value), table)
        if issubclass(kind, dict):
            return self.pairs(value, dict.items(value), table, "dict")
        if issubclass(kind, set):
            return self.items(value, set.__iter__(value), table, "set")
        if issubclass(kind, frozenset):
            return {"t": "frozenset", "v": self.all(frozenset.__iter__(value), table)}
        if issubclass(kind, collections.deque):
            return self.items(value, collections.deque.__iter__(value), table, "deque", n=None)
        return self.own(value, table)

    def standard(self, value):
        """A function or class of the standard library, by its name; None for others."""
        module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
        if type(module) is not str or type(name) is not str:
            return None
        node = {"t": "standard", "m": module, "v": name}
        return node if find_standard(node) is value else None

    def instance(self, value, table):
        """An object of a class that both sides define: its name and its attributes."""
        if isinstance(value, enum.Enum):
            return {"t": "member", "c": type(value).__name__, "v": value.name}
        met = self.count(value, table)
        if met:
            return met
        slots = [n for k in type(value).__mro__ for n in names(k.__dict__.get("__slots__", ()))]
        state = {n: getattr(value, n) for n in slots if hasattr(value, n)}
        state.update(getattr(value, "__dict__", {}))
        return {
            "t": "object",
            "c": type(value).__name__,
            "v": [[n, self.encode(v, table)] for n, v in state.items()],
        }

    # -- in ----------------------------------------------------------------------------------

    def decode(self, node, table):
        kind = type(node)
        if kind is list:
            made = table.add([])
            made.extend(self.decode(n, table) for n in node)
            return made
        if kind is not dict:
            return node
        tag, content = node["t"], node.get("v")
        reader = self.READERS.get(tag)
        return reader(self, node, content, table) if reader else self.foreign(node, table)

    def every(self, nodes, table):
        return [self.decode(n, table) for n in nodes]

    def fill(self, made, nodes, table):
        table.add(made)
        for key, value in nodes:
            key = self.decode(key, table)
            made[key] = self.decode(value, table)
        return made

    def extend(self, made, nodes, table, method):
        table.add(made)
        for node in nodes:
            getattr(made, method)(self.decode(node, table))
        return made

    def zone(self, node):
        offset = node["z"]
        return None if offset is None else datetime.timezone(datetime.timedelta(seconds=offset))

    def named(self, node, content, table):
        made = collections.namedtuple(node["n"], node["f"], rename=True)
        return made(*self.every(content, table))

    def object(self, node, content, table):
        kind = self.mirrored[node["c"]]
        made = table.add(object.__new__(kind))
        for name, value in content:
            object.__setattr__(made, name, self.decode(value, table))
        return made

    def view(self, node, content, table):
        items = self.every(content, table)
        if node["t"] == "keys":
            return dict.fromkeys(items).keys()
        return dict(enumerate(items)).values() if node["t"] == "values" else dict(items).items()

    FACTORIES = {k.__name__: k for k in (int, list, dict, set, str, float, tuple, bool)}
    READERS = {
        "met": lambda w, n, c, t: t.objects[c],
        "int": lambda w, n, c, t: int(c, 16),
        "float": lambda w, n, c, t: float(c),
        "tuple": lambda w, n, c, t: tuple(w.every(c, t)),
        "dict": lambda w, n, c, t: w.fill({}, c, t),
        "ordered": lambda w, n, c, t: w.fill(collections.OrderedDict(), c, t),
        "counter": lambda w, n, c, t: w.fill(collections.Counter(), c, t),
        "defaultdict": lambda w, n, c, t: w.fill(
            collections.defaultdict(w.FACTORIES.get(n["f"])), c, t),
        "set": lambda w, n, c, t: w.extend(set(), c, t, "add"),
        "frozenset": lambda w, n, c, t: frozenset(w.every(c, t)),
        "deque": lambda w, n, c, t: w.extend(collections.deque(maxlen=n["n"]), c, t, "append"),
        "array": lambda w, n, c, t: w.extend(array.array(n["c"]), c, t, "append"),
        "bytes": lambda w, n, c, t: bytes.fromhex(c),
        "bytearray": lambda w, n, c, t: t.add(bytearray.fromhex(c)),
        "complex": lambda w, n, c, t: complex(float(c[0]), float(c[1])),
        "range": lambda w, n, c, t: range(*w.every(c, t)),
        "slice": lambda w, n, c, t: slice(*w.every(c, t)),
        "single": lambda w, n, c, t: SINGLE[c],
        "decimal": lambda w, n, c, t: decimal.Decimal(c),
        "fraction": lambda w, n, c, t: fractions.Fraction(*w.every(c, t)),
        "date": lambda w, n, c, t: datetime.date(*c),
        "time": lambda w, n, c, t: datetime.time(*c, tzinfo=w.zone(n)),
        "datetime": lambda w, n, c, t: datetime.datetime(*c, tzinfo=w.zone(n)),
        "timedelta": lambda w, n, c, t: datetime.timedelta(*c),
        "named": named,
        "object": object,
        "member": lambda w, n, c, t: w.mirrored[n["c"]][c],
        "keys": view,
        "values": view,
        "items": view,
    }

    # -- changes -----------------------------------------------------------------------------

    def snapshot(self, table):
        """The shallow contents of the containers met so far, to find what a call changed."""
        return [shallow(o) for o in table.objects]

    def changes(self, before, table):
        """What differs from a snapshot: counts and new contents."""
        found = []
        for n, old in enumerate(before):
            new = shallow(table.objects[n])
            if not same(old, new):
                found.append([n, self.contents(new, table)])
        return found

    def contents(self, new, table):
        return [self.all(part, table) for part in new]

    def apply(self, changes, table):
        decoded = [(n, [self.every(part, table) for part in parts]) for n, parts in changes]
        for n, parts in decoded:
            restore(table.objects[n], parts)


def find_standard(node):
    """What a `standard` node names; None where the standard library that is loaded has no such."""
    if node["m"].partition(".")[0] not in sys.stdlib_module_names | {"builtins"}:
        return None
    found = sys.modules.get(node["m"])
    for name in node["v"].split("."):
        found = getattr(found, name, None)
    return found


def names(slots):
    return [slots] if isinstance(slots, str) else list(slots)


def shallow(value):
    """The parts of a container as lists of objects: one, or keys and values."""
    if isinstance(value, dict):
        return [list(dict.keys(value)), list(dict.values(value))]
    if isinstance(value, (list, set, bytearray, collections.deque, array.array)):
        return [list(value)]
    state = getattr(value, "__dict__", {})
    return [list(state.keys()), list(state.values())]


def same(old, new):
    return all(
        len(a) == len(b) and all(x is y or (type(x) is int and x == y) for x, y in zip(a, b))
        for a, b in zip(old, new)
    )


def restore(value, parts):
    """Puts new contents into a container, in place."""
    if isinstance(value, dict):
        value.clear()
        value.update(zip(*parts))
    elif isinstance(value, (list, bytearray)):
        value[:] = parts[0]
    elif isinstance(value, array.array):
        del value[:]
        value.extend(parts[0])
    elif isinstance(value, (set, collections.deque)):
        value.clear()
        (value.update if isinstance(value, set) else value.extend)(parts[0])
    else:
        value.__dict__.clear()
        value.__dict__.update(zip(*parts))
