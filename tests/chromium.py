"""Which Chromium the browser tests use: an installed one, else Playwright's own, else Debian's package when root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DEBIAN = ("chromium", "fonts-noto-cjk")
INSTALL = "请先装好 Chromium：playwright install chromium，或 apt-get install chromium fonts-noto-cjk。"


def find() -> str | None:
    """The program to start, or None where there is none."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — only asked where no system browser is found

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


def install() -> str | None:
    """Find Chromium, installing it where that is possible without a question. Returns the program or None."""
    if found := find():
        return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := find():
        return found
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", *_DEBIAN], check=False)
    return find()


if __name__ == "__main__":
    print(install() or INSTALL)
