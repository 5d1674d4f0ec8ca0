"""Writes measures/factor-scores.json: what the definitions of measures of true factors give on the codes of measures/factors.json.

    python3 test/golden/make_measures_golden_factors.py

Made with scikit-learn 1.2 and NumPy 1.24, after the papers: Higgins and others 2017 (BetaVAE score), Kim and Mnih 2018 (FactorVAE score),
Ridgeway and Mozer 2018 (modularity, explicitness), Suter and others 2019 (IRS, with the 99th percentile in place of the greatest difference).
What is drawn stands in the file, since hourglass has random numbers of its own.
"""

import json
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mutual_info_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

FOLDER = Path(__file__).parent / "measures"
BINS = 20


def table(written):
    return numpy.array(written["data"]).reshape(written["rows"], written["columns"]).astype(numpy.float32)


def grouped(fitted, values, is_class):
    """Classes, or bins with as many of `fitted` each."""
    if is_class:
        return values.astype(int)
    places = numpy.ceil(numpy.arange(1, BINS) * len(fitted) / BINS).astype(int)
    return numpy.searchsorted(numpy.sort(fitted)[places], values, side="right")


def equal_widths(values):
    return numpy.digitize(values, numpy.histogram(values, BINS)[1][:-1])


def draw_batches(random, groups, count, size):
    """Images with the same value of a factor, as often as they come."""
    drawn = []
    for _ in range(count):
        factor = int(random.integers(groups.shape[1]))
        value = groups[random.integers(len(groups)), factor]
        drawn.append((factor, random.choice(numpy.flatnonzero(groups[:, factor] == value), size).tolist()))
    return drawn


def factor_vae(codes, test_codes, groups, test_groups):
    random = numpy.random.default_rng(21)
    variances = codes.var(axis=0, ddof=1)
    parts = []
    for part, of, count in ((codes, groups, 300), (test_codes, test_groups, 150)):
        batches = draw_batches(random, of, count, 5)
        units = [int((part[images].var(axis=0, ddof=1) / variances).argmin()) for _, images in batches]
        parts.append((batches, units))
    votes = numpy.zeros((3, codes.shape[1]))
    for (factor, _), unit in zip(*parts[0]):
        votes[factor, unit] += 1
    rule = votes.argmax(axis=0)
    right = [rule[unit] == factor for (factor, _), unit in zip(*parts[1])]
    return {
        "variances": variances.tolist(),
        "batches": [[{"factor": f, "images": i, "unit": u} for (f, i), u in zip(*part)] for part in parts],
        "score": float(numpy.mean(right)),
    }


def beta_vae(codes, test_codes, groups, test_groups):
    random = numpy.random.default_rng(22)
    parts = []
    for part, of, count in ((codes, groups, 300), (test_codes, test_groups, 150)):
        batches = []
        for _ in range(count):
            factor = int(random.integers(3))
            pairs = []
            for _ in range(6):
                first = int(random.integers(len(part)))
                same = numpy.flatnonzero(of[:, factor] == of[first, factor])
                pairs += [first, int(random.choice(same))]
            batches.append((factor, pairs))
        differences = [numpy.abs(part[pairs[::2]] - part[pairs[1::2]]).mean(axis=0) for _, pairs in batches]
        parts.append((batches, numpy.array(differences)))
    scaler = StandardScaler().fit(parts[0][1])
    labels = [[factor for factor, _ in batches] for batches, _ in parts]
    model = LogisticRegression(tol=1e-8, max_iter=10_000).fit(scaler.transform(parts[0][1]), labels[0])
    return {
        "batches": [[{"factor": f, "pairs": p, "differences": d.tolist()} for (f, p), d in zip(*part)] for part in parts],
        "score": float((model.predict(scaler.transform(parts[1][1])) == labels[1]).mean()),
    }


def modularity(codes, factors):
    levels = [factors[:, 0].astype(int), equal_widths(factors[:, 1]), equal_widths(factors[:, 2])]
    scores = []
    for unit in codes.T:
        squares = numpy.array([mutual_info_score(equal_widths(unit), level) for level in levels]) ** 2
        own = squares.argmax()
        template = numpy.zeros(3)
        template[own] = squares[own]
        scores.append(1 - ((squares - template)).sum() / (squares[own] * 2))
    return float(numpy.mean(scores))


def explicitness(codes, test_codes, groups, test_groups):
    scaler = StandardScaler().fit(codes)
    areas = []
    for factor in range(3):
        model = LogisticRegression(tol=1e-8, max_iter=10_000).fit(scaler.transform(codes), groups[:, factor])
        chances = model.predict_proba(scaler.transform(test_codes))
        own = [test_groups[:, factor] == value for value in model.classes_]
        areas.append(numpy.mean([roc_auc_score(o, chances[:, c]) for c, o in enumerate(own) if o.any()]))
    return float(numpy.mean(areas))


def irs(codes, groups):
    greatest = numpy.abs(codes - codes.mean(axis=0)).max(axis=0)
    scores = numpy.zeros((codes.shape[1], groups.shape[1]))
    for factor in range(groups.shape[1]):
        moved = []
        for value in numpy.unique(groups[:, factor]):
            same = codes[groups[:, factor] == value]
            moved.append(numpy.percentile(numpy.abs(same - same.mean(axis=0)), 99, axis=0))
        scores[:, factor] = 1 - numpy.mean(moved, axis=0) / greatest
    return float(numpy.average(scores.max(axis=1), weights=greatest))


def main():
    written = json.loads((FOLDER / "factors.json").read_text())
    (codes, factors), (test_codes, test_factors) = [
        (table(written[part]["codes"]).astype(float), table(written[part]["factors"])) for part in ("train", "test")
    ]
    groups, test_groups = [
        numpy.stack([grouped(factors[:, f], part[:, f], f == 0) for f in range(3)], axis=1)
        for part in (factors, test_factors)
    ]
    content = {
        "groups": {"train": groups.T.tolist(), "test": test_groups.T.tolist()},
        "factorVae": factor_vae(codes, test_codes, groups, test_groups),
        "betaVae": beta_vae(codes, test_codes, groups, test_groups),
        "modularity": modularity(codes, factors),
        "explicitness": explicitness(codes, test_codes, groups, test_groups),
        "irs": irs(test_codes, test_groups),
    }
    (FOLDER / "factor-scores.json").write_text(json.dumps(content) + "\n")
    print({name: part if isinstance(part, float) else part.get("score") for name, part in content.items()})


if __name__ == "__main__":
    main()
