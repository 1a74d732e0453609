"""Penalties as the state of a picture: a name, with the number that two of them have of their own; or a formula."""

from typing import Any

import traitlets

from sparsity_kit.asked import no_price
from sparsity_kit.inputs import shown
from sparsity_kit.live.own import as_own
from sparsity_kit.penalties import L1, L2, ElasticNet, Lq, SquaredL2

# By the names that figures write.
PENALTIES: dict[str, Any] = {"L1": L1, "squared L2": SquaredL2, "L2": L2, "elastic net": ElasticNet, "Lq": Lq}
NUMBERS: dict[Any, Any] = {"elastic net": ["l1_ratio"], "Lq": ["q"]}  # that a penalty, and the picture, has of its own
OWN = "own"  # any other, by its formula


class OfAnyPenalty(traitlets.HasTraits):
    """A picture whose `penalty` may also be "own": the one that it was made with, drawn by its formula."""

    _own = traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)
    stranger = None
    loss: Any
    lam: Any

    @property
    def objective(self):
        """f + λΩ at the price `lam`."""
        return self.loss + self.lam * penalty_of(self)

    @traitlets.validate("penalty", "form", "lam")
    def _need_own(self, proposal):
        now = {name: getattr(self, name, None) for name in ("penalty", "form", "lam")}
        now[proposal.trait.name] = proposal.value
        if now["penalty"] == OWN and self._own is None:
            raise ValueError("penalty can be 'own' in a picture of a penalty of your own; make one of loss + λ·penalty")
        if now["penalty"] == OWN and now["form"] == "constrained" and not self._own["budget"]:
            raise ValueError(
                f"form must be 'penalised' for {shown(self.stranger)}, where a budget may have no price: it is not "
                "convex, or not finite"
            )
        if now["penalty"] == OWN and now["lam"] == 0 and not self._own["finite"]:
            raise no_price(self.stranger)
        return proposal.value


def as_traits(caller, penalty, names):
    """The traits that say which penalty this is; TypeError unless it is one of those that are called `names`."""
    name = {kind: name for name, kind in PENALTIES.items()}.get(type(penalty))
    if name not in names:
        raise TypeError(f"{caller} knows {', '.join(names)}, got {shown(penalty)}; draw others with figures")
    return {"penalty": name} | {number: getattr(penalty, number) for number in NUMBERS.get(name, [])}


def as_traits_or_own(picture, penalty, names, p):
    """The same where a penalty of another name is drawn by its formula of p coefficients; the picture remembers it."""
    if type(penalty) in [PENALTIES[name] for name in names]:
        return as_traits(type(picture).__name__, penalty, names)
    picture.stranger = penalty
    return {"penalty": OWN, "_own": as_own(type(picture).__name__, penalty, p)}


def penalty_of(picture):
    """The penalty that a picture's traits `penalty`, `l1_ratio` and `q` say."""
    return picture.stranger if picture.penalty == OWN else known_penalty(picture, picture.penalty)


def known_penalty(picture, name):
    """The penalty of this name, with the picture's numbers."""
    return PENALTIES[name](*(getattr(picture, number) for number in NUMBERS.get(name, [])))
