"""Describes the machine a benchmark ran on, without saying whose it is."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("numpy", "scipy", "sparse-dot-topn", "networkx", "networkit", "scikit-network")


def machine() -> list[str]:
    """Processor, cores, memory, versions, and how busy the machine was."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return [
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} memory, {platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        f"load at the end: {load} (its own work included)",
    ]


def slug() -> str:
    """The processor and its cores as part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", f"{_processor()} {os.cpu_count()} cores".lower()).strip("-")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    told = re.search(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8")) if info.exists() else None
    return told.group(1).strip() if told else platform.processor() or platform.machine()


def _memory() -> str:
    info = Path("/proc/meminfo")
    told = re.search(r"MemTotal:\s*(\d+)", info.read_text(encoding="utf-8")) if info.exists() else None
    return f"{int(told.group(1)) / 2**20:.0f} GiB" if told else "unknown"
