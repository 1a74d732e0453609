"""Programs outside of Python: R, liblinear's command, and Spark on its Java."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np


class Missing(Exception):
    """The program is not there; the words say why."""


def run(program, *arguments):
    """What the program prints; Missing if there is no such program, RuntimeError with its words if it fails."""
    if not shutil.which(program):
        raise Missing(f"no command {program}")
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    missing = [line.strip() for line in done.stderr.splitlines() if "there is no package called" in line]
    if missing:
        raise Missing(missing[0])
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stderr.strip()}")
    return done.stdout


def in_r(code, case):
    """θ that a piece of R computes from X, y and labels, in 17 digits."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("X", "y", "labels"):
            np.savetxt(Path(folder) / name, getattr(case, name), fmt="%.17g")
        read = f"setwd('{folder}'); X <- as.matrix(read.table('X')); y <- scan('y', quiet=TRUE); "
        read += "labels <- scan('labels', quiet=TRUE); "
        printed = run("Rscript", "-e", read + code + "; cat(sprintf('%.17g\\n', as.numeric(theta)))")
    return np.array(printed.split(), dtype=float)


def glmnet(family, alpha=None):
    target = {"gaussian": "y", "binomial": "factor(labels)"}[family]

    def fit(case, strength, l1_ratio=alpha):
        code = (
            f"library(glmnet, quietly=TRUE, warn.conflicts=FALSE); fit <- glmnet(X, {target}, family='{family}', "
            f"alpha={l1_ratio!r}, lambda={strength!r}, standardize=FALSE, intercept=FALSE, thresh=1e-20, maxit=1e7); "
            "theta <- as.matrix(fit$beta)"
        )
        return in_r(code, case)

    return fit


def lars(case, strength):
    code = (
        "library(lars, quietly=TRUE); fit <- lars(X, y, normalize=FALSE, intercept=FALSE); "
        f"theta <- predict(fit, s={strength!r}, type='coefficients', mode='lambda')$coefficients"
    )
    return in_r(code, case)


def liblinear(solver, *options):
    """Options as `liblinear-train` takes them; its model has one weight a line."""

    def fit(case, strength):
        target = case.y if solver == 11 else case.labels
        rows = [
            f"{t!r} " + " ".join(f"{j + 1}:{v!r}" for j, v in enumerate(row))
            for t, row in zip(target.tolist(), case.X.tolist(), strict=True)
        ]
        with tempfile.TemporaryDirectory() as folder:
            data, model = Path(folder) / "data", Path(folder) / "model"
            data.write_text("\n".join(rows) + "\n")
            run("liblinear-train", "-q", "-s", solver, "-c", repr(strength), "-e", "1e-12", *options, data, model)
            head, weights = model.read_text().split("\nw\n")
        sign = -1 if "label -1 1" in head else 1
        return sign * np.array(weights.split(), dtype=float)

    return fit


def spark(estimator, alpha=None, **options):
    def fit(case, strength, l1_ratio=alpha):
        if not shutil.which("java"):
            raise Missing("Spark needs Java: no command java")
        from pyspark.ml import classification, regression
        from pyspark.ml.linalg import Vectors
        from pyspark.sql import SparkSession

        session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        target = case.y if estimator == "LinearRegression" else (case.labels + 1) / 2
        rows = [(float(t), Vectors.dense(row)) for t, row in zip(target, case.X, strict=True)]
        frame = session.createDataFrame(rows, ["label", "features"])
        model = getattr(regression if estimator == "LinearRegression" else classification, estimator)(
            regParam=strength, elasticNetParam=l1_ratio, fitIntercept=False, standardization=False, tol=1e-14,
            maxIter=10_000, **options,
        )  # fmt: skip
        return model.fit(frame).coefficients.toArray()

    return fit
