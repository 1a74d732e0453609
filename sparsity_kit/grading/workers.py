"""Grade many submissions: worker processes with one box each, on this machine or on a Dask cluster."""

import contextlib
import os
import threading
import time
from dataclasses import dataclass

from sparsity_kit.grading.box.session import CannotRun
from sparsity_kit.grading.box.trial import NoBox
from sparsity_kit.grading.cluster import cluster
from sparsity_kit.grading.judge.mark import undone
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.submission import grade_submission
from sparsity_kit.grading.terminal import UserError


@dataclass(frozen=True)
class Workers:
    """How many processes grade (−1: one per processor), or the `address` of the Dask scheduler whose workers do.

    `unprotected` ones run students' code without a box.
    """

    count: int = -1
    address: str | None = None
    unprotected: bool = False


def grade_one(handout, who, data, unprotected):
    """Graded, of a notebook's bytes, in the worker's process. There is always a result, or no box (NoBox)."""
    try:
        variants = handout.variants(who)
        return grade_submission(handout.assignment, data, variants, unprotected=unprotected, places=handout.places)
    except NoBox:
        raise
    except CannotRun as reason:
        return undone(handout.assignment, str(reason))
    except Exception as error:
        return undone(handout.assignment, f"the grader failed ({type(error).__name__}: {error})")


@contextlib.contextmanager
def at_work(workers, handout):
    """A function from {key: function that gives (who, bytes)} to (key, Graded) pairs, as they are finished.

    Files are read when a worker is free for them, so that not all are in memory. Raises UserError.
    """
    try:
        import joblib
    except ImportError:
        raise UserError("grading needs joblib; install it: pip install 'sparsity-kit[grading]'") from None
    here = {"backend": "loky", "n_jobs": workers.count, "initializer": _watch, "initargs": (os.getpid(),)}
    try:
        with joblib.parallel_config(**here) if workers.address is None else cluster(joblib, workers.address):
            yield lambda jobs: _all(joblib, jobs, handout, workers.unprotected)
    except NoBox as reason:
        raise UserError(f"grading stopped, what is finished is kept: {reason}") from None


def _all(joblib, jobs, handout: Handout, unprotected):
    """Results as they come. When a worker's process dies, what is left is graded one by one, to find out over whom."""
    left = dict(jobs)
    try:
        run = joblib.Parallel(return_as="generator_unordered", pre_dispatch="2*n_jobs")
        for key, graded in run(joblib.delayed(_job)(key, handout, *job(), unprotected) for key, job in jobs.items()):
            del left[key]
            yield key, graded
    except _died():
        for key, job in left.items():
            try:
                yield from joblib.Parallel()([joblib.delayed(_job)(key, handout, *job(), unprotected)])
            except _died():
                yield key, undone(handout.assignment, "the grader's process died over this notebook")


def _job(key, *arguments):
    return key, grade_one(*arguments)


def _watch(parent):
    """End this worker's process when the grader is killed; by itself it would wait for work for minutes."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent):
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)  # and with it the box, whose pipes close


def _died():
    from joblib.externals.loky.process_executor import BrokenProcessPool

    with contextlib.suppress(ImportError):
        from distributed.scheduler import KilledWorker

        return BrokenProcessPool, KilledWorker
    return (BrokenProcessPool,)
