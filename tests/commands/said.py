"""What a command printed and how it ended."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Mengtu = Callable[..., Said]

STUDIO = "工作室名称|领衔人|所在单位\n甲|张一|东厂"
EARLIER = "工作室名称|领衔人|所在单位\n乙|王二|西厂"
BAD_DATE = "工作室名称|领衔人|所在单位|创建日期\n甲|张一|东厂|2019-13-40"
