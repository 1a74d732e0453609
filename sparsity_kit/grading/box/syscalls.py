"""The system calls that the box refuses, as a seccomp program in classic BPF (man 2 seccomp).

Threads may be made and processes may not: fork and vfork fail, clone needs CLONE_THREAD, and clone3, whose flags a
filter cannot see, says that it does not exist, so that the C library falls back on clone. Sockets are local ones.
Memory that no limit of the process counts is refused (memfd, System V, lists of access rights at files, pages that
are left to a pipe, files that are watched), and so is what all programs of the machine share, and looking into these
and the kernel's log.
"""

import platform
import struct

_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD, _AF_UNIX, _SET_PARENT_DEATH_SIGNAL, _SIGKILL = 0x10000, 1, 1, 9
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CALLS = {  # name: (number on x86_64, number on aarch64)
    "fork": (57, None), "vfork": (58, None), "clone": (56, 220), "clone3": (435, 435),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "open_tree": (428, 428), "fsopen": (430, 430),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    "vmsplice": (278, 75), "io_setup": (206, 0), "syslog": (103, 116),
    "socket": (41, 198), "prctl": (157, 167),
}  # fmt: skip
_SPECIAL = ("clone", "clone3", "socket", "prctl")


def seccomp_program(machine=None):
    """The filter as bytes, for `bwrap --seccomp`; None on a machine other than x86_64 and aarch64."""
    machine = machine or platform.machine()
    if machine not in _MACHINES:
        return None
    number = {name: numbers[list(_MACHINES).index(machine)] for name, numbers in _CALLS.items()}
    program = [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 1, 0, _MACHINES[machine]),
        (_RETURN, 0, 0, _REFUSE | _EPERM),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, 0x40000000),  # the x32 calls, a second set of numbers on x86_64
        (_RETURN, 0, 0, _REFUSE | _EPERM),
        *_refuse(number["clone3"], _ENOSYS),
        *_only_if(number["clone"], _IF_ANY_BIT, _CLONE_THREAD),
        *_only_if(number["socket"], _IF_EQUAL, _AF_UNIX),
        *_death_signal_stays(number["prctl"]),
    ]
    for name, call in number.items():
        if name not in _SPECIAL and call is not None:
            program += _refuse(call, _EPERM)
    return b"".join(struct.pack("=HBBI", *step) for step in [*program, (_RETURN, 0, 0, _ALLOW)])


def _refuse(call, error):
    return [(_IF_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE | error)]


def _only_if(call, comparison, value):
    """The call is allowed if its first argument compares with the value as it should."""
    return [
        (_IF_EQUAL, 0, 4, call),
        (_LOAD, 0, 0, _ARGUMENTS),
        (comparison, 0, 1, value),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE | _EPERM),
    ]


def _death_signal_stays(call):
    """A box that outlives its grader would be left on the machine: the signal at its death stays SIGKILL."""
    return [
        (_IF_EQUAL, 0, 6, call),
        (_LOAD, 0, 0, _ARGUMENTS),
        (_IF_EQUAL, 0, 3, _SET_PARENT_DEATH_SIGNAL),
        (_LOAD, 0, 0, _ARGUMENTS + 8),
        (_IF_EQUAL, 1, 0, _SIGKILL),
        (_RETURN, 0, 0, _REFUSE | _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
