"""Compiles `checklists/` to one file inside the wheel, so that a run does not parse a megabyte of YAML."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCatalogue(BuildHookInterface):  # type: ignore[type-arg]  # the plug-in interface leaves its parameter open
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # a checkout reads its YAML and keeps the compiled form in the user's cache
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        import selfcheck
        from selfcheck.load import catalogue

        target = Path(tempfile.mkdtemp()) / catalogue.COMPILED
        catalogue.compile_to(root / "checklists", target, selfcheck.__version__)
        build_data["force_include"][str(target)] = f"selfcheck/{catalogue.COMPILED}"
