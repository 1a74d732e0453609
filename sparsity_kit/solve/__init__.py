"""Finding θ for one price or many: `minimize`, each of its ways in a file of its own, and the prices to ask for."""
