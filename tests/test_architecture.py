"""The house is held up by its imports: lower ranks only, a pure core, no network, and modules of a readable size."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"

# Lowest first. A module may import lower ranks, and inside its own package its siblings. A package's name stands for
# its modules, except those with a rank of their own. A new module needs a place here.
RANKS: tuple[tuple[str, ...], ...] = (
    ("", "text", "dates", "render._layout"),  # "" is selfcheck/__init__.py
    ("errors",),
    ("model",),
    ("operators", "locator", "wording", "precedents", "traceability", "report"),
    ("rules",),
    ("facts", "law"),
    ("observe", "resolve", "words", "unasked", "amendments"),
    ("evaluate", "score", "questionnaire"),
    ("assess", "listing"),
    ("gate", "plan"),
    ("explain", "render", "load"),
    ("lint",),
    ("cli",),
    ("__main__",),
)
# Those that touch the world: files, the terminal, the environment, the clock.
WORLDLY = ("load", "lint", "cli", "__main__")
WORLD = {
    "os", "sys", "pathlib", "io", "time", "random", "yaml", "typer", "click", "rich", "jsonschema",
    "subprocess", "socket", "shutil", "glob", "tempfile", "locale", "platform", "logging", "secrets", "uuid",
    "importlib", "threading", "multiprocessing", "signal", "ctypes",
}  # fmt: skip
IN_MEMORY = {"io.StringIO", "io.BytesIO"}  # writers of CSV and office files fill a buffer; no file is touched
WORLD_CALLS = re.compile(r"(open|print|input|breakpoint)|(.+\.)?(date|datetime|time)\.(today|now|utcnow|time)")
NETWORK = {
    "socket", "ssl", "socketserver", "http", "urllib", "urllib3", "requests", "httpx", "aiohttp", "websockets",
    "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "nntplib", "xmlrpc", "asyncio", "select",
    "selectors", "webbrowser", "wsgiref", "grpc", "paramiko", "boto3", "dns",
}  # fmt: skip
OFFLINE = {"urllib.parse"}  # quoting of addresses
EVALUATORS = {"eval", "exec", "compile", "__import__"}
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "core"}
FILE_LINES, FUNCTION_LINES = 300, 45


@dataclass(frozen=True)
class Module:
    name: str  # `load.files`; "" is the package itself
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    @property
    def worldly(self) -> bool:
        # A renderer is found by its place in render/, so the package looks into its own folder.
        return self.package in WORLDLY or (self.package == "render" and self.path.name == "__init__.py")

    def imports(self) -> Iterator[str]:
        """Absolute dotted names, also those imported inside functions; a name taken from a package with its own."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}: imports are absolute"
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    yield whole if whole in OWN or whole in IN_MEMORY else str(node.module)

    def calls(self) -> Iterator[tuple[str, int]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        yield from (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def modules() -> Iterator[Module]:
    for path in sorted(SRC.glob("selfcheck/**/*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts[1:]
        yield Module(".".join(parts).removesuffix("__init__").removesuffix("."), path)


MODULES = tuple(modules())
OWN = {f"selfcheck.{module.name}".removesuffix("."): module.name for module in MODULES}
PLACES = {name: rank for rank, names in enumerate(RANKS) for name in names}


def rank_of(name: str) -> int | None:
    return PLACES.get(name, PLACES.get(name.partition(".")[0]))


def own_imports(module: Module) -> set[str]:
    return {OWN[name] for name in module.imports() if name in OWN}


# --- one-way flow ---------------------------------------------------------------------------------------------


def test_the_sources_are_found() -> None:
    assert len(MODULES) > 40
    assert own_imports(next(module for module in MODULES if module.name == "rules")) == {"model.rule", "operators"}


def test_every_module_has_a_rank_and_every_rank_a_module() -> None:
    assert [module.name for module in MODULES if rank_of(module.name) is None] == []
    known = {module.name for module in MODULES} | {module.package for module in MODULES}
    assert [name for name in PLACES if name not in known] == []


def test_a_module_imports_lower_ranks_only() -> None:
    upward = [
        f"{module.name} → {other}"
        for module in MODULES
        for other in sorted(own_imports(module))
        if not (rank_of(other) or 0) < (rank_of(module.name) or 0)
        and not (module.package == other.partition(".")[0] and rank_of(module.name) == rank_of(other))
    ]
    assert upward == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module.name: own_imports(module) for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None


def test_only_names_of_the_package_are_imported_from_it() -> None:
    """A private name of another module is not anybody's business."""
    prying = [
        f"{module.name} → {node.module}.{alias.name}"
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("selfcheck")
        for alias in node.names
        if alias.name.startswith("_") and alias.name != "__version__" and f"{node.module}.{alias.name}" not in OWN
    ]
    assert prying == []


# --- purity ---------------------------------------------------------------------------------------------------


def test_the_core_knows_no_files_clock_environment_or_terminal() -> None:
    reaching_out = [
        f"{module.name} imports {name}"
        for module in MODULES
        if not module.worldly
        for name in module.imports()
        if name.partition(".")[0] in WORLD and name not in IN_MEMORY
    ]
    assert reaching_out == []


def test_the_core_opens_prints_and_dates_nothing() -> None:
    reaching_out = [
        f"{module.name}:{line} calls {name}"
        for module in MODULES
        if not module.worldly
        for name, line in module.calls()
        if WORLD_CALLS.fullmatch(name)
    ]
    assert reaching_out == []


def test_nothing_is_ever_evaluated() -> None:
    evaluating = [
        f"{module.name}:{line} calls {name}"
        for module in MODULES
        for name, line in module.calls()
        if name in EVALUATORS
    ]
    assert evaluating == []


def test_nothing_can_reach_the_network() -> None:
    reaching = [
        f"{module.name} imports {name}"
        for module in MODULES
        for name in module.imports()
        if name.partition(".")[0] in NETWORK and name not in OFFLINE
    ]
    assert reaching == []


def test_the_model_is_frozen_and_slotted() -> None:
    loose = [
        f"{module.name}.{node.name}"
        for module in MODULES
        if module.package == "model"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and not node.bases
        if not any({"frozen", "slots"} <= flags(decorator) for decorator in node.decorator_list)
    ]
    assert loose == []


def flags(decorator: ast.expr) -> set[str]:
    """The keyword arguments of a decorator that are True."""
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return {str(k.arg) for k in keywords if isinstance(k.value, ast.Constant) and k.value.value is True}


# --- size and names -------------------------------------------------------------------------------------------


def test_no_file_is_too_long_to_read() -> None:
    lengths = {module.name: len(module.text.splitlines()) for module in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_has_to_be_scrolled() -> None:
    lengths = {
        f"{module.name}.{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in MODULES
        for function in module.functions()
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_every_module_is_named_after_what_it_holds() -> None:
    assert [module.name for module in MODULES if SHAPELESS & set(module.name.strip("_").split("."))] == []


def test_every_module_says_what_it_is() -> None:
    assert [module.name for module in MODULES if not ast.get_docstring(module.tree)] == []
