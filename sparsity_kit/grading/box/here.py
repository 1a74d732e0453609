"""A notebook's cells in this very process, where there can be no other: in a browser's Python, and on Windows."""

import contextlib
import io
import sys

from sparsity_kit.grading.box.inside import execute, runner


class Here:
    """Answers as a `Channel` does, without a box, a fresh kernel or a limit on time; a context manager."""

    def __enter__(self):
        self._modules = {name: sys.modules[name] for name in ("builtins", "__main__")}
        self._scope = execute.namespace()
        return self

    def __exit__(self, *exception):
        sys.modules.update(self._modules)

    def begin(self):
        """Nothing has to be waited for."""

    def ask(self, _seconds, **request):
        """The reply to a request."""
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                return runner.DO[request["do"]](self._scope, request)
        except BaseException as error:
            return {"error": runner.told(error)}
