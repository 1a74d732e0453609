"""Grade many submissions: a pool of processes, one box each, on this machine or on a Dask cluster."""

import contextlib
import os
import threading
import time

from sparsity_kit.grading.box import NoBox
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.marks import Graded, Mark
from sparsity_kit.grading.submission import grade_submission
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.questions import variant


def variants_for(assignment, secret, who):
    """{question's name: Variant} for a student or group, as `share` names it."""
    return {question.name: variant(assignment, question, secret, who) for question in assignment.questions}


def for_a_person(assignment, reason):
    """A Graded with no points yet for any question, and the reason for the instructor and the student."""
    marks = [Mark(each.name, None, each.points, "needs a person", reason) for each in assignment.questions]
    return Graded(tuple(marks), (reason,))


def grade_one(student, assignment, data, secret, who, unprotected=False):
    """(student, Graded) of a notebook's bytes, in the worker's process. There is always a result, or no box (NoBox)."""
    try:
        variants = variants_for(assignment, secret, who)
        return student, grade_submission(assignment, data, variants, LIMITS, unprotected)
    except NoBox:
        raise
    except Exception as error:
        name = type(error).__name__
        return student, for_a_person(assignment, f"The grader failed ({name}: {error}); nothing was judged.")


@contextlib.contextmanager
def pool(workers, address=None):
    """A pool: a function from {student: function that gives the arguments of `grade_one`} to results, as they come.

    The arguments are made when a worker is free for them, so that not all files are in memory. Raises UserError.
    """
    try:
        import joblib
    except ImportError:
        raise UserError("grading needs joblib; install it: pip install 'sparsity-kit[grading]'") from None
    try:
        with _backend(joblib, workers, address):
            yield lambda jobs: _all(joblib, jobs)
    except NoBox as reason:
        raise UserError(f"grading stopped, what is finished is kept: {reason}") from None


@contextlib.contextmanager
def _backend(joblib, workers, address):
    if address is None:
        with joblib.parallel_config(backend="loky", n_jobs=workers, initializer=_watch, initargs=(os.getpid(),)):
            yield
        return
    try:
        from distributed import Client
    except ImportError:
        raise UserError("--dask needs Dask; install it: pip install 'dask[distributed]'") from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise UserError(f"there is no Dask scheduler at {address}: {error}; start one: dask scheduler") from None
    with client, joblib.parallel_config(backend="dask", n_jobs=-1):
        _check_workers(client, address)
        yield


def _check_workers(client, address):
    """Every worker must have this very grader. Raises UserError that names one that has not."""
    from sparsity_kit.grading.sources import grader_version

    client.wait_for_workers(1, timeout=30)
    for worker, version in client.run(_version).items():
        if version != grader_version():
            raise UserError(f"the worker {worker} at {address} has the grader {version}, here is {grader_version()}")


def _version():
    try:
        from sparsity_kit.grading.sources import grader_version

        return grader_version()
    except ImportError:
        return "none: install sparsity-kit there"


def _all(joblib, jobs):
    """Results as they come. When a worker's process dies, what is left is graded one by one, to find out over whom."""
    left = dict(jobs)
    try:
        run = joblib.Parallel(return_as="generator_unordered", pre_dispatch="2*n_jobs")
        for student, graded in run(joblib.delayed(grade_one)(*make()) for make in jobs.values()):
            del left[student]
            yield student, graded
    except _died():
        for make in left.values():
            yield _alone(joblib, *make())


def _alone(joblib, student, assignment, *rest):
    try:
        [result] = joblib.Parallel()([joblib.delayed(grade_one)(student, assignment, *rest)])
        return result
    except _died():
        return student, for_a_person(assignment, "The grader's process died over this notebook; nothing was judged.")


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
