"""Opens a Word document from standard input in a process of its own and says by its exit code whether that went well.

A document made to exhaust memory or time does so here and not in a planner's session. Run by path, so that it starts
quickly and imports nothing of the project.
"""

import io
import sys

from docx import Document

FINE, DAMAGED = 0, 1
MOST_MEMORY = 2 * 2**30  # bytes


def main(data: bytes) -> int:
    """Open ``data`` and walk every element of its body."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows, where the time limit alone has to do
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    body = Document(io.BytesIO(data)).element.body
    sum(1 for _ in body.iter())
    return FINE


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer.read()))
