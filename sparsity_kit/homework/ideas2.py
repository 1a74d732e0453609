"""Ten questions on ideas, after the course: those of before it, about other things, with other letters."""

from sparsity_kit.answers import RIGHT
from sparsity_kit.homework import ideas
from sparsity_kit.questions import Assignment

QUESTIONS = (
    ideas.SHRINKING.asked(
        "ideas2",
        "House prices are fitted with the penalty λ·Σθⱼ². At λ = 2 the coefficient of `garden` is −0.3, that of "
        "`area` is 40. What does a λ a thousand times as high do to `garden`?",
        A=("Very little, because a penalty of squares acts on coefficients such as 40.", "squares spare the small"),
        B=("It takes as much from it as from `area`, so it is exactly zero long before.", "squares take equal amounts"),
        C=("It sets it to exactly zero, as it does with all that are small enough.", "a high price zeroes squares"),
        D=("It lets it fade, and makes it exactly zero only if chance has it so.", RIGHT),
    ),
    ideas.TOUCHING.asked(
        "ideas2",
        "Growing, slanting ellipses around (6, −3) are the contours of a loss. They reach the diamond |θ₁| + |θ₂| ≤"
        " 4 first at (4, 0). What is the reason?",
        A=("From (4, 0) the loss goes up, whichever side of the diamond one follows.", RIGHT),
        B=("The tips of a diamond stand out, so contours arrive there first, always.", "always a corner"),
        C=("Among all points that are allowed, (4, 0) has the least distance from (6, −3).", "the corner is nearest"),
        D=("At (6, −3) the second coefficient is smaller in size, so that one is lost.", "the smaller one goes"),
    ),
    ideas.ZERO.asked(
        "ideas2",
        "For 2,000 used cars, a lasso predicts the price and leaves out `age`: its coefficient is exactly 0. What "
        "may be said?",
        A=("In these data the age of a car and its price, by themselves, do not go together.", "zero is uncorrelated"),
        B=("How old a car is makes no difference to what somebody pays for it.", "zero is no effect"),
        C=("The other columns leave too little for `age` to be worth its cost at this λ.", RIGHT),
        D=("If one tests whether `age` plays a part here, no significance is to be expected.", "zero is insignificant"),
    ),
    ideas.STRENGTH.asked(
        "ideas2",
        "A book fits 50 observations by ½‖Xθ − y‖² + λ‖θ‖₁ with λ = 3. You minimise (1/50)‖Xθ − y‖² + λ‖θ‖₁, and "
        "your λ is 3 too. How do you compare with the book?",
        A=("You penalise less than the book does: your 3 is like a 0.12 there.", "converted upside down"),
        B=("You penalise more than the book does: your 3 is like a 75 there.", RIGHT),
        C=("You penalise as the book does: your 3 is a 3 there as well.", "a strength is a strength"),
        D=("You have the same zeros, and all else differs by a factor 25.", "a factor only rescales"),
    ),
    ideas.SHAPE.asked(
        "ideas2",
        "Each coefficient costs ½|θ| + 8θ⁴. Can this penalty hold coefficients at exactly zero while the data "
        "change a little?",
        A=("No, since 8θ⁴ has by far the greater weight, and is what the penalty acts by.", "the larger term decides"),
        B=("Yes, since ½|θ| has two slopes at zero, and 8θ⁴ is entirely flat there.", RIGHT),
        C=("Yes, since it is a higher price than ½|θ|, and what is high enough gives zeros.", "strength makes zeros"),
        D=("No, since a fourth power is mixed in, and only a pure first power gives zeros.", "the exponent decides"),
    ),
    ideas.PATH.asked(
        "ideas2",
        "With correlated columns, `d` is in the model of a lasso at λ = 50. The price is lowered to λ = 20. Is `d` "
        "in the model there?",
        A=("Yes: which columns are needed is a matter of the data, and not of the price.", "zero at every price"),
        B=("Yes: lowering the price lets further columns in, but it takes none out.", "prices only sort out"),
        C=("Not for sure: others that come in may take over what `d` explained so far.", RIGHT),
        D=("Not for sure, but wherever it is in the model it has the sign that it has at 50.", "the sign is kept"),
    ),
    ideas.CHOOSING.asked(
        "ideas2",
        "A lasso is to predict the rents of flats that will be built next year. How should its λ be found among 60 "
        "candidates?",
        A=("By setting flats aside, fitting without them, and predicting their rents.", RIGHT),
        B=("By taking the λ whose model can do with the fewest of all the columns.", "most zeros are best"),
        C=("By fitting all flats with each λ, and taking the one that fits them best.", "training error chooses"),
        D=("By minimising the objective for each λ, and taking that of the lowest value.", "the objective chooses"),
    ),
    ideas.UNITS.asked(
        "ideas2",
        "The column `income` is rewritten from euros to thousands of euros. The lasso is fitted again, with the "
        "same λ and all else as it was. What happens?",
        A=("The coefficient of `income` is 1000 times as large, and that is all there is.", "units do not matter"),
        B=("The numbers of `income` are small now, so the penalty lets it in more easily.", "large columns cost more"),
        C=("The table has smaller numbers now, so all coefficients grow by one factor.", "all shrink alike"),
        D=("The coefficient would have to be 1000 times as large, so `income` may drop out.", RIGHT),
    ),
    ideas.FINDING.asked(
        "ideas2",
        "A survey has 80 questions, similar ones among them. To predict who votes, a lasso keeps 9 of them. What do"
        " you make of the 9?",
        A=("They can be ranked: the one of the largest coefficient matters most for voting.", "size is importance"),
        B=("They are what decides who votes, and one can forget about the 71 others.", "the true ones are kept"),
        C=("They do well as a set; with another sample, similar ones can replace them.", RIGHT),
        D=("They are those 9 whose answers, one at a time, are tied to voting most.", "the most correlated are kept"),
    ),
    ideas.STEPS.asked(
        "ideas2",
        "From a random start, `theta -= 0.001 * (slopes + lam * np.sign(theta))` is run a million times. At the "
        "minimum of the lasso the last coefficient is zero. Is `theta[-1] == 0` in the end?",
        A=("It is not: close to zero its steps are as long as ever, and go to and fro.", RIGHT),
        B=("It is not, but it would be if the line were run for long enough.", "more steps land on zero"),
        C=("It is: downhill ends at the minimum, where this coefficient is zero.", "sign steps land on zero"),
        D=("It is not: rounding keeps every number in a program away from zero.", "no computer lands on zero"),
    ),
)
ASSIGNMENT = Assignment("ideas2", "Ten questions after the course", QUESTIONS)
