"""What the numbers were measured on, with what, and what is missing."""

import os
import platform

import numpy as np

from .peers import LEFT_OUT, PEERS


def header(peers):
    """Programs, versions, processors and threads."""
    versions = ", ".join(dict.fromkeys(f"{peer.package} {peer.version}" for peer in peers))
    return (
        "# The lasso, side by side\n\n"
        f"Python {platform.python_version()}, NumPy {np.__version__}, {versions}.\n"
        f"{platform.machine()}, {os.cpu_count()} processors{_load()}; threads: {_threads()}.\n"
        "A ratio is their time ÷ ours: the median over rounds in which both ran, one after the other, in one process."
    )


def footer(missing):
    """The programs that are not in the tables, and why."""
    packages = {peer.name: peer.package for peer in PEERS}
    absent = [f"- {name} ({packages[name]}) does not run here: {why}" for name, why in missing.items()]
    left_out = [f"- {name} is left out: {why}" for name, why in LEFT_OUT.items()]
    return "Not in the tables:\n\n" + "\n".join(absent + left_out)


def progress(items, name):
    """The same items, with a bar on stderr if tqdm is installed."""
    try:
        from tqdm import tqdm
    except ImportError:
        return items
    return tqdm(items, desc=name)


def _load():
    return f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def _threads():
    """How many threads the libraries that are loaded now would use."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "unknown"
    return ", ".join(dict.fromkeys(f"{pool['internal_api']} {pool['num_threads']}" for pool in threadpool_info()))
