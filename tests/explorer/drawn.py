"""Pages drawn without a browser, and the whole explorer served to one."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.testing.v1 import AppTest

_ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90  # seconds; a first page on a busy machine


def shown(page: str, /, **parameters: str) -> AppTest:
    """One page with query parameters."""
    script = f"from explorer import {page}\nfrom explorer.frame import framed\nframed({page}.render)\n"
    test = AppTest.from_string(script, default_timeout=PATIENCE)
    for name, value in parameters.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    """All HTML on the page except the styles."""
    bodies = [element.proto.body for element in test.get("html")]
    return "".join(body for body in bodies if "<style>" not in body)


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of the explorer, started with ``environment``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=_ROOT, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        for _ in range(4 * PATIENCE):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except (URLError, TimeoutError):
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
        server.terminate()
