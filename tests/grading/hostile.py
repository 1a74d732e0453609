"""Submissions that attack the grader, each in the cell of one question; the answers to the others are right.

Where an attack could pay, the cell asks whether it succeeded, and answers rightly only then: so a mark of its own for
the question would mean that the attack works. `outside.py` runs the same cells where there is no box: there they work.
"""

import atexit
import platform
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).parents[2]
CLONE = 56 if platform.machine() == "x86_64" else 220  # the number of the system call
LEFT = "left-by-a-student"  # part of the name of every file that an attack writes


class _Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


SERVER = HTTPServer(("127.0.0.1", 0), _Server)  # listens at once; answers where `serve_forever` runs
atexit.register(SERVER.server_close)
HERE = SERVER.server_address


def unless_refused(*lines, refused=()):
    """A cell that answers rightly if the last line, an expression, is true, and wrongly if it is not.

    The lines before it may be refused by an error that `refused` names: EPERM, or the name of a class. Any other error
    stays one, so that no mistake in an attack is taken for a wall.
    """
    *before, success = lines
    steps = "".join(f"    {line}\n" for line in before)
    return (
        f"import errno, os, sys, tempfile\ntry:\n{steps}    won = bool({success})\n"
        "except BaseException as error:\n    won = False\n"
        "    name = errno.errorcode.get(getattr(error, 'errno', None), type(error).__name__)\n"
        f"    if name not in {refused!r}:\n        raise\n"
        "slope = 2 * a * b if won else 0"
    )


def readable(path):
    """A cell that answers rightly if it can see a file or a folder."""
    return unless_refused(f"os.stat({str(path)!r})", "True", refused=("ENOENT", "EACCES"))


def called(function, *arguments, success="== 0"):
    """A cell that answers rightly if the C library's function succeeds."""
    return unless_refused("import ctypes", f"ctypes.CDLL(None).{function}({', '.join(arguments)}) {success}")


def forks(call):
    """A cell that answers rightly if a system call makes a process."""
    return unless_refused("import ctypes", f"pid = {call}", "pid or os._exit(0)", "pid > 0", refused=("EPERM",))


LOOKS = {
    "the repository": readable(REPOSITORY / "pyproject.toml"),
    "the tests": readable(REPOSITORY / "tests"),
    "the home folder": readable(next((path for path in Path.home().iterdir() if path.is_file()), "/root")),
    "the passwords": readable("/etc/shadow"),
    "the users": readable("/etc/passwd"),
    "the folder of the grader": readable(REPOSITORY / "README.md"),
    "the environment": unless_refused(
        "pid, text = os.getppid(), b''",
        "while pid and b'GRADER_SECRET' not in text: text = open(f'/proc/{pid}/environ', 'rb').read(); "
        "pid = int(open(f'/proc/{pid}/stat').read().rpartition(')')[2].split()[1])",
        "b'GRADER_SECRET' in text or 'GRADER_SECRET' in os.environ",
    ),
    "other processes": unless_refused("sum(name.isdigit() for name in os.listdir('/proc')) > 1"),
    "the root of another process": unless_refused(
        f"os.path.exists(f'/proc/{{os.getppid() or 1}}/root{REPOSITORY}/pyproject.toml')"
    ),
    "the keys": unless_refused(
        "from sparsity_kit.homework import register", "register.ASSIGNMENTS is not None", refused=("ImportError",)
    ),
    "the exercises": unless_refused(
        "import sparsity_kit.homework.lesson_1", "True", refused=("ModuleNotFoundError",)
    ),
    "the grader": unless_refused(
        "import sparsity_kit.grading.judge.judging", "True", refused=("ModuleNotFoundError",)
    ),
    "the source of the grader": unless_refused(
        "import sparsity_kit",
        "folder = os.path.dirname(sparsity_kit.__file__)",
        "os.listdir(folder + '/grading') or set(os.listdir(folder + '/homework')) - {'__init__.py', '__pycache__'}",
    ),
    "the frames above": unless_refused(
        "frames, frame = [], sys._getframe()",
        "while frame: frames.append(frame); frame = frame.f_back",
        "any('key' in f.f_locals or 'secret' in f.f_locals or 'exercise' in f.f_locals for f in frames)",
    ),
    "all objects in memory": unless_refused(
        "import gc", "any(type(o).__name__ in ('Exercise', 'Mistake', 'Variant') for o in gc.get_objects())"
    ),
    "its own memory": unless_refused(
        "spans = [line.split()[0].split('-') for line in open('/proc/self/maps') if 'heap' in line]",
        "memory = open('/proc/self/mem', 'rb')",
        "memory.seek(int(spans[0][0], 16))",
        "b'GRADER_' + b'SECRET' in memory.read(int(spans[0][1], 16) - int(spans[0][0], 16))",
        refused=("EACCES",),
    ),
    "a symbolic link": unless_refused(
        f"link = os.path.join(tempfile.gettempdir(), '{LEFT}')",
        f"os.symlink('{REPOSITORY}', link)",
        "'pyproject.toml' in os.listdir(link)",
    ),
    "open files": unless_refused(
        "import stat",
        "kinds = [os.fstat(fd).st_mode for fd in range(64) if os.path.exists(f'/proc/self/fd/{fd}')]",
        "any(stat.S_ISREG(kind) or stat.S_ISDIR(kind) or stat.S_ISSOCK(kind) for kind in kinds)",
    ),
}  # fmt: skip

