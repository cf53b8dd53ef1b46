# How the judge runs the text of the tests: as one module, with stand-ins for the names that only the
# tested code defines, and then what the conventions of the field leave to a runner.
# Modules by which tests commonly name the file under test.
SOLUTION_MODULES = {
    "solution", "solutions", "main", "candidate", "submission", "answer", "program", "module",
    "your_module", "my_module", "implementation", "__main__",
}


class Prepared(ast.NodeTransformer):
    """Counts asserts as they are reached, compares with a tolerance where one is given, mirrors
    classes of the top level, and takes out imports of the tested code: what they name is looked up
    there."""

    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.wanted, self.modules = [], []

    def prepare(self, tree):
        tree.body = [part for node in tree.body for part in self.top_level(self.visit(node))]
        return ast.fix_missing_locations(tree)

    def top_level(self, node):
        nodes = node if isinstance(node, list) else [node]
        if isinstance(node, ast.ClassDef) and is_shared(node):
            nodes.append(call_statement("__mirror__", [ast.Name(node.name, ast.Load())], node))
        return nodes

    def visit_Assert(self, node):
        self.generic_visit(node)
        return [call_statement("__count__", [], node), node]

    def visit_Compare(self, node):
        self.generic_visit(node)
        if self.tolerance is None or len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq):
            return node
        return ast.Call(ast.Name("__close__", ast.Load()), [node.left, node.comparators[0]], [])

    def visit_ImportFrom(self, node):
        if node.level == 0 and is_installed(node.module):
            return node
        self.wanted += [(a.name, a.asname or a.name) for a in node.names if a.name != "*"]
        return ast.copy_location(ast.Pass(), node)

    def visit_Import(self, node):
        tested = [a for a in node.names if a.name in SOLUTION_MODULES and not is_installed(a.name)]
        self.modules += [a.asname or a.name for a in tested]
        node.names = [a for a in node.names if a not in tested]
        return node if node.names else ast.copy_location(ast.Pass(), node)


def call_statement(function, arguments, place):
    call = ast.Call(ast.Name(function, ast.Load()), arguments, [])
    return ast.copy_location(ast.Expr(call), place)


def is_installed(module):
    root = (module or "").partition(".")[0]
    if root in ASSUMED_MODULES or root in ("pytest", "__future__"):
        return True
    return root not in SOLUTION_MODULES and bool(root) and find_spec(root) is not None


def is_standard(node):
    """Whether an import takes only what every Python has, or what `packages` allows."""
    modules = [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
    return all(m and m not in ("pytest", "__future__") and is_installed(m) for m in modules)


def is_shared(node):
    """Whether a statement at the top level is a class that values may be made of on both sides."""
    return (
        isinstance(node, ast.ClassDef)
        and not node.name.startswith("Test")
        and not any("TestCase" in ast.unparse(base) for base in node.bases)
    )


def bound(trees):
    """Names that the modules bind at their top level, in whatever statement."""
    found = set()
    pending = [node for tree in trees for node in tree.body]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update(a.asname or a.name.partition(".")[0] for a in node.names)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if not isinstance(node, ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))
    return found


