"""Penalties as the state of a picture: a name, and the number that two of them have of their own."""

from typing import Any

from sparsity_kit.inputs import shown
from sparsity_kit.penalties import L1, L2, ElasticNet, Lq, SquaredL2

# By the names that figures write.
PENALTIES: dict[str, Any] = {"L1": L1, "squared L2": SquaredL2, "L2": L2, "elastic net": ElasticNet, "Lq": Lq}


def as_traits(caller, penalty, names):
    """The traits that say which penalty this is; TypeError unless it is one of those that are called `names`."""
    name = {kind: name for name, kind in PENALTIES.items()}.get(type(penalty))
    if name not in names:
        raise TypeError(f"{caller} knows {', '.join(names)}, got {shown(penalty)}; draw others with figures")
    own = {"l1_ratio": penalty.l1_ratio} if name == "elastic net" else {"q": penalty.q} if name == "Lq" else {}
    return {"penalty": name} | own


def as_penalty(picture):
    """The penalty that a picture's traits `penalty`, `l1_ratio` and `q` say."""
    own = {"elastic net": [picture.l1_ratio], "Lq": [picture.q]}
    return PENALTIES[picture.penalty](*own.get(picture.penalty, []))


def as_ratio(name, value):
    """A share of L1, as ElasticNet takes it."""
    return ElasticNet(value).l1_ratio


def as_power(name, value):
    """A power, as Lq takes it."""
    return Lq(value).q
