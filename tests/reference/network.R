# Reference values for her2core/statistics/indirect.py, by metafor (Viechtbauer W. J Stat Softw 2010;36(3):1-48).
#
# On Debian:
#     apt-get install -y r-cran-metafor r-cran-jsonlite
#     Rscript tests/reference/network.R        # from the top of the checkout; writes tests/reference/network.json
#
# The numbers are made up, in the range of hazard ratios in gastric cancer; none is a trial's. The network is the one of
# tests/her2core/statistics/test_indirect.py (MULTI_ARM): a three-arm trial, two trials on one edge, and a loop.

suppressPackageStartupMessages({library(metafor); library(jsonlite)})

edges <- list(
  list(yi = log(c(0.72, 0.80)),                   vi = c(0.012, 0.020),                      method = "FE"),
  list(yi = log(c(0.60, 0.90, 1.30, 0.70)),       vi = seq(0.01, 0.05, length.out = 4),      method = "REML"),
  list(yi = log(c(0.70, 0.72, 0.74, 0.71, 1.60)), vi = seq(0.01, 0.05, length.out = 5),      method = "REML"),
  list(yi = log(c(0.80, 0.81, 0.79)),             vi = c(0.02, 0.02, 0.02),                  method = "REML")
)
edge <- function(one) {
  converged <- if (one$method == "REML") list(threshold = 1e-10, maxiter = 5000) else list()
  res <- rma(one$yi, one$vi, method = one$method, control = converged)
  list(yi = one$yi, vi = one$vi, estimate = as.numeric(res$beta), se = res$se, tau2 = res$tau2, q = res$QE)
}

yi <- log(c(0.72, 0.80, 0.80, 0.95, 0.85))
vi <- c(0.12, 0.11, 0.09, 0.15, 0.20)^2
X <- rbind(c(1, 0, 0), c(0, 1, 0), c(0, 0, 1), c(0, 0, 1), c(1, 0, -1))      # A, B, D v C
V0 <- diag(vi)
V0[1, 2] <- V0[2, 1] <- sqrt(vi[1] * 302 / 610 * vi[2] * 304 / 612)
pairs <- list(list("A", "C", c(1, 0, 0)), list("B", "D", c(0, 1, -1)), list("A", "B", c(1, -1, 0)))
network <- function(tau2) {
  V <- V0 + diag(tau2, 5)
  V[1, 2] <- V[2, 1] <- V0[1, 2] + tau2 / 2
  res <- rma.mv(yi, V, mods = X, intercept = FALSE)
  list(tau2 = tau2, pairs = lapply(pairs, function(pair) {
    k <- pair[[3]]
    list(a = pair[[1]], b = pair[[2]], estimate = sum(k * res$beta), se = sqrt(as.numeric(t(k) %*% res$vb %*% k)))
  }))
}

write_json(
  list(metafor = as.character(packageVersion("metafor")), R = paste(R.version$major, R.version$minor, sep = "."),
       edges = lapply(edges, edge), networks = lapply(c(0, 0.01), network)),
  "tests/reference/network.json", auto_unbox = TRUE, digits = 10, pretty = TRUE
)
