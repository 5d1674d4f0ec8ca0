"""Writes study/comparisons.json: what statsmodels and SciPy make of made-up studies.

    python3 test/golden/make_study_golden.py

Made with statsmodels 0.13, SciPy 1.10 and NumPy 1.24. The figure of a cell and a seed is fitted by ordinary least squares with a
dummy for every cell and every seed; all pairs of a group of cells are compared by the studentized range with the model's own mean
square (Tukey-Kramer), each with the standard error that the model gives its difference.
"""

import itertools
import json
from pathlib import Path

import numpy
import pandas
import scipy
import statsmodels
import statsmodels.formula.api as models
from scipy.stats import studentized_range
from statsmodels.stats.multicomp import pairwise_tukeyhsd

LEVEL = 0.05


def compare(rows, group, logarithms):
    frame = pandas.DataFrame(rows, columns=["cell", "seed", "value"])
    if logarithms:
        frame["value"] = numpy.log(frame["value"])
    fit = models.ols("value ~ C(cell) + C(seed)", frame).fit()
    names = list(fit.params.index)
    pairs = []
    for first, second in itertools.combinations(group, 2):
        contrast = numpy.zeros(len(names))
        for cell, sign in ((first, -1), (second, 1)):
            name = f"C(cell)[T.{cell}]"
            if name in names:
                contrast[names.index(name)] += sign
        test = fit.t_test(contrast)
        difference, error = float(test.effect[0]), float(test.sd[0][0])
        critical = studentized_range.ppf(1 - LEVEL, len(group), fit.df_resid) / numpy.sqrt(2)
        statistic = abs(difference) / error * numpy.sqrt(2)
        bounds = [difference, difference - critical * error, difference + critical * error]
        if logarithms:
            bounds = numpy.exp(bounds)
        pairs.append(
            {
                "first": first,
                "second": second,
                "estimate": float(bounds[0]),
                "low": float(bounds[1]),
                "high": float(bounds[2]),
                "p": float(studentized_range.sf(statistic, len(group), fit.df_resid)),
            }
        )
    return {
        "logarithms": logarithms,
        "rows": [[cell, int(seed), value] for cell, seed, value in rows],
        "group": group,
        "degreesOfFreedom": int(fit.df_resid),
        "deviation": float(numpy.sqrt(fit.mse_resid)),
        "pairs": pairs,
    }


def made_up(random, cells, seeds, missing=()):
    blocks = random.normal(0, 0.004, seeds)
    means = 0.1 * numpy.linspace(1, 1.6, len(cells)) ** 2
    rows = []
    for cell, mean in zip(cells, means):
        for seed in range(seeds):
            value = round(float(mean * (1 + random.normal(0, 0.03)) + blocks[seed]), 6)
            if (cell, seed) not in missing:
                rows.append((cell, seed, value))
    return rows


random = numpy.random.default_rng(1)
letters = list("abcdef")
studies = {
    "balanced, all cells one group": compare(made_up(random, letters[:4], 3), letters[:4], False),
    "balanced, two cells of six": compare(made_up(random, letters, 5), ["b", "c"], False),
    "balanced, three of six, logarithms": compare(made_up(random, letters, 3), ["a", "b", "f"], True),
    "two cells, two seeds": compare(made_up(random, letters[:2], 2), letters[:2], False),
    "unbalanced": compare(
        made_up(random, letters, 4, missing={("a", 0), ("c", 1), ("c", 2), ("f", 3)}), letters[:4], False
    ),
    "unbalanced, logarithms": compare(
        made_up(random, letters, 3, missing={("b", 2), ("e", 0)}), ["b", "d", "e"], True
    ),
}

# Where no seed is a block, statsmodels' own Tukey test must say the same as the formula above.
frame = pandas.DataFrame(made_up(random, letters[:3], 6), columns=["cell", "seed", "value"])
tukey = pairwise_tukeyhsd(frame["value"], frame["cell"])
fit = models.ols("value ~ C(cell)", frame).fit()
half = studentized_range.ppf(1 - LEVEL, 3, fit.df_resid) / numpy.sqrt(2) * numpy.sqrt(fit.mse_resid * 2 / 6)
assert numpy.allclose(tukey.confint[:, 1] - tukey.meandiffs, half, rtol=1e-3)

ranges = [
    {
        **{"q": q, "count": count, "degreesOfFreedom": freedom},
        "p": float(studentized_range.sf(q, count, freedom)),
        "critical": float(studentized_range.ppf(1 - LEVEL, count, freedom)),
    }
    for count, freedom in [(2, 1), (3, 1), (2, 4), (3, 2), (3, 4), (4, 12), (7, 84), (20, 40), (7, 400)]
    for q in (0.5, 3.5, 8)
]

golden = {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__, "studies": studies, "ranges": ranges}
path = Path(__file__).parent / "study" / "comparisons.json"
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
