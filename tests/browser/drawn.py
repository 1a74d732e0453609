"""What is looked up in the pixels of a drawn LossMeetsBall."""

# Of the bold ellipse and of the ball's outline: whether θ* lies on it, and whether places beside θ* do.
MEETS = """() => {
        const at = new DOMMatrix(getComputedStyle(document.querySelector('.picture .mark')).transform);
        const svg = document.querySelector('.picture > svg');
        return ['.contour.touching', '.ball'].map((name) => {
            const node = document.querySelector('.picture ' + name);
            const inverse = node.getCTM().inverse().multiply(svg.getCTM());
            node.style.strokeDasharray = 'none';
            const on = (x, y) => node.isPointInStroke(new DOMPoint(at.e + x, at.f + y).matrixTransform(inverse));
            return [on(0, 0), on(5, 5) && on(5, -5)];
        });
    }"""

# Of the normal cone and of the bar λ∂Ω: whether −∇f ends there, and whether it would if it were longer or shorter.
AIMS = """() => {
        const places = document.querySelector('.arrow').getAttribute('d').match(/[-\\d.]+,[-\\d.]+/g);
        const [from, , , to] = places.map((place) => place.split(',').map(Number));
        return ['.cone', '.bar'].map((name) => [0.7, 1, 1.3].map((share) => {
            const node = document.querySelector(name);
            const at = new DOMPoint(...from.map((v, k) => v + share * (to[k] - v)));
            node.style.strokeDasharray = 'none';
            return node.isPointInStroke(at) || node.isPointInFill(at);
        }));
    }"""

# Of `count` times `count` centres: those whose shade is not what the formulas make zero, and how many lead to zeros.
SHADES = """(count) => {
        const s = widget.read(model), frame = document.querySelector('.frame'), wrong = [];
        const [left, top, width] = ['x', 'y', 'width'].map((name) => Number(frame.getAttribute(name)));
        const keys = ['first', 'second', 'both'], found = [0, 0, 0];
        for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) {
            const x = left + (width * (i + 0.37)) / count, y = top + (width * (j + 0.43)) / count;
            const inside = keys.map((key) => {
                const node = document.querySelector(`.zone.${key}`);
                if (node.classList.contains('thin')) return false;
                const [hit, ...near] = [[0, 0], [1.5, 0], [-1.5, 0], [0, 1.5], [0, -1.5]].map(
                    ([u, v]) => node.isPointInFill(new DOMPoint(x + u, y + v)));
                return near.every((other) => other === hit) ? hit : null;
            });
            if (inside.includes(null)) continue;
            const center = [s.reach * ((2 * (x - left)) / width - 1), s.reach * (1 - (2 * (y - top)) / width)];
            const zero = widget.solve({ ...s, center }).zeros, both = zero[0] && zero[1];
            const truth = [zero[0] && !both, zero[1] && !both, both];
            truth.forEach((hit, k) => { found[k] += hit; });
            if (truth.some((hit, k) => hit !== inside[k])) wrong.push([center, truth, inside]);
        }
        return [wrong, found];
    }"""
