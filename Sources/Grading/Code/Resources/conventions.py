# What tests leave to a runner, and the part of pytest that tests of the field use, for hosts without
# it: `raises`, `approx`, `mark.parametrize`, `fail`; other marks do nothing.
import re


class Raises:
    """`with pytest.raises(E, match=…) as info`."""

    def __init__(self, expected, match=None):
        self.expected, self.match = expected, match

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        assert error is not None, "nothing was raised"
        if not isinstance(error, self.expected):
            return False
        self.value, self.type = error, kind
        assert self.match is None or re.search(self.match, str(error))
        return True


class Approx:
    """Equal within a relative tolerance of 1e-6 or an absolute one of 1e-12, as pytest has it."""

    def __init__(self, expected, rel=1e-6, abs=1e-12):
        self.expected, self.rel, self.abs = expected, rel or 1e-6, abs or 1e-12

    def __eq__(self, other):
        return self.near(other, self.expected)

    def near(self, left, right):
        if isinstance(right, (list, tuple)):
            return len(left) == len(right) and all(map(self.near, left, right))
        if isinstance(right, dict):
            return left.keys() == right.keys() and all(self.near(left[k], right[k]) for k in right)
        if isinstance(right, (int, float)) and isinstance(left, (int, float)):
            return math.isclose(left, right, rel_tol=self.rel, abs_tol=self.abs)
        return left == right


class Marks:
    def parametrize(self, names, values, **_):
        wanted = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)

        def mark(test):
            rows = [v if len(wanted) > 1 else (v,) for v in values]
            old = getattr(test, "cases", [{}])
            test.cases = [{**a, **dict(zip(wanted, row))} for a in old for row in rows]
            return test

        return mark

    def __getattr__(self, name):
        return lambda *arguments, **_: (
            arguments[0] if arguments and callable(arguments[0]) else lambda test: test)


def fail(reason=""):
    raise AssertionError(reason)


def offer_pytest():
    """Makes `import pytest` work where it is not installed."""
    if find_spec("pytest") is None:
        module = types.ModuleType("pytest")
        module.raises, module.approx, module.mark, module.fail = Raises, Approx, Marks(), fail
        sys.modules["pytest"] = module


def run_test(test, names):
    """A test function: once, or once for each row of its parameters; not with fixtures."""
    cases = getattr(test, "cases", [{}])
    for case in cases:
        if set(names) <= case.keys():
            test(**case)


def parameters(test):
    """The names of a function's parameters without defaults."""
    code, defaults = test.__code__, test.__defaults__ or ()
    return code.co_varnames[:code.co_argcount - len(defaults)]


def run_methods(kind):
    """The tests of a class by pytest's conventions."""
    for name in dir(kind):
        method = getattr(kind, name)
        if name.startswith("test") and isinstance(method, types.FunctionType):
            case = kind()
            if hasattr(case, "setup_method"):
                case.setup_method()
            bound_method = getattr(case, name)
            run_test(bound_method, parameters(method)[1:])


def run_case(kind, count):
    """The tests of a unittest case; the first failure is raised."""
    for test in unittest.defaultTestLoader.loadTestsFromTestCase(kind):
        count()
        errors = []
        result = unittest.TestResult()
        result.addError = result.addFailure = lambda _, error: errors.append(error)
        result.addSubTest = lambda _, part, error: error and errors.append(error)
        test.run(result)
        if errors:
            raise errors[0][1].with_traceback(errors[0][2])


def run_conventions(space, called, count, target):
    """Runs `check`, `test_…` and test classes that the tests define and do not call."""
    check = space.get("check")
    if isinstance(check, types.FunctionType) and "check" not in called:
        check(target())
    for name, value in list(space.items()):
        if isinstance(value, types.FunctionType) and name.startswith("test"):
            if name not in called:
                run_test(value, parameters(value))
        elif isinstance(value, type) and issubclass(value, unittest.TestCase):
            if value.__module__ == "__main__":
                run_case(value, count)
        elif isinstance(value, type) and name.startswith("Test"):
            run_methods(value)
