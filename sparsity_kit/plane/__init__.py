"""What is special about two coefficients: their lasso has a formula."""
