"""How a command speaks: tables and sentences for people, one JSON document for machines, on any terminal."""

import io
import json
import sys
import unicodedata
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档。")]

# No markup and no emoji codes: names from ledgers print as they are written, [red] and :smile: included.
out = Console(markup=False, emoji=False, highlight=False, soft_wrap=True)
err = Console(markup=False, emoji=False, highlight=False, soft_wrap=True, stderr=True)


def suit_terminal() -> None:
    """Let no character the terminal cannot show break a command: it is written as its code instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def show_json(document: Any) -> None:
    """Print one JSON document on stdout, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write((json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n").encode())
    sys.stdout.flush()


def show_table(headings: list[str], rows: list[list[Any]], title: str = "") -> None:
    """Print a table, missing values as a dash."""
    table = Table(*headings, title=plain(title) or None, title_justify="left")
    for row in rows:
        table.add_row(*("—" if cell in (None, "", []) else plain(cell) for cell in row))
    out.print(table)


def say(*parts: object, strong: object = "") -> None:
    """Print a line; ``strong`` goes first and stands out."""
    out.print(Text.assemble((plain(strong), "bold"), *(plain(part) for part in parts)))


def complain(sentence: str) -> None:
    """Print why a command was refused, on stderr."""
    err.print(Text(plain(sentence), style="red"))


def plain(value: object) -> str:
    """A value as text that cannot steer the terminal: lists are joined, control characters are shown as ``�``."""
    text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return "".join("�" if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t" else each for each in text)
