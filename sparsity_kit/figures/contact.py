"""A picture of the point where contours and ball touch: the form that several figures share."""

from dataclasses import dataclass

from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.solve.touching import Touching


@dataclass(frozen=True, eq=False, repr=False)
class Contact(Drawing):
    """A picture of a touching point: `touching` holds the numbers behind it, which the properties name. lam: λ."""

    lam: float
    touching: Touching

    @property
    def point(self):
        """θ*, shape (2,)."""
        return self.touching.point

    @property
    def radius(self):
        """Ω(θ*)."""
        return self.touching.radius

    @property
    def pull(self):
        """−∇f(θ*)."""
        return self.touching.pull

    @property
    def case(self):
        """One of "corner", "edge", "smooth", "origin", "inside" and "least"; see `Touching`."""
        return self.touching.case

    @property
    def zeros(self):
        """The coefficients that are exactly zero, counted from 0."""
        return self.touching.zeros

    @property
    def cone(self):
        """The two angles between which the normal cone lies, in degrees; equal where the boundary is smooth."""
        return self.touching.subdifferential.cone

    @property
    def room(self):
        """The distance from −∇f to the nearer end of λ∂Ω(θ*), in units of ∇f."""
        return self.touching.room

    @property
    def violation(self):
        """How far −∇f lies outside λ∂Ω(θ*): 0 up to rounding."""
        return self.touching.violation
