"""A plan written earlier, as JSON or as a workbook people have worked in → Previous. What cannot be read is refused."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from selfcheck.errors import Location, Problem, SelfcheckError
from selfcheck.load import plan_data
from selfcheck.load.files import decode, read_bytes
from selfcheck.load.plan_format import check_format, refused, schema
from selfcheck.load.quote import quote
from selfcheck.load.schema import place
from selfcheck.load.shape import shape_problems
from selfcheck.load.yaml_reader import parse
from selfcheck.plan.merge import Previous
from selfcheck.plan.model import Item
from selfcheck.text import Text

FILE_LIMIT = 64 * 1024 * 1024
_ZIP = b"PK\x03\x04"


def load(path: Path) -> Previous:
    """Raises SelfcheckError with every problem found, at its line or cell."""
    file = str(path)
    data = read_bytes(path, limit=FILE_LIMIT)
    if data.startswith(_ZIP):
        from selfcheck.load import plan_workbook  # needs the extra `office`

        return plan_workbook.read(data, file)
    return _Json(decode(data, file), file).previous()


def repeated(ids: list[str]) -> list[str]:
    return [name for name, times in Counter(ids).items() if times > 1]


class _Json:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file

    def previous(self) -> Previous:
        raw = check_format(self.loaded(), Location(self.file))
        problems = list(shape_problems(schema(), raw, self.place))
        if problems:
            raise SelfcheckError(problems)
        items = [item for index, entry in enumerate(raw["items"]) if (item := self.item(index, entry, problems))]
        problems += [self.repeated(name) for name in repeated([item.id for item in items])]
        if problems:
            raise SelfcheckError(problems)
        return Previous(raw["organisation"], raw["policy"], plan_data.day(raw["deadline"]), tuple(items))

    def repeated(self, name: str) -> Problem:
        return Problem(Location(self.file), Text(f"编号 {quote(name)} 重复", f"id {quote(name)} is repeated"))

    def loaded(self) -> Any:
        try:
            return json.loads(self.text, object_pairs_hook=_unique, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            where = Location(self.file, error.lineno, error.colno)
            raise refused(where, Text("JSON 残缺或有误", "broken JSON")) from None
        except RecursionError:
            raise refused(Location(self.file), Text("嵌套过深", "nested too deep")) from None
        except ValueError as error:
            said = quote(str(error))
            raise refused(Location(self.file), Text(f"JSON 有误：{said}", f"invalid JSON: {said}")) from None

    def item(self, index: int, raw: dict[str, Any], problems: list[Problem]) -> Item | None:
        try:
            return plan_data.item(raw)
        except ValueError as error:
            said = quote(str(error))
            problems.append(Problem(self.place(["items", index]), Text(f"日期有误：{said}", f"invalid date: {said}")))
            return None

    def place(self, path: list[str | int]) -> Location:
        """Found by reading the file a second time, as YAML, whose reader keeps places; only when something is wrong."""
        try:
            return place(parse(self.text, self.file), path)
        except SelfcheckError:
            return Location(self.file)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"duplicate key {repeated([key for key, _ in pairs])[0]}")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
