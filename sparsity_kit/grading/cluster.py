"""A Dask cluster as the place where submissions are graded; every worker there must have this very grader."""

import contextlib

from sparsity_kit.grading.release.sources import grader_version
from sparsity_kit.grading.terminal import UserError


@contextlib.contextmanager
def cluster(joblib, address):
    """joblib's work goes to the workers of a Dask scheduler. Raises UserError."""
    try:
        from distributed import Client
    except ImportError:
        raise UserError("--dask needs Dask; install it: pip install 'dask[distributed]'") from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise UserError(f"there is no Dask scheduler at {address}: {error}; start one: dask scheduler") from None
    with client, joblib.parallel_config(backend="dask"):
        _check_workers(client, address)
        yield


def _check_workers(client, address):
    """Raises UserError that names a worker with another grader; of one that has none, the error of its import."""
    client.wait_for_workers(1, timeout=30)
    for worker, version in client.run(grader_version, on_error="return").items():
        if version != grader_version():
            raise UserError(
                f"the worker {worker} at {address} has the grader {version}, here is {grader_version()}; install this "
                "sparsity-kit there"
            )
