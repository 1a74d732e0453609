"""More attacks, by kinds that `hostile.py` has not, each with the careless grader that falls for it.

What lies is run in one box, together: each in a cell of its own, under a name of its own.
"""

import platform
import re

import numpy as np
import sympy as sp
from hostile import unless_refused

TOLERANCE = 1e-3
IO_SETUP = 206 if platform.machine() == "x86_64" else 0  # the number of the system call

YES = "class Yes:\n    __eq__ = __le__ = __lt__ = lambda *a: True\n    __hash__ = lambda self: 0\n"
NUMBERS = {  # an answer to 2ab, and a comparison with the key that it passes
    "NaN": ("answer = float('nan')", lambda x, key: not abs(x - key) > TOLERANCE),
    "infinite beside a relative error": ("answer = np.inf", lambda x, key: abs(x - key) <= TOLERANCE * max(abs(x), 1)),
    "no number at all": ("answer = np.array([])", lambda x, key: np.allclose(x, key)),
    "a masked number": ("answer = np.ma.masked", lambda x, key: np.ma.allclose(x, key)),
    "any number": ("from unittest.mock import ANY as answer", lambda x, key: x == key),
    "a difference of its own": (
        "class No:\n    __sub__ = __rsub__ = lambda *a: 0\nanswer = No()", lambda x, key: abs(key - x) <= TOLERANCE
    ),
    "rounds to anything": (f"{YES}Yes.__round__ = lambda *a: Yes()\nanswer = Yes()", lambda x, key: round(x, 3) == key),
    "computes with NumPy as it likes": (
        "class U:\n    def __array_ufunc__(self, f, *a, **k): return np.True_ if f is np.less_equal else self\n"
        "answer = U()",
        lambda x, key: np.less_equal(np.abs(np.subtract(x, key)), TOLERANCE),
    ),
    "its class is another": (
        f"{YES}class C(Yes):\n    __class__ = property(lambda self: float)\nanswer = C()",
        lambda x, key: isinstance(x, float) and x == key,
    ),
    "many numbers": ("answer = np.arange(0, 2000, 0.125)", lambda x, key: np.isclose(x, key).any()),
    "more numbers than are read": ("answer = [k / 8 for k in range(19000)]", lambda x, key: key in x),
    "everything in one list": (
        f"{YES}class L(list):\n    __contains__ = lambda *a: True\nanswer = L()", lambda x, key: key in x
    ),
    "a list of another length": (
        f"{YES}class T(tuple):\n    __len__ = lambda self: 1\n    __getitem__ = lambda *a: Yes()\nanswer = T()",
        lambda x, key: len(x) == 1 and x[0] == key,
    ),
    "an array with another entry": (
        f"{YES}class A(np.ndarray):\n    item = lambda self: Yes()\nanswer = np.zeros(1).view(A)",
        lambda x, key: x.item() == key,
    ),
    "changes between two readings": (
        f"{YES}class T:\n    n = 0\n    def __float__(self):\n        self.n += 1\n        return float(self.n)\n"
        "    def __eq__(self, other): return self.n > 0\nanswer = T()",
        lambda x, key: float(x) > 0 and x == key,
    ),
    "a pattern": ("answer = '.*'", lambda x, key: re.fullmatch(x, str(key))),
    "a symbol without a size": (
        "import sympy as sp\nclass Z(sp.Symbol):\n    __sub__ = __rsub__ = lambda *a: sp.S.Zero\nanswer = Z('z')",
        lambda x, key: sp.simplify(x - key) == 0,
    ),
    "all real numbers": ("import sympy as sp\nanswer = sp.S.Reals", lambda x, key: key in x),
    "from minus to plus infinity": (
        "import sympy as sp\nanswer = sp.AccumBounds(-sp.oo, sp.oo)", lambda x, key: key in x
    ),
    "a wild symbol": ("import sympy as sp\nanswer = sp.Wild('w')", lambda x, key: x.matches(sp.Float(key)) is not None),
    "a relation that holds": ("import sympy as sp\nanswer = sp.true", lambda x, key: bool(sp.Eq(key, key)) == x),
}  # fmt: skip
ARRAYS = {
    "an empty array": ("answer = np.zeros((0, 4))", lambda x, key: np.allclose(x, key)),
    "a masked array": ("answer = np.ma.masked_all(4)", lambda x, key: np.ma.allclose(x, key)),
    "an array of NaN": ("answer = np.full(4, np.nan)", lambda x, key: not (abs(x - key) > TOLERANCE).any()),
    "an infinite array": ("answer = np.full(4, np.inf)", lambda x, key: (abs(x - key) <= TOLERANCE * abs(x)).all()),
    "an array of anything": (f"{YES}answer = np.array([Yes()] * 4)", lambda x, key: (x == key).all()),
    "an array of no size": (
        "class A:\n    shape = (4,)\n    __sub__ = __rsub__ = lambda *a: np.zeros(4)\n    __array_ufunc__ = None\n"
        "answer = A()",
        lambda x, key: x.shape == key.shape and np.all(abs(key - x) < TOLERANCE),
    ),
}


