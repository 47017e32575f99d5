"""Generated ledgers as tables under the schema's own headings, and how they are written as files."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from graph.schema import load_schema

_PROVENANCE = ("出处", "核实情况")


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """One ledger: its name in the schema, its headings, and its rows in the order of the headings."""

    ledger: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What was planted, for tests and for measuring suggestions; studios by 工作室编号, organizations by name.

    ``communities`` are the latent groups inside which most alliances are founded. ``alone`` are the studios outside
    any community, ``newcomers`` those of a community that do nothing before 2022. ``solvers`` pairs a problem
    with the studio whose skills it asks for.
    """

    communities: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]
    newcomers: tuple[str, ...]
    silent_regions: tuple[str, ...]
    supply_pairs: tuple[tuple[str, str], ...]
    solvers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GeneratedLedgers:
    """A simulated province or nation as ledgers, with what was planted in it."""

    tables: tuple[LedgerTable, ...]
    truth: Truth


def table(ledger: str, source: str, rows: Iterable[Mapping[str, str]]) -> LedgerTable:
    """Rows by heading, put in the order of the schema's columns and marked as simulated.

    Args:
        ledger: The ledger's name in the schema.
        source: What every row gives as its 出处.
        rows: Cells by heading; a heading left out is an empty cell.
    """
    header = tuple(load_schema().ledgers[ledger].columns)
    mark = (source, "模拟数据")
    return LedgerTable(
        ledger, (*header, *_PROVENANCE), tuple((*map(row.get, header, repeat("")), *mark) for row in rows)
    )


def write_ledgers(generated: GeneratedLedgers, out: Path) -> tuple[Path, ...]:
    """Writes every ledger to ``out`` as a CSV file that spreadsheets open as it is (UTF-8 with BOM, CRLF).

    Args:
        generated: What ``generate`` returned.
        out: A folder, made if it is not there; files of the same name are replaced.

    Returns:
        The files written, in the order of the ledgers.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for written in generated.tables:
        path = out / f"{written.ledger}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(written.header)
            writer.writerows(written.rows)
        paths.append(path)
    return tuple(paths)
