"""Opens a workbook from standard input in a process of its own, to find out whether it may be copied whole.

The library that keeps the looks of a workbook also makes a cell of every place a merged range or a link covers, so that
a few bytes can hold it for hours.
"""

import io
import sys

from openpyxl import load_workbook

from ingest.guard import DAMAGED, FINE, TOO_MUCH, Limits, confine


def main(limits: Limits) -> int:
    """Say whether that went well."""
    confine(limits)
    try:
        load_workbook(io.BytesIO(sys.stdin.buffer.read()), keep_vba=False, keep_links=False)
    except MemoryError:
        return TOO_MUCH
    except Exception:  # noqa: BLE001 - whatever a damaged file brings about, this process exists to find out
        return DAMAGED
    return FINE


if __name__ == "__main__":
    sys.exit(main(Limits(*map(int, sys.argv[3:]))))
