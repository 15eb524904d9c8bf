"""`replace` for the model's named tuples and for dataclasses alike."""

import dataclasses
from typing import Any


def replace(record: Any, **changes: Any) -> Any:
    return record._replace(**changes) if isinstance(record, tuple) else dataclasses.replace(record, **changes)
