"""Ten questions on ideas, before the course. Those after it ask the same ten in other words, about other things."""

from sparsity_kit.answers import RIGHT
from sparsity_kit.homework import ideas
from sparsity_kit.questions import Assignment

QUESTIONS = (
    ideas.SHRINKING.asked(
        "ideas1",
        "A regression has the penalty λ·Σθⱼ². At λ = 10 the coefficient of `rain` is 0.02. Then λ is raised to "
        "10,000. What becomes of this coefficient?",
        A=(
            "It is exactly zero: for a coefficient this small, the price is high enough.",
            "a high price zeroes squares",
        ),
        B=("It fades as λ grows, but to be exactly zero at 10,000 takes a coincidence.", RIGHT),
        C=("It is exactly zero: all lose the same amount, and small ones run out first.", "squares take equal amounts"),
        D=("It hardly moves: squares press on large coefficients, and this one is small.", "squares spare the small"),
    ),
    ideas.TOUCHING.asked(
        "ideas1",
        "The contours of a loss are slanting ellipses around (2, 4). They first touch the diamond |θ₁| + |θ₂| ≤ 3 "
        "at its corner (0, 3). Why there?",
        A=("Because no other point of the diamond is as near to the centre (2, 4).", "the corner is nearest"),
        B=("Because θ₁ is the smaller one at the centre, and the smaller one is given up.", "the smaller one goes"),
        C=("Because growing contours always meet a corner first: corners stick out.", "always a corner"),
        D=("Because the loss rises along both of the edges that leave the corner (0, 3).", RIGHT),
    ),
    ideas.ZERO.asked(
        "ideas1",
        "A lasso on 300 patients has the coefficient 0 for `smoking`. What follows?",
        A=("At this price, and beside the other columns, `smoking` was not worth including.", RIGHT),
        B=("A test of whether `smoking` matters in these patients would not be significant.", "zero is insignificant"),
        C=("Smoking has no influence on how the disease of these patients goes on.", "zero is no effect"),
        D=("Taken by itself, `smoking` is not correlated with the target in these patients.", "zero is uncorrelated"),
    ),
    ideas.STRENGTH.asked(
        "ideas1",
        "The same 100 observations: one program minimises ‖Xθ − y‖² + λ‖θ‖₁ with λ = 1, another one (1/200)‖Xθ − "
        "y‖² + α‖θ‖₁ with α = 1. How do their solutions compare?",
        A=("They are the same, because the price of the penalty is 1 in both.", "a strength is a strength"),
        B=("They have the same zeros, and all other coefficients differ by one factor.", "a factor only rescales"),
        C=("The second is penalised more: its 1 does what 200 does in the first.", RIGHT),
        D=("The second is penalised less: its 1 does what 1/200 does in the first.", "converted upside down"),
    ),
    ideas.SHAPE.asked(
        "ideas1",
        "In place of |θ|, a penalty charges |θ| + 5θ² for each coefficient. Can it hold coefficients at exactly "
        "zero, also when the data change a little?",
        A=("No: zeros need the exponent 1 and nothing else, and a square rounds them off.", "the exponent decides"),
        B=("No: the larger term decides how a penalty acts, and here that is 5θ².", "the larger term decides"),
        C=("Yes: the sum charges more than |θ|, and a stronger penalty has more zeros.", "strength makes zeros"),
        D=("Yes: the slope still jumps at zero, as the slope of the square vanishes there.", RIGHT),
    ),
    ideas.PATH.asked(
        "ideas1",
        "With correlated columns, the coefficient of `b` in a lasso is exactly zero at λ = 3. Is it zero at the "
        "higher price λ = 8?",
        A=("It is: a higher price takes columns out, and it cannot bring one in.", "prices only sort out"),
        B=("It may not be: the other coefficients change too, and can make room for it.", RIGHT),
        C=("It may not be, but then it has the sign that it has at prices below 3.", "the sign is kept"),
        D=("It is: whether the data need the column `b` does not depend on the price.", "zero at every price"),
    ),
    ideas.CHOOSING.asked(
        "ideas1",
        "A lasso is to predict for new patients. Its λ is to be 0.1, 1, 10 or 100. Which one should it be?",
        A=("The one with the smallest error on the patients to whom it was fitted.", "training error chooses"),
        B=("The one for which loss plus penalty, the objective, has the lowest minimum.", "the objective chooses"),
        C=("The one that predicts best for patients who were kept out of the fit.", RIGHT),
        D=("The one whose model has the most zeros, because simple models predict best.", "most zeros are best"),
    ),
    ideas.UNITS.asked(
        "ideas1",
        "In a lasso, `height` is changed from metres to centimetres, and nothing else; λ stays. What becomes of "
        "`height`?",
        A=("A hundredth of its coefficient does the same now, which makes it cheaper.", RIGHT),
        B=("Its coefficient becomes a hundredth, and all predictions are what they were.", "units do not matter"),
        C=("Its numbers are larger now, so the penalty presses on it harder than before.", "large columns cost more"),
        D=("The table has larger numbers now, so all coefficients shrink by one factor.", "all shrink alike"),
    ),
    ideas.FINDING.asked(
        "ideas1",
        "Out of 500 genes, many of them correlated, a lasso keeps 12 to predict a disease. What is known about the 12?",
        A=(
            "They are the 12 genes that go with the disease most closely, each by itself.",
            "the most correlated are kept",
        ),
        B=("They predict the disease together, and others may do so nearly as well.", RIGHT),
        C=("They are the genes that take part in the disease; the other 488 do not.", "the true ones are kept"),
        D=("They are in order: the larger its coefficient, the more important is a gene.", "size is importance"),
    ),
    ideas.STEPS.asked(
        "ideas1",
        "From a random start, a program moves θ again and again by −0.01 times the slopes of loss + λ‖θ‖₁; that of |θ₂|"
        " is sign(θ₂). At the minimum θ₂ = 0. After 10,000 steps, is `theta[1] == 0`?",
        A=("Yes: the steps lead to the minimum, and that is where θ₂ is zero.", "sign steps land on zero"),
        B=("No: numbers in a computer are rounded, so none of them is exactly zero.", "no computer lands on zero"),
        C=("No, but it will be after enough further steps of the same kind.", "more steps land on zero"),
        D=("No: near zero a step is as long as before, and leaps across it and back.", RIGHT),
    ),
)
ASSIGNMENT = Assignment("ideas1", "Ten questions before the course", QUESTIONS)
