"""The rules of all controls, evaluated here and by other rule engines on the same organisations.

Run as a program it prints one JSON line: it is a process of its own because native engines can take theirs down,
and because they may live in another environment.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import timing
from rows import Row, Target, not_installed
from workplace import Workplace

OURS = "selfcheck rules"
MODULES = {"zen": "zen-engine", "lakera_regorus": "lakera-regorus"}
_TARGETS = {"zen": Target(least=1), "lakera_regorus": Target(least=20)}
_ORGANISATIONS = 6
_IN_ONE_TURN = 0.02  # seconds; an engine faster than this is repeated


def measure(place: Workplace) -> list[Row]:
    command = [place.interpreter(MODULES), __file__, str(place.rounds)]
    done = subprocess.run(command, env=place.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr[-3000:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    engines = result["engines"]
    note = f"{result['rules']} rules, 1 organisation"
    rows = [Row(OURS, engines[OURS]["milliseconds"], note=note)]
    for module, package in MODULES.items():
        if module not in engines:
            rows.append(not_installed(f"rule evaluation against {package}", package))
            continue
        theirs = engines[module]
        rows += [
            Row(package, theirs["milliseconds"], note=f"same rules, {result['compared']:,} results equal"),
            Row(f"{package} / {OURS}", theirs["ours"], theirs["ratio"], package, _TARGETS[module]),
        ]
    return rows


def main(rounds: int) -> None:
    from conditions import when_true
    from dialects import plain
    from samples import AS_OF, organisations

    from selfcheck.cli import inputs
    from selfcheck.rules import compile_rule

    content = inputs.content()
    rules = [
        rule
        for control in content.controls.values()
        for rule in (control.applies_when, control.satisfied_when, control.partial_when)
        if rule is not None
    ]
    closures = [compile_rule(rule) for rule in rules]
    subjects = organisations(content, _ORGANISATIONS)
    expected = [[closure(facts, {}) is True for closure in closures] for facts in subjects]
    data: dict[str, list[Any]] = {"zen": [plain(facts) for facts in subjects]}
    # As text: its set_input would take true for 1.
    data["lakera_regorus"] = [json.dumps(organisation) for organisation in data["zen"]]
    conditions = [when_true(rule) for rule in rules]
    engines = {
        module: _ENGINES[module](conditions, content.questions, AS_OF)
        for module in MODULES
        if importlib.util.find_spec(module) is not None
    }
    for module, evaluate in engines.items():
        _assert_equal(module, _each(evaluate, data[module]), expected, rules)

    def ours() -> list[list[bool]]:
        return [[closure(facts, {}) is True for closure in closures] for facts in subjects]

    found = {OURS: {"milliseconds": timing.round_robin({OURS: ours}, rounds).milliseconds(OURS) / len(subjects)}}
    for module, evaluate in engines.items():  # one at a time: the slow one would tear the others' rounds apart
        candidates: dict[str, timing.Run] = {OURS: ours, module: partial(_each, evaluate, data[module])}
        times = timing.round_robin(candidates, 3 * rounds, at_least=_IN_ONE_TURN)
        found[module] = {
            "milliseconds": times.milliseconds(module) / len(subjects),
            "ours": times.milliseconds(OURS) / len(subjects),
            "ratio": times.ratio(module, OURS),
        }
    print(json.dumps({"rules": len(rules), "compared": len(rules) * len(subjects), "engines": found}))


def _each(evaluate: Callable[[Any], list[bool]], organisations: list[Any]) -> list[list[bool]]:
    return [evaluate(organisation) for organisation in organisations]


def _assert_equal(module: str, actual: list[list[bool]], expected: list[list[bool]], rules: list[Any]) -> None:
    for index, rule in enumerate(rules):
        for mine, theirs in zip(expected, actual, strict=True):
            if mine[index] is not theirs[index]:
                sys.exit(f"{module} differs: {theirs[index]} instead of {mine[index]} for {rule}")


def _zen(conditions: list[Any], questions: Any, as_of: Any) -> Any:
    import zen  # type: ignore[import-not-found, unused-ignore]  # a peer, not a dependency
    from dialects import Zen

    write = Zen(questions, as_of).expression
    # One list expression: of the ways to use the engine the fastest, since the organisation is handed over once.
    return zen.compile_expression(f"[{', '.join(map(write, conditions))}]").evaluate


def _regorus(conditions: list[Any], questions: Any, as_of: Any) -> Any:
    import lakera_regorus  # type: ignore[import-not-found, unused-ignore]  # likewise
    from dialects import Rego

    rego = Rego(questions, as_of)
    names = [f"r{index}" for index in range(len(conditions))]
    for name, condition in zip(names, conditions, strict=True):
        rego.add(name, condition)
    engine = lakera_regorus.Engine()
    for number, module in enumerate(rego.modules()):
        engine.add_policy(f"selfcheck-{number}.rego", module)

    def evaluate(organisation: str) -> list[bool]:
        engine.set_input_json(organisation)
        passed = engine.eval_query("data.selfcheck.passed")["result"][0]["expressions"][0]["value"]
        return [name in passed for name in names]

    return evaluate


_ENGINES = {"zen": _zen, "lakera_regorus": _regorus}

if __name__ == "__main__":
    main(int(sys.argv[1]))
