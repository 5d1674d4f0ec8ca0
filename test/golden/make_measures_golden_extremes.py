"""Writes measures/extremes.json: what scikit-learn and NumPy measure where data are few, large, or all alike.

    python3 test/golden/make_measures_golden_extremes.py

Made with scikit-learn 1.2 and NumPy 1.24. Images and codes are made from whole numbers by the same formulas as in the tests, which
keeps the file small (test/support/made-up-images.ts).
"""

import json
from pathlib import Path

import numpy
import sklearn
from scipy.optimize import linear_sum_assignment
from scipy.stats import entropy
from sklearn.covariance import ledoit_wolf
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix


def images(count, side):
    """`[count, side * side]` bytes: waves of falling strength."""
    n, row, column = numpy.ogrid[:count, :side, :side]
    wave = lambda x: abs(x % 256 - 128)
    sums = (
        8 * wave(37 * n + 3 * row)
        + 4 * wave(61 * n + 5 * column)
        + 2 * wave(17 * n + 2 * row + 7 * column)
        + wave(29 * n * n + 11 * row + 253 * column)
    )
    return (sums // 8).reshape(count, -1)


def principal_components(train, test, side, count):
    pixels = images(train + test, side) / 255
    mean = pixels[:train].mean(0)
    _, singular, components = numpy.linalg.svd(pixels[:train] - mean, full_matrices=False)
    rest = pixels[train:] - mean
    rest = rest - rest @ components[:count].T @ components[:count]
    return {
        "train": train,
        "test": test,
        "side": side,
        "count": count,
        "variances": (singular[:count] ** 2 / train).tolist(),
        "totalVariance": float((singular**2).sum() / train),
        "sse": float((rest**2).sum(1).mean()),
    }


def spectrum(rows, columns):
    row, column = numpy.ogrid[:rows, :columns]
    codes = ((37 * row + 11 * column + 7 * row * column) % 101 / 100).astype(numpy.float32).astype(float)
    singular = numpy.linalg.svd(codes - codes.mean(0), compute_uv=False)
    return {
        "rows": rows,
        "columns": columns,
        "spectrum": (singular / numpy.sqrt(rows)).tolist(),
        "effectiveRank": float(numpy.exp(entropy(singular[:-1]))),
    }


def agreement(name, clusters, classes):
    table = contingency_matrix(clusters, classes)
    matched = table[linear_sum_assignment(table, maximize=True)].sum()
    return {
        "name": name,
        "clusters": clusters,
        "classes": classes,
        "accuracy": matched / len(classes),
        "nmi": float(normalized_mutual_info_score(classes, clusters)),
        "ari": float(adjusted_rand_score(classes, clusters)),
    }


two_kinds = numpy.array([[1, 2], [-1, -2]] * 5, dtype=float)
alike = list(range(4))
golden = {
    "scikitLearn": sklearn.__version__,
    "numpy": numpy.__version__,
    "principalComponents": [
        principal_components(50, 10, 40, 5),
        principal_components(50, 10, 40, 49),
        principal_components(1_030, 20, 68, 5),
    ],
    "spectrum": spectrum(6, 600),
    "agreement": [
        agreement("one image", [0], [0]),
        agreement("one image of another class", [0], [3]),
        agreement("two images of one class in two clusters", [0, 1], [2, 2]),
        agreement("two images of two classes in one cluster", [1, 1], [0, 1]),
        agreement("one class in one cluster", [2, 2, 2], [1, 1, 1]),
        agreement("one class in several clusters", [0, 1, 2, 0], [1, 1, 1, 1]),
        agreement("several classes in one cluster", [0, 0, 0, 0], [0, 1, 2, 0]),
        agreement("every image by itself, in both", alike, alike[::-1]),
        agreement("every image a cluster, one class", alike, [0] * 4),
        agreement("every image a cluster, two classes", alike, [0, 0, 1, 1]),
        agreement("every image a class, one cluster", [0] * 4, alike),
        agreement("every image a class, two clusters", [0, 1, 1, 0], alike),
        agreement("classes that do not follow each other", [0, 0, 255, 255], [7, 7, 250, 7]),
    ],
    "twoKindsOfRows": {"shrinkage": float(ledoit_wolf(two_kinds)[1])},
}
path = Path(__file__).parent / "measures" / "extremes.json"
path.write_text(json.dumps(golden) + "\n")
