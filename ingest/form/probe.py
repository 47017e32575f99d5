"""Checks and opens a Word document from standard input in a process of its own and writes what parts it has.

A document made to exhaust memory or time does so here and not in a planner's session. What is written is one JSON
object: the names of the parts, or why the document is refused.
"""

import io
import sys

import orjson
from docx import Document

from ingest.form.archive import check_archive
from ingest.form.grid import read_blocks
from ingest.form.text import box_texts
from ingest.guard import FINE, REFUSED, ending
from ingest.tabular import FileRefusedError


def main() -> int:
    """Open the document and read its tables, paragraphs and text boxes as the form's reader does."""
    try:
        data = sys.stdin.buffer.read()
        parts = check_archive(data)
        body = Document(io.BytesIO(data)).element.body
        read_blocks(body)
        box_texts(body)
    except FileRefusedError as refused:
        sys.stdout.buffer.write(orjson.dumps({"refused": str(refused)}))
        return REFUSED
    sys.stdout.buffer.write(orjson.dumps({"parts": parts}))
    return FINE


if __name__ == "__main__":
    sys.exit(ending(main))