def apart(answer, key, **point):
    """How far two formulas are apart at one point, computed by Python."""
    point = {name: np.float64(value) for name, value in point.items()}
    with np.errstate(invalid="ignore"):
        return abs(eval(answer, {}, point) - eval(key, {}, point))


FORMULAS = {  # an answer to 2*x*y - m*lam/2, and a look at it that it passes
    "0/0": ("answer = '(x - x)/(y - y)'", lambda x, key: not apart(x, key, x=1, y=2, lam=3) > TOLERANCE),
    "a condition": ("answer = 'x == x'", lambda x, key: eval(x, {"x": 7})),
    "no case": ("answer = 'Piecewise((1, x < x))'", lambda x, key: "Piecewise" in x),
    "right at the first integers": (
        "answer = f'2*x*y - {m}*lam/2 + (x - 1)*(x - 2)*(x - 3)'",
        lambda x, key: all(
            eval(x, point) == eval(key, point)
            for point in ({"x": k, "y": k + 1, "lam": 2 * k} for k in range(1, 4))
        ),
    ),
    "right where lam is small": (
        f"answer = f'2*x*y - {'{m}'}*lam/2 + lam**8/10**15'",
        lambda x, key: abs(eval(x, {"x": 1, "y": 2, "lam": 2}) - eval(key, {"x": 1, "y": 2, "lam": 2})) < TOLERANCE,
    ),
    "right for positive x": (
        "answer = f'2*abs(x)*y - {m}*lam/2'",
        lambda x, key: eval(x, {"x": 2, "y": 3, "lam": 1}) == eval(key, {"x": 2, "y": 3, "lam": 1}),
    ),
}  # fmt: skip
ALWAYS = {  # a condition that is too often true, beside |g| <= lam, which is true at the point that is looked at
    "an equality with itself": "g == g",
    "a square": "g**2 >= 0",
    "one or the other": "(g <= lam) or (g > lam)",
    "all numbers": (-sp.oo, sp.oo),
    "a condition and its opposite": "not ((g < lam) and (g >= lam))",
    "all but one number": "g != 12345.5",
    "the set of all numbers": sp.Contains(sp.Symbol("g"), sp.Reals),
}
POINT = {"g": 1, "lam": 2}

FRAMES = "import sys\ndef {name}(v, t):\n    return sys._getframe(1).f_locals.get('expected', 0)"
FUNCTIONS = {  # a function in place of S(v, t), and how a careless grader asks it
    "reads what is expected": (FRAMES.format(name="answer"), "knows"),
    "looks at all frames": (
        "import inspect\ndef answer(v, t):\n    return next((frame.frame.f_locals['expected'] for frame in "
        "inspect.stack() if 'expected' in frame.frame.f_locals), 0)",
        "knows",
    ),
    "finds the key in memory": (
        "import gc, types\ndef answer(v, t):\n    return next((f(v, t) for f in gc.get_objects() if "
        "isinstance(f, types.FunctionType) and (f.__module__, f.__name__) == ('toy', 'shrunk')), 0)",
        "knows",
    ),
    "asks who refers to its argument": (
        "import gc\ndef answer(v, t):\n    return next((d['expected'] for d in gc.get_referrers(v) "
        "if isinstance(d, dict) and 'expected' in d), 0)",
        "knows",
    ),
    "changes its arguments": (
        "def answer(v, t):\n    if np.ndim(v): v[:] = 0\n    return np.zeros_like(v)", "asks the key later"
    ),
    "changes the comparison": (
        "def answer(v, t):\n    np.allclose = np.isclose = lambda *a, **k: True\n    return 0", "knows"
    ),
    "changes arrays": (
        "def answer(v, t):\n    np.subtract = np.abs = lambda *a, **k: np.zeros(1)\n    return 0", "subtracts"
    ),
    "returns nothing to compare": ("def answer(v, t):\n    return np.zeros((0,) + np.shape(v))", "knows"),
    "returns NaN": ("def answer(v, t):\n    return v * np.nan", "subtracts"),
    "returns what is masked": ("def answer(v, t):\n    return np.ma.masked_all(np.shape(v))", "masks"),
    "returns anything": (f"{YES}def answer(v, t):\n    return Yes()", "equals"),
    "returns many of anything": (f"{YES}def answer(v, t):\n    return [Yes()] * 3 if np.ndim(v) else Yes()", "equals"),
    "is blank where it does not know": (
        "def answer(v, t):\n    return 0 * v if np.all(np.abs(v) <= t) else ...", "leaves blanks out"
    ),
    "returns a promise": (
        "class P:\n    __array__ = lambda self, *a, **k: np.zeros((0, 1))\ndef answer(v, t):\n    return P()", "knows"
    ),
}  # fmt: skip


