"""Reads a whole workbook from standard input in a process of its own and says by its exit code whether that went well.

The Rust reader panics on some damaged .xls files and aborts the interpreter on others; a planner's session must outlive
both. Run by path, so that it starts in a few hundredths of a second and imports nothing of the project.
"""

import io
import sys

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

FINE, DAMAGED, PROTECTED = 0, 1, 3
MOST_MEMORY = 4 * 2**30  # bytes


def main(data: bytes) -> int:
    """Walk every cell of every sheet of ``data``."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows, where the time limit alone has to do
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        return PROTECTED
    for about in workbook.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.start is not None:
                sum(len(row) for row in sheet.iter_rows())
                len(sheet.merged_cell_ranges or ())
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer.read()))
