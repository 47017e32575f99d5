"""The reading of a file that is refused as a whole: no rows, and one sentence that says why."""

from collections.abc import Sequence
from pathlib import Path

from ingest.files import reason
from ingest.records import Issue, Place, Reading, Severity


def refused_reading(path: Path, reader: str, sentence: str, issues: Sequence[Issue] = ()) -> Reading:
    """The reading of a file that was refused as a whole, with ``issues`` known before it was."""
    refusal = Issue(Severity.ERROR, path.name, Place(), sentence)
    return Reading(path, reader, 0, (), (refusal, *issues))


def unopened_reading(path: Path, reader: str, error: OSError) -> Reading:
    """The reading of a file that could not be opened."""
    return refused_reading(path, reader, f"打不开（{reason(error)}），请核对文件和权限，关闭占用它的程序后再试")


def strictly(reading: Reading, bad: Sequence[Issue]) -> Reading:
    """A reading as it is, or refused for what is ``bad`` in it."""
    if not bad:
        return reading
    sentence = f"严格模式下有 {len(bad)} 处问题，整份文件未读入，请逐条改正后再导入"
    return refused_reading(reading.path, reading.reader, sentence, reading.issues)