def used(trees):
    """Names that are read anywhere, those that are called, and those whose attributes are read."""
    names, called, bases = [], [], set()
    for node in (n for tree in trees for n in ast.walk(tree)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.append(node.id)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called.append(node.func.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            bases.add(node.value.id)
    return list(dict.fromkeys(names)), list(dict.fromkeys(called)), bases


def close(left, right, tolerance):
    """Equality with a tolerance, absolute or relative, for numbers anywhere inside."""
    number = (int, float)
    if isinstance(left, number) and isinstance(right, number):
        if isinstance(left, bool) or isinstance(right, bool):
            return left == right
        return left == right or math.isclose(left, right, rel_tol=tolerance, abs_tol=tolerance)
    if isinstance(left, complex) or isinstance(right, complex):
        return left == right or abs(left - right) <= tolerance * max(1.0, abs(right))
    if type(left) is type(right) and isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(close(a, b, tolerance) for a, b in zip(left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            close(left[k], right[k], tolerance) for k in left)
    return left == right


class Trial:
    """One response against one text of tests."""

    def __init__(self, task, judge):
        self.task, self.judge = task, judge
        self.count, self.missing = 0, []
        module = types.ModuleType("__main__")
        self.space = module.__dict__
        sys.modules["__main__"] = module  # where unittest.main() looks for tests
        self.entry = task.get("entry_point")

    def parse(self):
        self.trees, self.imports = [], Prepared(self.task.get("tol"))
        self.first = {"before": [], "after": []}
        for part in ("setup", "code"):
            tree = ast.parse(self.task.get(part) or "", f"<{part}>")
            self.share(tree, part)
            self.trees.append(self.imports.prepare(tree))
        self.programs = [
            compile(t, f"<{p}>", "exec") for t, p in zip(self.trees, ("setup", "code"))]
        tolerance = self.task.get("tol")
        self.space["__count__"] = self.reach
        self.space["__close__"] = lambda a, b: close(a, b, tolerance)
        self.space["__mirror__"] = self.mirror

    def share(self, tree, part):
        """What the candidate gets of the tests: imports and classes, as if they were one file."""
        for node in tree.body:
            if is_shared(node):
                text = ast.unparse(node)
                self.first["after"].append((node.name, text))
                if part == "setup":
                    self.first["before"].append(text)
            elif isinstance(node, (ast.Import, ast.ImportFrom)) and is_standard(node):
                text = ast.unparse(node)
                self.first["after"].append(("", text))
                if part == "setup":
                    self.first["before"].append(text)

    def mirror(self, kind):
        self.judge.mirrored[kind.__name__] = kind

    def reach(self):
        self.count += 1

    def fill_names(self):
        """Binds the names of the tests that the tested code defines."""
        names, called, bases = used(self.trees)
        own = bound(self.trees) | self.space.keys()
        free = [n for n in names if n not in own]
        wanted = dict(self.imports.wanted)
        asked = dict.fromkeys([*free, *wanted, *filter(None, [self.entry])])
        found = self.judge.lookup(list(asked))
        if self.entry in found:
            self.space[self.entry] = found[self.entry]  # a `check` may want it, though none names it
        callable_names = [n for n in called if isinstance(found.get(n), RemoteCall)]
        if self.entry is None:
            self.entry = next(
                (n for n in callable_names if not hasattr(builtins, n)),
                next(iter(callable_names), None))
        for name in free:
            self.bind(name, found, name in bases and name not in called)
        for name, alias in wanted.items():
            if name in found:
                self.space[alias] = found[name]
            else:
                self.missing.append(alias)
        for alias in self.imports.modules:
            self.space[alias] = RemoteModule(self.judge)

    def bind(self, name, found, as_module):
        if hasattr(builtins, name) and name != self.entry:
            return  # the tested code must not replace what the tests compare with
        module = assumed_module(name) if as_module or name not in found else None
        if module is not None:
            self.space[name] = module
        elif name in found and found[name] is not None:
            self.space[name] = found[name]
        elif name in found:
            self.space[name] = None
        else:
            self.missing.append(name)

    def run(self):
        for program in self.programs:
            exec(program, self.space)
        _, called, _ = used(self.trees)
        run_conventions(self.space, called, self.reach, self.target)

    def target(self):
        if self.entry not in self.space:
            self.missing.append(self.entry)
            raise NameError(self.entry)
        return self.space[self.entry]


def line_of(error):
    """The line of the tests where an exception came up, counted from 1 in their `code`."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == "<code>"]
    return lines[-1] if lines else None


def conclude(trial):
    """Runs the tests. The verdict as a JSON object: outcome, reason and what a person wants to see."""
    judge = trial.judge
    try:
        trial.parse()
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"outcome": "unsure", "reason": "tests_broken",
                "line": getattr(error, "lineno", None)}
    judge.lines.send(trial.first)
    ready = judge.lines.receive()
    if "syntax" in ready:
        return {"outcome": "fail", "reason": "syntax_error", "line": ready["syntax"]}
    if "e" in ready:
        return failed(trial, judge.exception(ready["e"]))
    error = None
    try:
        trial.fill_names()
        trial.run()
    except BaseException as raised:
        error = raised
    if judge.lines.end:
        raise judge.lines.end
    if isinstance(error, Unsupported):
        return {"outcome": "unsure", "reason": "tests_unsupported"}
    if error and not is_clean_exit(error):
        return failed(trial, error)
    if trial.entry in trial.missing:
        return {"outcome": "fail", "reason": "missing_function"}
    if judge.calls == 0:
        return {"outcome": "unsure", "reason": "tests_broken", "problem": "no call of the code"}
    return {"outcome": "pass"}


def is_clean_exit(error):
    """Whether the tests themselves ended the program, as `unittest.main()` does after success."""
    local = isinstance(error, SystemExit) and not getattr(error, "is_remote", False)
    return local and error.code in (None, 0, False)


def failed(trial, error):
    kind = type(error)
    verdict = {"outcome": "fail", "line": line_of(error)}
    if getattr(error, "is_remote", False):
        reason = "memory" if isinstance(error, MemoryError) else "exception"
        return {**verdict, "reason": reason, "exception": kind.__name__[:80]}
    if isinstance(error, AssertionError):
        return {**verdict, "reason": "wrong_answer"}
    if isinstance(error, NameError) and getattr(error, "name", None) in trial.missing:
        return {**verdict, "reason": "missing_function"}
    if isinstance(error, NameError) and error.args and error.args[0] in trial.missing:
        return {**verdict, "reason": "missing_function"}
    if isinstance(error, ImportError):
        return {"outcome": "unsure", "reason": "tests_broken", "exception": kind.__name__}
    return {**verdict, "reason": "wrong_answer", "exception": kind.__name__[:80]}


def run_judge(task, reading, writing, verdict, limit):
    """Judges the task in file descriptor `task`. Its last line on `verdict` is the verdict; a line
    before says that the code was called, so that an endless test is known from endless code."""
    say = lambda message: os.write(verdict, json.dumps(message).encode() + b"\n")
    offer_pytest()
    judge = Judge(Lines(reading, writing, limit), lambda: say({"called": True}))
    trial = Trial(json.loads(read_whole(task)), judge)
    try:
        result = conclude(trial)
    except Closed:
        result = {"outcome": "gone"}
    except TooLong:
        result = {"outcome": "fail", "reason": "output_limit"}
    except Garbled:
        result = {"outcome": "fail", "reason": "exception", "problem": "garbled answer"}
    result["checks"], result["calls"] = trial.count, judge.calls
    if judge.weak:
        result["weak"] = True
    say(result)
