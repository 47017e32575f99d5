"""Which sheets of a file may be ledgers, which are application forms, and which only explain how to fill them in."""

from collections.abc import Iterator
from pathlib import Path

from ingest.form.grid import Written
from ingest.form.sheets import without_forms
from ingest.heading_words import NUMBERING, known_headings
from ingest.tabular import Sheet, open_sheets

INSTRUCTIONS = "填写说明"  # the sheet of an empty template that explains it


def ledger_sheets(path: Path, forms: list[Written]) -> Iterator[Sheet]:
    """The sheets of a file that may be ledgers; ``forms`` takes those that are application forms.

    Raises:
        FileRefusedError: the file is not read; also while walking the sheets.
        OSError: it cannot be opened.
    """
    sheets = open_sheets(path, known_headings() | NUMBERING)
    return without_forms((sheet for sheet in sheets if not sheet.title.startswith(INSTRUCTIONS)), forms)
