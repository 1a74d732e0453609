"""The other programs: each is a name, what to install and import, and the forms in which it can be asked for θ."""

import importlib
import importlib.metadata
import warnings
from dataclasses import dataclass

from . import peers_exact as exact
from . import peers_grid as grid
from .problems import grid_case
from .timing import seconds


@dataclass(frozen=True)
class Peer:
    """A program. A form is a function: (case, tolerance) → θ (m, p), or case → Kinks if it follows the exact path.

    `default` is the tolerance that the program uses unless told; None means that its path is exact.
    """

    name: str
    package: str
    module: str
    forms: dict
    default: float | None = None

    def solve(self, form, case, tolerance):
        """θ (m, p) at case.lams."""
        return self.forms[form](case).at(case.lams) if self.default is None else self.forms[form](case, tolerance)

    def warm_up(self, form):
        """Solve something small, so that importing and compiling are not timed later."""
        seconds(lambda: self.solve(form, grid_case("diabetes 442×10", n_lams=3), self.default))

    def missing(self):
        """Why the program cannot be run here, in one line; "" if it can."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                importlib.import_module(self.module)
        except Exception as error:  # a compiled program can fail to load in any way
            return f"{type(error).__name__}: {error}".splitlines()[0]
        return ""

    @property
    def version(self):
        return importlib.metadata.version(self.package)


LARS = {"X": exact.lars, "auto": exact.lars_auto, "Gram": exact.lars_gram, "Gram alone": exact.lars_gram_alone}
SPAMS = {"inverse": exact.spams, "Cholesky": exact.spams_cholesky}
ADELIE = {"pivot": grid.adelie, "strong": grid.adelie_strong, "Gram": grid.adelie_gram}

PEERS = (
    Peer("lars_path", "scikit-learn", "sklearn", LARS),
    Peer("SPAMS", "spams-bin", "spams", SPAMS),
    Peer("lasso_path", "scikit-learn", "sklearn", {"X": grid.sklearn_cd, "Gram": grid.sklearn_cd_gram}, 1e-4),
    Peer("celer", "celer", "celer", {"all": grid.celer, "prune": grid.celer_prune}, 1e-6),
    Peer("skglm", "skglm", "skglm", {"subdiff": grid.skglm, "fixpoint": grid.skglm_fixpoint}, 1e-4),
    Peer("adelie", "adelie", "adelie", ADELIE, 1e-7),
    Peer("glmnet", "python-glmnet", "glmnet", {"X": grid.glmnet, "Gram": grid.glmnet_gram}, 1e-7),
    Peer("picasso", "pycasso", "pycasso", {"X": grid.picasso, "Gram": grid.picasso_gram}, 1e-7),
    Peer("cyanure", "cyanure", "cyanure.estimators", {"auto": grid.cyanure}, 1e-3),
)
LEFT_OUT = {
    "blitzl1": "fails to load arrays of NumPy 2",
    "glmnetrs": "the algorithm of glmnet, slower than it on every problem tried",
    "glmnetpp": "one λ at a time, no warm start",
    "snapml": "one λ at a time, no warm start, 100 times slower",
    "pybiglasso": "logistic loss alone",
}


def installed(peers=PEERS):
    """The peers that run here, and a dictionary from the names of the others to why not."""
    reasons = {peer.name: peer.missing() for peer in peers}
    return [peer for peer in peers if not reasons[peer.name]], {name: why for name, why in reasons.items() if why}
