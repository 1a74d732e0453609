# Cross-validation by glmnet: reads X.csv, y.csv and folds.csv (from 1 on) in the folder that is given; writes λ and the
# predictions for held-out rows there, and prints the seconds of each of some runs.
if (!requireNamespace("glmnet", quietly = TRUE)) quit(status = 3)
folder <- commandArgs(trailingOnly = TRUE)[1]
threshold <- as.numeric(commandArgs(trailingOnly = TRUE)[2])
read <- function(name) as.matrix(read.csv(file.path(folder, name), header = FALSE))
write <- function(table, name) {
  write.table(format(table, digits = 17), file.path(folder, name), sep = ",", quote = FALSE, row.names = FALSE,
              col.names = FALSE)
}
X <- read("X.csv"); y <- read("y.csv")[, 1]; folds <- read("folds.csv")[, 1]
run <- function() {
  # The λ are given, or each fold would take some of its own, and its predictions would be interpolated.
  largest <- max(abs(crossprod(scale(X, scale = FALSE), y))) / length(y)
  lambda <- largest * 10^seq(0, -3, length.out = 100)
  glmnet::cv.glmnet(X, y, foldid = folds, keep = TRUE, standardize = FALSE, lambda = lambda,
                    thresh = threshold, maxit = 1e7)
}
fitted <- run()
cat(sapply(1:5, function(i) system.time(run())[["elapsed"]]))
write(fitted$lambda, "lambda.csv")
write(fitted$fit.preval[, seq_along(fitted$lambda)], "predictions.csv")
