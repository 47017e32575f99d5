"""An application form in a Word document, as its reader takes it."""

from pathlib import Path

from ingest.form.archive import open_package
from ingest.form.grid import Written, read_blocks
from ingest.form.text import box_texts, unseen_texts
from ingest.records import Place, Severity


def open_word(path: Path) -> Written:
    """The form in a .docx file.

    Raises:
        FileRefusedError: the file is something else, damaged, protected, too large or made to do harm.
        OSError: the file cannot be read.
    """
    package = open_package(path)
    embedded = f"文档里嵌有 {len(package.embedded)} 个附件，未打开，请另存出来单独导入"
    return Written(
        read_blocks(package.body),
        box_texts(package.body),
        unseen_texts(package.body),
        ((Severity.NOTICE, Place(), embedded),) if package.embedded else (),
    )
