"""Fit the same data with every program that is here, each at our λ in its own words, and compare the coefficients.

Names of programs, or parts of names, choose among them. Exit code 1 where a coefficient differs by more than 1e-6.
"""

import argparse
import sys
import warnings

import numpy as np

from sparsity_kit.conventions import CONVENTIONS, elastic_net_from_lam, from_lam

from .commands import Missing
from .fits import FITS, data_for

CLOSE, MIX = 1e-6, 0.6


def compare(row, fit):
    """(strength given to the program, largest difference of a coefficient, how many of ours are zero)."""
    case = data_for(row.name)
    lam, size = (
        case.lam if row.loss == "SquaredError" else case.logistic_lam,
        {"n": len(case.y), "sd_y": np.std(case.y)},
    )
    if row.penalty == "ElasticNet":
        given = elastic_net_from_lam(row.name, lam, MIX, **size)
        ours = case.ours(row, lam, MIX)
    else:
        given = (from_lam(row.name, lam, **size),)
        ours = case.ours(row, lam)
    theirs = fit(case, *given)
    if theirs.shape != ours.shape:
        raise RuntimeError(f"{theirs.shape} coefficients for {ours.shape}")
    return given, np.abs(theirs - ours).max(), (ours == 0).sum()


def line(row, fit):
    """A line of the table, and whether all is well: a program that is not here is no failure."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given, gap, zeros = compare(row, fit)
    except (ImportError, Missing) as error:
        return f"| {row.name} | not here: {str(error).splitlines()[0]} | | |", True
    strength = ", ".join(f"{value:.6g}" for value in given)
    return f"| {row.name} | {row.parameter} = {strength} | {zeros} | {gap:.1e}{'' if gap <= CLOSE else ' ✗'} |", bool(
        gap <= CLOSE
    )


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.conventions_of_others", description=__doc__)
    parser.add_argument("names", nargs="*", help="only conventions with one of these in their names")
    asked = parser.parse_args().names
    print("| convention | the strength it is given | zeros | largest difference |\n|---|---|---|---|")
    well = []
    for row in CONVENTIONS:
        if row.name in FITS and (not asked or any(name.lower() in row.name.lower() for name in asked)):
            text, good = line(row, FITS[row.name])
            print(text, flush=True)
            well.append(good)
    if not well:
        sys.exit("no convention has such a name")
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
