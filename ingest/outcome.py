"""What an import did: file by file, kind by kind, and what there is to look at."""

from dataclasses import dataclass
from typing import Any

from ingest.records import Issue, Severity


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``unchanged`` files were known and not read again."""

    name: str
    reader: str
    rows: int
    accepted: int
    issues: tuple[Issue, ...]
    unchanged: bool = False

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was accepted although something is wrong with it."""
        return self.accepted == 0 and any(issue.severity is Severity.ERROR for issue in self.issues)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did; ``import_id`` is None when nothing was accepted or it was a trial."""

    import_id: int | None
    files: tuple[FileOutcome, ...]
    created: dict[str, int]
    updated: dict[str, int]
    unchanged: dict[str, int]
    removed: dict[str, int]
    issues: tuple[Issue, ...]

    @property
    def refused(self) -> bool:
        """Whether every file was refused."""
        return bool(self.files) and all(file.refused for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The document ``mengtu import --json`` prints."""
        return {
            "import_id": self.import_id,
            "files": [
                {
                    "path": file.name,
                    "reader": file.reader,
                    "rows": file.rows,
                    "accepted": file.accepted,
                    "unchanged": file.unchanged,
                    "issues": len(file.issues),
                }
                for file in self.files
            ],
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "issues": [issue_as_json(issue) for issue in self.issues],
        }


def issue_as_json(issue: Issue) -> dict[str, str]:
    """An issue as the contract of ``--json`` shows it."""
    return {
        "severity": issue.severity.value,
        "file": issue.file,
        "place": str(issue.place),
        "message": issue.message,
    }
