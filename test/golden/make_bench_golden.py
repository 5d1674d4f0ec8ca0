"""Reference values for bench/statistics.js by SciPy: writes bench/statistics.json.

Run with Debian's python3-scipy: python3 test/golden/make_bench_golden.py
"""

import json
import pathlib

import numpy
import scipy
from scipy import stats

generator = numpy.random.default_rng(1)


def paired_ratio(turns):
    numerators = numpy.exp(generator.normal(5, 0.5, turns)).round(3)
    denominators = (numerators / numpy.exp(generator.normal(0.3, 0.2, turns))).round(3)
    logarithms = numpy.log(numerators / denominators)
    interval = stats.t.interval(0.95, turns - 1, logarithms.mean(), stats.sem(logarithms))
    return {
        "numerators": numerators.tolist(),
        "denominators": denominators.tolist(),
        "ratio": float(stats.gmean(numerators / denominators)),
        "low": float(numpy.exp(interval[0])),
        "high": float(numpy.exp(interval[1])),
    }


def slope(count):
    values = (100 + 0.3 * numpy.arange(count) + generator.normal(0, 2, count)).round(3)
    line = stats.linregress(numpy.arange(count), values)
    half = stats.t.ppf(0.975, count - 2) * line.stderr
    return {
        "values": values.tolist(),
        "slope": float(line.slope),
        "low": float(line.slope - half),
        "high": float(line.slope + half),
    }


reference = {
    "scipy": scipy.__version__,
    "pairedRatios": [paired_ratio(turns) for turns in (2, 5, 20)],
    "slopes": [slope(count) for count in (3, 10, 40)],
}
path = pathlib.Path(__file__).with_name("bench") / "statistics.json"
path.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")
