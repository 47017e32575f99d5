"""The built-in data set: real studios and alliances from public documents, shipped as ledgers."""

from pathlib import Path

from ingest.load import SourceFile

FOLDER = Path(__file__).parent / "sample_data"


def sample_files() -> list[SourceFile]:
    """The built-in ledgers, under names that do not depend on where Mengtu is installed."""
    return [SourceFile(f"内置数据/{path.name}", path) for path in sorted(FOLDER.glob("*.csv"))]