REACHES = {
    "the network": unless_refused(
        "import socket", f"socket.create_connection({HERE}, timeout=1)", "True", refused=("EPERM",)
    ),
    "this machine": unless_refused(
        "import socket", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)", "True", refused=("EPERM",)
    ),
    "a name": unless_refused(
        "import socket", "socket.getaddrinfo('localhost', 80)", "True", refused=("gaierror",)
    ),
    "the host of a virtual machine": unless_refused(
        "import socket", "socket.socket(40, socket.SOCK_STREAM)", "True", refused=("EPERM",)
    ),
    "a download": unless_refused(
        "import urllib.request",
        "opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))",
        f"opener.open('http://{HERE[0]}:{HERE[1]}', timeout=5)",
        "True",
        refused=("URLError",),
    ),
    "a process": unless_refused(
        "import subprocess", "subprocess.check_output(['/bin/echo', 'x'])", "True", refused=("EPERM",)
    ),
    "a shell": unless_refused("os.system('true') == 0"),
    "a fork": unless_refused("os.fork() or os._exit(0)", "True", refused=("EPERM",)),
    "a pool": unless_refused(
        "import multiprocessing",
        "multiprocessing.get_context('fork').Pool(1).map(abs, [1])",
        "True",
        refused=("EPERM",),
    ),
    "a namespace": called("unshare", "0x10000000"),
    "clone with flags": forks(f"ctypes.CDLL(None).syscall({CLONE}, 17, 0, 0, 0, 0)"),
    "clone3": forks("ctypes.CDLL(None).syscall(435, ctypes.create_string_buffer(88), 88)"),
    "a tracer": called("ptrace", "0", "0", "0", "0"),
    "another process's memory": called("process_vm_readv", "1", "None", "0", "None", "0", "0", success=">= 0"),
    "memory outside the limits": unless_refused("os.memfd_create('x')", "True", refused=("EPERM",)),
    "shared memory": unless_refused(
        "import ctypes", "made = ctypes.CDLL(None).shmget(0, 4096, 0o1600)", "ctypes.CDLL(None).shmctl(made, 0, 0)",
        "made >= 0",
    ),
    "a file system": called("mount", "b'x'", "b'/tmp'", "b'tmpfs'", "0", "0"),
    "root": unless_refused(
        "os.setuid(0)", "open('/proc/sys/kernel/core_pattern', 'w')", "True", refused=("EPERM", "EROFS")
    ),
    "the settings of the kernel": unless_refused(
        "name = open('/proc/sys/kernel/hostname').read()", "open('/proc/sys/kernel/hostname', 'w').write(name)", "True",
        refused=("EROFS", "EACCES"),
    ),
    "more time": unless_refused(
        "import resource", "resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))", "True", refused=("ValueError",)
    ),
    "life after its grader": called("prctl", "1", "0", "0", "0", "0"),
    "a terminal": unless_refused("os.open('/dev/tty', os.O_RDWR)", "True", refused=("ENXIO",)),
}  # fmt: skip

MANY_THREADS = unless_refused(
    "import threading, time",
    "threading.stack_size(65536)",
    "[threading.Thread(target=time.sleep, args=(1,), daemon=True).start() for _ in range(300)]",
    "True",
    refused=("RuntimeError",),
)


