"""The limits that a process sets itself, before the first cell, and cannot lift again."""

import os
import sys

try:
    import resource
except ImportError:  # on Windows and in a browser there are no such limits
    resource = None  # type: ignore[assignment]


def apply(limits):
    """Set hard limits; as root, become a user without rights first (only then is there a limit on threads)."""
    _resource("RLIMIT_CORE", 0)
    _resource("RLIMIT_AS", limits["memory_bytes"])
    _resource("RLIMIT_CPU", limits["cpu_seconds"])
    _resource("RLIMIT_FSIZE", limits["file_bytes"])
    _resource("RLIMIT_NOFILE", limits["files"])
    _resource("RLIMIT_MSGQUEUE", 0)
    if user := limits["user"]:  # and give up root for good
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    if limits["boxed"]:  # outside a box this would count all processes of the user
        _resource("RLIMIT_NPROC", limits["threads"])


def _resource(name, most):
    kind = getattr(resource, name, None)
    if kind is None:
        return
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        if sys.platform == "linux":  # elsewhere some limits exist in name only
            raise
