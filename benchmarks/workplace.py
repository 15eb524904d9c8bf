"""Where things are for one run: interpreters, the programs to compare with, and a clean environment for children."""

import importlib.util
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(tempfile.gettempdir()) / "selfcheck-benchmark-peers"


@dataclass(frozen=True, slots=True)
class Workplace:
    """`rounds` of whole processes; `folder` is temporary and holds the files measured on."""

    folder: Path
    package: Path  # the folder selfcheck is imported from
    peers: Path  # a virtual environment; may not exist
    rounds: int

    @property
    def environment(self) -> dict[str, str]:
        """The same small environment for every child: caches go to the temporary folder, bytecode is kept."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return kept | {
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder),
            "LANG": "zh_CN.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": str(self.package),
        }

    @property
    def answers(self) -> Path:
        return self.folder / "answers.yaml"

    @property
    def selfcheck(self) -> list[str]:
        """What the installed command does."""
        return [sys.executable, "-c", "import sys; from selfcheck.__main__ import main; sys.exit(main())"]

    def program(self, name: str) -> str | None:
        """A peer's command beside this interpreter or in the peers' environment.

        PATH is not searched: a version manager's shim found there costs more than the program itself.
        """
        for folder in (Path(sys.executable).parent, self.peers / "bin"):
            if (folder / name).is_file():
                return str(folder / name)
        return None

    def interpreter(self, modules: Iterable[str]) -> str:
        """The interpreter that has most of the modules: this one, unless the peers' environment has more."""
        here = sum(importlib.util.find_spec(name) is not None for name in modules)
        theirs = self.peers / "bin" / "python"
        if not theirs.is_file():
            return sys.executable
        code = f"import importlib.util as u; print(sum(u.find_spec(n) is not None for n in {tuple(modules)!r}))"
        there = int(subprocess.run([theirs, "-c", code], capture_output=True, check=True, text=True).stdout)
        return str(theirs) if there > here else sys.executable


def packaged(folder: Path) -> Path | None:
    """selfcheck as its users have it, unpacked from a wheel built into the folder; None without hatchling."""
    if importlib.util.find_spec("hatchling") is None:
        return None
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "package")
    return folder / "package"


def install_peers(target: Path) -> None:
    """Creates a virtual environment with the packages of the `bench` group of pyproject.toml."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")).get("dependency-groups", {})
    if "bench" not in groups:
        print("pyproject.toml has no dependency group `bench`", file=sys.stderr)
        sys.exit(2)
    if not (target / "bin" / "python").is_file():
        subprocess.run([sys.executable, "-m", "venv", str(target)], check=True)
    subprocess.run([str(target / "bin" / "python"), "-m", "pip", "install", "--quiet", *groups["bench"]], check=True)