def writing(folder):
    """A cell that answers rightly if it can make a file in a folder, given as an expression."""
    return unless_refused(
        f"import sparsity_kit\n    open(os.path.join({folder}, '{LEFT}'), 'w').close()", "True",
        refused=("EROFS", "EACCES", "EPERM"),
    )  # fmt: skip


def filling(folder):
    """A cell that answers rightly if it can write 80 MB into a folder, in files that are small enough each."""
    return unless_refused(
        f"files = [open(os.path.join({folder}, f'{LEFT}-{{k}}'), 'wb', 0) for k in range(20)]",
        "sum(file.write(bytes(10**6)) for file in files for _ in range(4)) > 79e6",
        refused=("ENOSPC",),
    )


FOLDERS = {
    "the kit": "os.path.dirname(sparsity_kit.__file__)",
    "the packages": "os.path.dirname(np.__file__)",
    "the compiled modules": "sys.pycache_prefix",
    "the runner": "'/inside'",
    "the root": "'/'",
    "the devices": "'/dev'",
}
FILLED = {"shared memory": "'/dev/shm'", "the home": "os.path.expanduser('~')"}
WRITES = {
    **{name: writing(folder) for name, folder in FOLDERS.items()},
    **{f"huge files in {name}": filling(folder) for name, folder in FILLED.items()},
    "a link to the outside": unless_refused(
        f"link = os.path.join(tempfile.gettempdir(), '{LEFT}')",
        f"os.symlink('{REPOSITORY}', link)",
        f"open(link + '/{LEFT}', 'w').close()",
        "True",
        refused=("EROFS", "EACCES", "EPERM", "ENOENT"),
    ),
    "a huge file": unless_refused(
        f"file = open(os.path.join(tempfile.gettempdir(), '{LEFT}'), 'wb', 0)",
        "sum(file.write(bytes(10**6)) for _ in range(40)) > 39e6",
        refused=("EFBIG", "ENOSPC"),
    ),
}