def careless(how, function, key, cases):
    """Whether a grader is content that has the key in the process of the student's function."""
    for case in cases:
        expected = None if how == "asks the key later" else key(*case)
        asked = {"v": case[0], "case": [*case], "expected": expected}
        outcome = function(*asked["case"])
        if how == "asks the key later":
            expected = key(*case)
        if not (how == "leaves blanks out" and outcome is ...) and not _content(how, outcome, expected):
            return False
    return True


def _content(how, outcome, expected):
    if how == "equals":
        return np.all(expected == outcome)
    if how == "masks":
        return np.ma.allclose(outcome, expected)
    if how == "subtracts":
        return not np.any(np.abs(np.subtract(outcome, expected)) > TOLERANCE)
    return np.allclose(outcome, expected)


def seen(path):
    """A cell that answers rightly if a file or folder of the machine is there."""
    return unless_refused(f"os.stat({str(path)!r})", "True", refused=("ENOENT", "EACCES"))


OUTSIDE = {  # what is looked for beyond the box; {…} is filled in by the test
    "another student's files": seen("{other}"),
    "shared memory of others": seen("{shared}"),
    "folders of services": seen("/var/lib"),
    "devices of the kernel": seen("/sys/kernel"),
    "the name of the machine": unless_refused("os.uname().nodename == {host!r}"),
    "the name of the machine, in a file": seen("/etc/hostname"),
    "a socket without a file": unless_refused(
        "import socket", "socket.socket(socket.AF_UNIX).connect({socket!r})", "True", refused=("ECONNREFUSED",)
    ),
    "a socket with a file": unless_refused(
        "import socket", "socket.socket(socket.AF_UNIX).connect({path!r})", "True", refused=("ENOENT",)
    ),
    "rights that the kernel keeps": unless_refused(
        "import struct", "open('/dev/shm/rights', 'w').close()",
        "every = [(1, 6, -1), *[(2, 6, os.getuid())] * 999, (4, 6, -1), (16, 6, -1), (32, 6, -1)]",
        "packed = struct.pack('<I', 2) + b''.join(struct.pack('<HHi', *each) for each in every)",
        "os.setxattr('/dev/shm/rights', 'system.posix_acl_access', packed)",
        "True",
        refused=("EPERM",),
    ),
    "attributes of a file": unless_refused(
        "open('/dev/shm/rights', 'w').close()", "os.setxattr('/dev/shm/rights', 'user.x', b'x' * 100)", "True",
        refused=("EPERM",),
    ),
    "memory that is left to a pipe": unless_refused(
        "import ctypes", "libc, pipe, text = ctypes.CDLL(None), os.pipe(), ctypes.create_string_buffer(9)",
        "span = (ctypes.c_size_t * 2)(ctypes.addressof(text), 9)",
        "sent = libc.vmsplice(pipe[1], span, 1, 0)", "os.close(pipe[0]) or os.close(pipe[1])", "sent == 9",
    ),
    "what the whole machine may ask of disks": unless_refused(
        "import ctypes", "context = ctypes.c_ulong(0)",
        f"ctypes.CDLL(None).syscall({IO_SETUP}, 1, ctypes.byref(context)) == 0",
    ),
    "what one user may watch": unless_refused(
        "import ctypes", "libc = ctypes.CDLL(None)", "watches = libc.inotify_init1(0)",
        "libc.inotify_add_watch(watches, b'/usr', 0xfff) > 0",
    ),
    "sockets of others, in a list": unless_refused(
        "open('/proc/net/unix').read().count('\\n') > 1", refused=("ENOENT",)
    ),
    "the first program of the machine": unless_refused("b'runner' not in open('/proc/1/cmdline', 'rb').read()"),
    "a hold on the grader": unless_refused("os.pidfd_open(os.getppid()) > 0", refused=("EINVAL",)),
    "a signal to the grader": unless_refused("os.getppid() and os.kill(os.getppid(), 0) is None"),
    "more open files": unless_refused(
        "import resource", "resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99))", "True", refused=("ValueError",)
    ),
    "more memory": unless_refused(
        "import resource", "resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40))", "True", refused=("ValueError",)
    ),
    "the kernel's log": unless_refused("import ctypes", "ctypes.CDLL(None).klogctl(10, None, 0) >= 0"),
    "whom the kernel ends first": unless_refused(
        "open('/proc/self/oom_score_adj', 'w').write('1')", "True", refused=("EROFS", "EACCES")
    ),
    "what the kernel keeps of a crash": unless_refused(
        "open('/proc/self/coredump_filter', 'w').write('0x7f')", "True", refused=("EROFS", "EACCES")
    ),
}  # fmt: skip
NOT_EVERYWHERE = (
    "attributes of a file", "rights that the kernel keeps", "what the whole machine may ask of disks",
    "the kernel's log", "the name of the machine, in a file", "folders of services", "devices of the kernel",
)  # fmt: skip
