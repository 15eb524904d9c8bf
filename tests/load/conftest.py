"""What the tests of loading share: both parsers of PyYAML, and a user without the powers of root."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from selfcheck.load import yaml_reader


@pytest.fixture(params=["libyaml", "python"])
def both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the test on libyaml and on the parser that takes over where libyaml is missing."""
    if request.param == "python":
        monkeypatch.setattr(yaml_reader, "Parser", yaml.BaseLoader)


@pytest.fixture
def unprivileged() -> AbstractContextManager[None]:
    """Root may read and write everything, so the tests of permissions run as nobody."""
    return _nobody() if os.geteuid() == 0 else nullcontext()


@contextmanager
def _nobody() -> Iterator[None]:
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder anybody may write to; pytest's own is closed to the user of `unprivileged`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