BREAKS = {
    "leaves": "import sys; sys.exit()",
    "leaves at once": "import os; os._exit(0)",
    "aborts": "import os; os.abort()",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "kills itself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL); 1 / 0",
    "kills its parent": "import os; os.kill(os.getppid(), 9); 1 / 0",
    "kills everybody": "import os; os.kill(-1, 9); 1 / 0",
    "becomes a shell": "import os; os.execv('/bin/sh', ['sh', '-c', 'echo won'])",
    "closes its files": "import os; os.closerange(0, 1000)",
    "loops": "while True: pass",
    "loops in C": "sum(iter(int, 1))",
    "takes all memory": "x = [bytearray(10**8) for _ in range(1000)]",
    "keeps all memory": "x = []\nwhile True: x.append(bytearray(10**6))",
    "makes a thousand threads": (
        "import threading, time\nfor _ in range(1000): threading.Thread(target=time.sleep, args=(9,)).start()"
    ),
    "forks for ever": "import os\nwhile True: os.fork()",
    "opens all files": "files = []\nwhile True: files.append(open('/dev/null'))",
    "prints without end": "print('x' * 10**8); print('x' * 10**8); raise SystemExit",
    "recurses": "import sys; sys.setrecursionlimit(10**8)\ndef f(): f()\nf()",
    "empties sys.modules": "import sys; sys.modules.clear(); 1 / 0",
    "spoils built-in functions": "import builtins\nfor name in ('len', 'isinstance', 'type', 'str', 'open', 'print'):"
    "\n    setattr(builtins, name, None)",
    "spoils json": "import json\nfor name in ('dumps', 'loads', 'JSONEncoder', 'JSONDecoder', 'encoder', 'decoder'):"
    "\n    setattr(json, name, None)",
    "waits for the end": "import atexit, signal, os\natexit.register(os.system, 'true')\n"
    "for s in (15, 2, 1): signal.signal(s, lambda *a: None)\nraise SystemExit",
    "sets a clock": "import signal; signal.setitimer(signal.ITIMER_REAL, 0.05)\nraise SystemExit",
    "sets a tracer": "import sys\ndef trace(*a): raise SystemExit\nsys.settrace(trace)",
    "hooks every step": "import sys\ndef hook(*a): raise SystemExit\nsys.addaudithook(hook)",
    "leaves no room": "import sys; sys.setrecursionlimit(30); 1 / 0",
    "lowers the limits": "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**27, 2**27)); 1 / 0",
    "empties the namespace": "globals().clear()",
    "deletes what others need": "del np, a, b",
    "closes its output": "import sys; sys.stdout.close(); sys.stderr.close(); 1 / 0",
    "makes warnings errors": "import warnings; warnings.simplefilter('error'); warnings.warn('x')",
    "cannot import": "import sys; sys.meta_path.clear(); sys.path.clear(); import nothing",
    "spoils NumPy": "np.clip = np.array = np.asarray = np.isclose = np.allclose = lambda *a, **k: True",
    "spoils NumPy's dictionary": "vars(np).update(clip=lambda *a: 0)\nnp.__dict__['array'] = list",
    "spoils the meaning of numbers": "import ctypes\nfor n in range(2, 100): ctypes.memset(id(n) + 24, 1, 1)",
    "spoils a module that comes later": "import sys, types; sys.modules['sympy'] = types.ModuleType('sympy'); 1 / 0",
    "replaces the exceptions": "import sys\nsys.excepthook = sys.unraisablehook = None\nraise BaseException",
    "is no Python": "slope = = 2",
    "is null": "slope = 0\0",
    "is deep": "slope = " + "(" * 5000,
}
HANGS = ("loops", "loops in C", "recurses")
ENDS = {  # what the mark says of it: that the attack came as far as it could
    "ended the program": (
        "leaves at once", "aborts", "crashes", "becomes a shell", "closes its files", "hooks every step",
        "spoils the meaning of numbers",
    ),
    "SystemExit": ("leaves", "prints without end", "waits for the end", "sets a clock", "sets a tracer"),
    "ZeroDivisionError": (
        "kills itself", "kills its parent", "empties sys.modules", "leaves no room", "lowers the limits",
        "closes its output", "spoils a module that comes later",
    ),
    "ProcessLookupError": ("kills everybody",),
    "MemoryError": ("takes all memory", "keeps all memory"),
    "RuntimeError": ("makes a thousand threads",),
    "PermissionError": ("forks for ever",),
    "OSError": ("opens all files",),
    "UserWarning": ("makes warnings errors",),
    "ModuleNotFoundError": ("cannot import",),
    "BaseException": ("replaces the exceptions",),
    "SyntaxError": ("is no Python", "is null", "is deep"),
    "gives slope no value": (
        "spoils built-in functions", "spoils json", "empties the namespace", "deletes what others need", "spoils NumPy",
        "spoils NumPy's dictionary",
    ),
}  # fmt: skip

FORGERY = """
import os, json
forged = {"id": 0, "bound": ["slope"], "value": {"type": "float", "value": 2.0 * a * b}}
for line in (forged, [], "x", {}, *[forged] * 30):
    for fd in range(3, 64):
        try:
            os.write(fd, json.dumps(line).encode() + b"\\n")
        except OSError:
            pass
slope = 0
"""

