"""A private Neo4j of one folder, without Docker and without rights: started, looked at and stopped."""

import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from graph import neo4j_program
from graph.errors import MengtuError

_READY_SECONDS = 60
_RECOVERY_SECONDS = 300  # after a crash the server first replays its log
_STOP_SECONDS = 20
_HANDSHAKE = bytes.fromhex("6060b017" + "00000405" + "00000004" + "00000000" + "00000000")  # Bolt 5.4 or 4.0
_SETTINGS = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
_OPENED = tuple(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch"))


class LocalNeo4jError(MengtuError):
    """The private Neo4j does not start."""


@dataclass(frozen=True, slots=True)
class LocalNeo4j:
    """A running private server and how to log in."""

    address: str
    username: str
    password: str
    version: str
    pid: int


@dataclass(frozen=True, slots=True)
class _State:
    """What the folder remembers between calls; ``pid`` is 0 after a polite stop."""

    port: int
    password: str
    version: str
    pid: int = 0
    born: float = 0.0

    def server(self) -> LocalNeo4j:
        return LocalNeo4j(f"bolt://127.0.0.1:{self.port}", "neo4j", self.password, self.version, self.pid)


def start(home: Path, *, memory: str = "1g") -> LocalNeo4j:
    """Start the server that lives in ``home``, or find it running. The first time it is made there.

    Args:
        home: the server's folder: data, settings, logs and the state file, which only its owner may read.
        memory: largest heap of the server, as Java writes it (``1g``, ``512m``).

    Raises:
        Neo4jProgramError: Neo4j cannot be fetched, or there is no Java.
        LocalNeo4jError: the server ends or does not answer in time.
    """
    running = status(home)
    if running:
        return running
    home = home.resolve()
    launch = (str(neo4j_program.java()), "-cp", str(neo4j_program.library() / "*"))
    before = _read_state(home)
    state = _settle(home, launch, before)
    process = _launch(home, launch, memory)
    state = _State(state.port, state.password, state.version, process.pid, process.create_time())
    _write_state(home, state)
    seconds = _RECOVERY_SECONDS if before and before.pid else _READY_SECONDS
    if not _until(lambda: _answers(state.port) or not _alive(process), seconds) or not _alive(process):
        _end(process)
        raise LocalNeo4jError(f"{home} 里的 Neo4j 没能启动：请查看日志 {_log(home)}。")
    return state.server()


def status(home: Path) -> LocalNeo4j | None:
    """The server that runs in ``home``, or None."""
    state = _read_state(home.resolve())
    return state.server() if state and _process(state) else None


def stop(home: Path) -> bool:
    """Stop the server of ``home`` politely; its data stays. Returns whether it was running."""
    home = home.resolve()
    state = _read_state(home)
    process = _process(state) if state else None
    if not state or not process:
        return False
    _end(process)
    _write_state(home, _State(state.port, state.password, state.version))
    return True


def _settle(home: Path, launch: tuple[str, ...], before: _State | None) -> _State:
    """Write the settings, and the password when the server is new."""
    if before is None and (home / "data").exists():
        raise LocalNeo4jError(f"{home} 里有 Neo4j 的数据，却没有它的密码文件：请换一个文件夹，或删除它后重试。")
    port = before.port if before and not _taken(before.port) else _free_port()
    (home / "conf").mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    (home / "conf" / "neo4j.conf").write_text(_SETTINGS.format(port=port), encoding="utf-8")
    if before:
        return _State(port, before.password, neo4j_program.VERSION)
    state = _State(port, secrets.token_hex(16), neo4j_program.VERSION)
    # The tool reads its arguments from a file, so that the password is in nobody's list of processes.
    secret = home / "initial"
    _write_private(secret, state.password)
    command = [*launch, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", f"@{secret}"]
    with _log(home).open("ab") as log:
        done = subprocess.run(command, env=_environment(home), stdout=log, stderr=log, check=False)  # noqa: S603
    secret.unlink()
    if done.returncode:
        raise LocalNeo4jError(f"没能在 {home} 建立 Neo4j：请查看日志 {_log(home)}。")
    _write_state(home, state)
    return state


def _launch(home: Path, launch: tuple[str, ...], memory: str) -> psutil.Process:
    """Start the server in a session of its own, so that it outlives this program."""
    flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with _log(home).open("ab") as log:
        started = subprocess.Popen(  # noqa: S603
            [
                *launch,
                f"-Xmx{memory}",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                *_OPENED,
                "org.neo4j.server.CommunityEntryPoint",
                f"--home-dir={home}",
                f"--config-dir={home / 'conf'}",
            ],
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            creationflags=flags,
        )
    return psutil.Process(started.pid)


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}


def _log(home: Path) -> Path:
    return home / "neo4j.out"


def _process(state: _State) -> psutil.Process | None:
    """The process the state speaks of; a later one that got the same number is not it."""
    try:
        process = psutil.Process(state.pid) if state.pid else None
        return process if process and process.create_time() == state.born and _alive(process) else None
    except psutil.NoSuchProcess:
        return None


def _alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _end(process: psutil.Process) -> None:
    try:
        process.terminate()
        process.wait(_STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(_STOP_SECONDS)
    except psutil.NoSuchProcess:
        return


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def _answers(port: int) -> bool:
    """Whether a Bolt server agrees on a version of the protocol."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(_HANDSHAKE)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _read_state(home: Path) -> _State | None:
    try:
        return _State(**json.loads((home / "state.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _write_state(home: Path, state: _State) -> None:
    fresh = home / "state.json.new"
    _write_private(fresh, json.dumps(asdict(state)))
    fresh.replace(home / "state.json")


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
