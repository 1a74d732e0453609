"""The conventions of other programs, tried on them: the converted strength must give them our coefficients.

`python -m tests.conventions_of_others` runs every program that can be run here, `requirements.txt` names those that pip
brings. From other places come R with its glmnet and lars, Java for Spark, and `liblinear-train`.
"""