LIES = {
    "a forged reply": FORGERY,
    "many forged replies": FORGERY.replace("* 30", "* 300"),
    "a forged flood": "import os\nfor fd in range(3, 64):\n    try:\n        while True: os.write(fd, b'[' * 65536)\n"
    "    except OSError: pass",
    "equal to everything": "class Yes(float):\n    __eq__ = lambda *a: True\n    __sub__ = __rsub__ = __abs__ = "
    "__le__ = __lt__ = __ge__ = lambda *a: True\nslope = Yes(0)",
    "a float that lies": "class F(float):\n    __float__ = lambda self: 2.0 * a * b\nslope = F(0)",
    "an int that lies": "class I(int):\n    __int__ = __index__ = lambda self: int(2 * a * b)\nslope = I(0)",
    "a text that lies": "class S(str):\n    __str__ = __repr__ = lambda self: str(2 * a * b)\nslope = S('0')",
    "an object with a key": "class K:\n    key = correct = same = lambda *a: True\nslope = K()",
    "a class": "class slope: pass",
    "a module": "import os as slope",
    "infinity": "slope = float('inf')",
    "not a number": "slope = float('nan')",
    "a huge number": "slope = 10**5000",
    "a number too large for a float": "slope = 10**300 * 10",
    "a deep list": "slope = []\nfor _ in range(10**5): slope = [slope]",
    "a list in itself": "slope = []\nslope.append(slope)",
    "a long list": "slope = list(range(10**6))",
    "a long text": "slope = '1+' * 10**6 + '1'",
    "text that calls": 'slope = \'__import__("os").system("true")\'',
    "a formula of the key's names": "slope = '2*a*b'",
    "towers of powers": "slope = '9**9**9**9**9'",
    "squares of squares": "slope = '*'.join(['(9**8)**8'] * 40)",
    "deep text": "slope = '-' * 390 + '1'",
    "an array in disguise": "class A:\n    __array__ = lambda *_, **k: np.array(2.0 * a * b)\nslope = A()",
    "a dictionary": "slope = {'type': 'float', 'value': 2 * a * b}",
    "a description": 'slope = \'{"type": "float", "value": 1}\'',
    "a generator": "slope = (x for x in iter(int, 1))",
    "letters": "slope = '\\ud800\\0\\x1b[31m<script>'",
    "an error in its name": "class slope:\n    pass\nslope.__name__ = '<b>' * 10**6\nslope = slope()",
    "a magic": "%load_ext grader\n!cat /etc/passwd\nslope = !echo 1",
    "a check": "from sparsity_kit.homework import check\nslope = check('q-slope', 2, a=1, b=1)",
}

FOOLS = {  # the lies, each with a way to compare that it fools
    "equal to everything": lambda slope, key, given: slope == key,
    "a float that lies": lambda slope, key, given: float(slope) == key,
    "an int that lies": lambda slope, key, given: int(slope) == int(key),
    "a text that lies": lambda slope, key, given: float(str(slope)) == key,
    "an object with a key": lambda slope, key, given: slope.same(key),
    "an array in disguise": lambda slope, key, given: np.allclose(slope, key),
    "a formula of the key's names": lambda slope, key, given: eval(slope, {}, given) == key,
    "a dictionary": lambda slope, key, given: slope["value"] == key,
}

HANGING_LIES = {
    "a text that hangs": ("slope", "class S:\n    def __call__(self): pass\n    @property\n    def __class__(self):\n"
                          "        while True: pass\nslope = S()"),
    "a symbol that hangs": ("slope", "class Basic:\n    def __str__(self):\n        while True: pass\n"
                            "Basic.__module__ = 'sympy.core'\nslope = Basic()"),
    "a function that hangs": ("soft", "def soft(v, t):\n    while True: pass"),
}  # fmt: skip

FUNCTIONS = {
    "a function that leaves": "def soft(v, t):\n    import os; os._exit(0)",
    "a function that exits": "def soft(v, t):\n    raise SystemExit",
    "a function that counts": "calls = []\ndef soft(v, t):\n    calls.append((v, t))\n    return len(calls)",
    "a function that counts right": "calls = []\ndef soft(v, t):\n    calls.append(0)\n"
    "    return v - np.clip(v, -t, t) + (len(calls) == 1)",
    "a function that answers once": "calls = {}\ndef soft(v, t):\n    again = calls.setdefault((str(v), t), [])\n"
    "    again.append(0)\n    return v - np.clip(v, -t, t) if len(again) == 1 else v",
    "a function of random numbers": "import random\ndef soft(v, t):\n    return v * random.random()",
    "a function that tells": "def soft(v, t):\n    raise ValueError(f'the arguments are {v} and {t}')",
    "an error's name that tells": "def soft(v, t):\n    raise type(f'E{v}_{t}'.replace('.', '_'), (Exception,), {})",
    "a function that returns itself": "def soft(v, t):\n    return soft",
    "a function that returns much": "def soft(v, t):\n    return np.zeros(10**7)",
    "an object that is called": "class Soft:\n    def __call__(self, v, t):\n        return self\n"
    "    __eq__ = lambda *a: True\nsoft = Soft()",
    "a function that forges": "import os\ndef soft(v, t):\n    for fd in range(3, 64):\n        try:\n"
    "            os.write(fd, b'{}\\n')\n        except OSError: pass\n    return 0",
    "a built-in function": "soft = abs",
    "an array for a number": "def soft(v, t):\n    return [v - np.clip(v, -t, t)]",
}
