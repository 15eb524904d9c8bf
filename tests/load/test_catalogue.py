"""A compiled catalogue says what the YAML says, and is used for no other bytes and by no other version."""

import pickle
from io import BytesIO
from pathlib import Path

import pytest

import selfcheck.load.content as source
from selfcheck.load import build, catalogue
from selfcheck.load.model_reader import ModelReader

VERSION = "1.2.3"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel") / catalogue.COMPILED
    catalogue.compile_to(source.bundled(), target, VERSION)
    return target


@pytest.fixture(scope="module")
def files() -> source.Files:
    return source.read(source.bundled())


def test_the_wheel_carries_exactly_what_the_yaml_says(compiled: Path, files: source.Files) -> None:
    raw = {name: source.plain(document.value) for name, document in source.documents(files).items()}
    written = catalogue.shipped(compiled, files.digest, VERSION)
    assert written is not None
    assert written == build.content(raw, VERSION, files.digest)
    assert all(type(control).__name__ == "Control" for control in written.controls.values())


@pytest.mark.parametrize(
    ("digest", "version"), [("0123456789abcdef", VERSION), (None, "1.2.4")], ids=["other bytes", "another version"]
)
def test_a_compiled_file_serves_its_own_bytes_and_version_only(
    compiled: Path, files: source.Files, digest: str | None, version: str
) -> None:
    assert catalogue.shipped(compiled, digest or files.digest, version) is None


@pytest.mark.parametrize("size", [0, 10, 60, 5_000, -1], ids=lambda size: f"{size} bytes")
def test_a_damaged_file_is_left_aside(compiled: Path, files: source.Files, tmp_path: Path, size: int) -> None:
    damaged = tmp_path / "cut"
    damaged.write_bytes(compiled.read_bytes()[:size])
    assert catalogue.shipped(damaged, files.digest, VERSION) is None


def test_where_there_is_no_compiled_file_there_is_no_model(files: source.Files, tmp_path: Path) -> None:
    assert catalogue.shipped(tmp_path / "none", files.digest, VERSION) is None


class Touches:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (str(self.path),)


@pytest.mark.parametrize(
    "name", ["dataclass", "dataclass.__builtins__.get", "Answers.__init__", "date", "Location"], ids=lambda name: name
)
def test_nothing_a_model_module_only_leads_to_is_reached(
    compiled: Path, files: source.Files, tmp_path: Path, name: str
) -> None:
    reached = f"cselfcheck.model.answers\n{name}\n.".encode()
    with pytest.raises(pickle.UnpicklingError, match=r"selfcheck\.model\.answers"):
        ModelReader(BytesIO(b"\x80\x04" + reached)).load()
    planted = tmp_path / "planted"
    planted.write_bytes(compiled.read_bytes().split(b"\n", 1)[0] + b"\n\x80\x04" + reached)
    assert catalogue.shipped(planted, files.digest, VERSION) is None


@pytest.mark.parametrize("what", ["a class of another module", "something that is no content"])
def test_a_compiled_file_makes_nothing_but_the_model(
    compiled: Path, files: source.Files, tmp_path: Path, what: str
) -> None:
    touched = tmp_path / "touched"
    payload = Touches(touched) if what.startswith("a class") else ("zh", "en")
    planted = tmp_path / "planted"
    planted.write_bytes(compiled.read_bytes().split(b"\n", 1)[0] + b"\n" + pickle.dumps(payload))
    assert catalogue.shipped(planted, files.digest, VERSION) is None
    assert not touched.exists()
