"""Speed and agreement of the reference checkers on cases of bench/grader_cases.py.

reference_peers.py instructions FILE PACKAGES PUNKT   IFEval's checker, of PyPI's lm-eval
reference_peers.py tools FILE PACKAGES                BFCL's AST checker, of PyPI's bfcl-eval

PACKAGES is where `pip install --no-deps --target` put the two wheels: only the checkers' own modules are
loaded, without the models and services that the packages drag in. PUNKT is models/punkt, the tables
that filters/fetch-punkt.sh fetches.
"""

import collections
import importlib
import json
import os
import shutil
import sys
import tempfile
import time
import types


def package(name, *path):
    module = types.ModuleType(name)
    module.__path__ = [os.path.join(*path)] if path else []
    sys.modules[name] = module
    return module


def instructions(samples, packages, punkt):
    data = tempfile.mkdtemp()
    tables = os.path.join(data, "tokenizers", "punkt_tab", "english")
    shutil.copytree(punkt, tables)
    os.environ["NLTK_DATA"] = data
    package("lm_eval")
    package("lm_eval.tasks")
    package("lm_eval.tasks.ifeval", packages, "lm_eval", "tasks", "ifeval")
    utils = importlib.import_module("lm_eval.tasks.ifeval.utils")
    inputs = [(utils.InputExample(
        key=0, instruction_id_list=[c["id"] for c in s["constraints"]], prompt=s["prompt"],
        kwargs=[c["args"] for c in s["constraints"]]), s["output"]) for s in samples]
    utils.test_instruction_following_strict(*inputs[0])
    failed = 0
    start = time.process_time()
    for example, response in inputs:
        try:
            utils.test_instruction_following_strict(example, response)
            utils.test_instruction_following_loose(example, response)
        except Exception:  # the edge cases hold arguments that end the reference
            failed += 1
    seconds = time.process_time() - start
    shutil.rmtree(data)
    return "lm-eval's IFEval checker", len(inputs), seconds, f"{failed} ended in an exception"


def tools(samples, packages, _=None):
    folder = os.path.join(packages, "bfcl_eval")
    package("bfcl_eval", folder)
    package("bfcl_eval.constants", folder, "constants")
    config = package("bfcl_eval.constants.model_config")
    plain = types.SimpleNamespace(underscore_to_dot=False)
    config.MODEL_CONFIG_MAPPING = collections.defaultdict(lambda: plain)
    package("bfcl_eval.eval_checker", folder, "eval_checker")
    package("bfcl_eval.eval_checker.ast_eval", folder, "eval_checker", "ast_eval")
    convertors = "bfcl_eval.eval_checker.ast_eval.type_convertor"
    package(convertors)
    package(convertors + ".java_type_converter").java_type_converter = None
    package(convertors + ".js_type_converter").js_type_converter = None
    checker = importlib.import_module("bfcl_eval.eval_checker.ast_eval.ast_checker").ast_checker
    python = importlib.import_module("bfcl_eval.constants.enums").Language.PYTHON
    cases = []
    for sample in samples:
        gold = sample["expected_tool_calls"]
        if not isinstance(gold, list) or not gold:
            continue  # irrelevance has no gold to compare with
        kind = sample["id"].split("#")[0]
        category = next((c for c in ("parallel", "multiple") if c in kind), "simple")
        try:
            calls_of(sample["output"])
        except (TypeError, KeyError, ValueError):
            continue  # it judges calls, not texts
        cases.append((json.dumps(sample["tools"]), sample["output"], json.dumps(gold), category))
    repeats = 20
    start = time.process_time()
    for _ in range(repeats):
        for definitions, text, gold, category in cases:
            calls = calls_of(text)
            checker(json.loads(definitions), calls, json.loads(gold), python, category, "any")
    seconds = time.process_time() - start
    return "bfcl-eval's AST checker", repeats * len(cases), seconds, "JSON read, no schemas"


def calls_of(text):
    return [{call["name"]: call["arguments"]} for call in json.loads(text)]


def main():
    kind, file, *rest = sys.argv[1:]
    samples = [json.loads(line) for line in open(file, encoding="utf-8")]
    name, count, seconds, note = {"instructions": instructions, "tools": tools}[kind](samples, *rest)
    print(f"{name}: {count / seconds:.0f} a CPU-second ({count} in {seconds:.2f} s; {note})")


main()
