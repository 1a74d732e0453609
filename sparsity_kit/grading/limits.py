"""How much one submission may use. The same numbers hold for everyone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts for one submission."""

    notebook_bytes: int = 10_000_000  # the file that was handed in, its pictures included
    cells: int = 300
    cell_seconds: float = 15  # one cell, by the clock, which stands still while it waits for a processor
    call_seconds: float = 5  # one value asked for, or one call of a function
    notebook_seconds: float = 90  # everything, with the runs that are repeated without a fatal cell
    cpu_seconds: int = 40  # one run
    memory_bytes: int = 2_000_000_000  # address space
    file_bytes: int = 16_000_000  # one file, and each of /tmp, /dev/shm and the home folder
    files: int = 64  # open at once
    names: int = 20_000  # files, folders and links in the three folders; a file without a byte has its cost as well
    threads: int = 64
    reply_bytes: int = 1_000_000  # one answer, on its way out of the box
    runs: int = 3  # of the whole notebook, each without the cells that were fatal before
    judge_seconds: float = 10  # one question


LIMITS = Limits()
