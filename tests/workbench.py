"""Ledgers written as small texts, loaded into a real register."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from ingest.load import SourceFile, load
from ingest.outcome import ImportOutcome

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def write_ledger(folder: Path, name: str, text: str) -> Path:
    """Write a ledger: the first line holds the headings; cells are separated by ``|``, margins do not count."""
    rows = [line.strip().split("|") for line in text.strip().splitlines()]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    lines = [",".join(f'"{cell.strip()}"' for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def load_texts(engine: Engine, folder: Path, texts: Mapping[str, str], *, strict: bool = False) -> ImportOutcome:
    """Load ledgers given as texts; the file's name is the name of its source."""
    files = [SourceFile(name, write_ledger(folder, f"{name}.csv", text)) for name, text in texts.items()]
    return load(engine, files, at=NOON, strict=strict)
