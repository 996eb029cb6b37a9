# Reference values for her2core/pooling.py, by metafor (Viechtbauer W. J Stat Softw 2010;36(3):1-48).
#
# On Debian:
#     apt-get install -y r-cran-metafor r-cran-jsonlite
#     Rscript tests/reference/metafor.R        # from the top of the checkout; writes tests/reference/metafor.json
#
# The counts are made up, in the range of response rates in gastric cancer; none is a trial's.
#
# rma() stops at a step in tau2 below 1e-5 by default, and may then hold a tau2 of 1e-6 where the estimate is 0: next to
# large studies that shows in I2. The reference is the converged estimate.

suppressPackageStartupMessages({library(metafor); library(jsonlite)})

sets <- list(
  "six ordinary studies"         = list(events = c(61, 22, 45, 18, 33, 12),  totals = c(119, 60, 98, 47, 81, 40)),
  "eight ordinary studies"       = list(events = c(139, 14, 27, 40, 9, 52, 31, 20),
                                        totals = c(294, 37, 52, 79, 30, 101, 63, 58)),
  "no heterogeneity"             = list(events = c(20, 41, 15, 30, 25),      totals = c(50, 100, 38, 74, 63)),
  "very heterogeneous"           = list(events = c(4, 70, 12, 88, 30, 55),   totals = c(80, 90, 60, 95, 100, 70)),
  "two studies"                  = list(events = c(19, 33),                  totals = c(44, 61)),
  "two studies that agree"       = list(events = c(20, 31),                  totals = c(50, 76)),
  "no events in one study"       = list(events = c(0, 3, 2, 5, 1),           totals = c(18, 40, 22, 45, 25)),
  "everybody in one study"       = list(events = c(12, 30, 41, 17),          totals = c(12, 36, 52, 20)),
  "nobody and everybody"         = list(events = c(0, 10, 20),               totals = c(20, 20, 20)),
  "nobody in any study"          = list(events = c(0, 0, 0),                 totals = c(20, 35, 50)),
  "equal studies"                = list(events = c(10, 10, 10),              totals = c(25, 25, 25)),
  "large studies"                = list(events = c(15210, 8930, 22040, 4127), totals = c(88000, 51000, 99000, 30500)),
  "small studies"                = list(events = c(1, 2, 0, 3, 1, 2),        totals = c(3, 4, 2, 5, 4, 3)),
  "one large study, small ones"  = list(events = c(1800, 3, 1, 6),           totals = c(4000, 5, 8, 9)),
  "two peaks of the likelihood"  = list(events = c(5709, 17343, 53126, 4, 1, 24, 1, 5),
                                        totals = c(8749, 26182, 81075, 8, 2, 26, 5, 23))
)
converged <- list(threshold = 1e-10, maxiter = 5000)

pooled <- function(set) {
  logits <- escalc(measure = "PLO", xi = set$events, ni = set$totals, add = 1/2, to = "only0")
  res <- rma(yi, vi, data = logits, method = "REML", test = "knha", control = converged)
  back <- predict(res, transf = transf.ilogit)
  list(estimate = back$pred, ci_low = back$ci.lb, ci_high = back$ci.ub, prediction_low = back$pi.lb,
       prediction_high = back$pi.ub, i2 = res$I2, tau2 = res$tau2, k = res$k)
}

write_json(
  list(metafor = as.character(packageVersion("metafor")), R = paste(R.version$major, R.version$minor, sep = "."),
       sets = lapply(names(sets), function(name) c(list(name = name), sets[[name]], list(pooled = pooled(sets[[name]]))))),
  "tests/reference/metafor.json", auto_unbox = TRUE, digits = 10, pretty = TRUE
)
