"""JSON as the register keeps it: UTF-8 text with its keys in order, so that equal things are equal texts."""

from typing import Any

import orjson


def encode(value: Any) -> str:
    """A value as JSON text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def decode(text: str) -> Any:
    """The value a JSON text holds."""
    return orjson.loads(text)
