"""Writes measures/anomaly-baselines.json: what tells anomalies without an autoencoder, and intervals of mean differences.

    python3 test/golden/make_measures_golden_baselines.py

Made with scikit-learn 1.2 and SciPy 1.10. Images are of 6 x 5 pixels; one normal and one other image are black.
"""

import json
from pathlib import Path

import numpy
import scipy
import sklearn
from scipy import ndimage, stats
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

random = numpy.random.default_rng(11)
height, width, neighbour, components = 6, 5, 5, 4


def images(count, spread):
    """Bytes whose pixels vary together."""
    mixing = random.normal(size=(height * width, height * width))
    values = 128 + spread * random.normal(size=(count, height * width)) @ mixing
    return numpy.clip(numpy.round(values), 0, 255).astype(numpy.uint8)


normal, others = images(40, 14), images(15, 25)
normal[3] = others[2] = 0


def smoothed(stack, times):
    """By (1, 2, 1) / 4 along both sides, black beyond the edges."""
    for _ in range(times):
        for axis in (1, 2):
            stack = ndimage.correlate1d(stack, [0.25, 0.5, 0.25], axis=axis, mode="constant")
    return stack


def smoothed_twice(pixels):
    """Rows of pixels as smoothed rows."""
    return smoothed(pixels.reshape(-1, height, width), 2).reshape(len(pixels), -1)


def edges(pixels):
    """Rises in eight directions, smoothed, every second row and column."""
    stack = smoothed(pixels.reshape(-1, height, width), 1)
    rises = []
    for axis in (2, 1):
        rise = numpy.zeros_like(stack)
        inner = [slice(None), slice(None), slice(None)]
        inner[axis] = slice(1, -1)
        # numpy's is half of it.
        rise[tuple(inner)] = 2 * numpy.gradient(stack, axis=axis)[tuple(inner)]
        rises.append(rise)
    along = rises[0] + 1j * rises[1]
    maps = []
    for direction in range(8):
        own = (along * numpy.exp(-0.25j * numpy.pi * direction)).real
        share = numpy.maximum(own - numpy.sqrt(0.5) * numpy.abs(along), 0)
        maps.append(smoothed(share, 2)[:, ::2, ::2])
    return numpy.stack(maps, axis=1).reshape(len(pixels), -1)


def to_neighbour(metric, prepare, which=neighbour):
    """The distance to the fifth nearest normal image, or another."""
    model = NearestNeighbors(n_neighbors=which, metric=metric, algorithm="brute")
    distances = model.fit(prepare(normal / 255)).kneighbors(prepare(others / 255))[0][:, -1]
    if which == 1:
        # There is one black normal image: scikit-learn has it at a right angle even to another black one.
        distances[others.max(axis=1) == 0] = 0
    return distances.tolist()


def as_is(pixels):
    return pixels


pca = PCA(components, svd_solver="full").fit(normal / 255)
coordinates = pca.transform(others / 255)
errors = ((pca.inverse_transform(coordinates) - others / 255) ** 2).mean(axis=1)
# Variances are divided by the number of images, as elsewhere in this library.
variances = pca.explained_variance_ * (len(normal) - 1) / len(normal)


def interval_case(values):
    """Student's t interval of the mean."""
    low, high = stats.t.interval(0.95, len(values) - 1, loc=numpy.mean(values), scale=stats.sem(values))
    return {"values": values, "mean": numpy.mean(values), "interval": [low, high]}


golden = {
    "sklearn": sklearn.__version__,
    "scipy": scipy.__version__,
    "height": height,
    "width": width,
    "normal": normal.reshape(-1).tolist(),
    "others": others.reshape(-1).tolist(),
    "components": components,
    "scores": {
        "cosine": to_neighbour("cosine", as_is),
        "smoothCosine": to_neighbour("cosine", smoothed_twice),
        "edgesCosine": to_neighbour("cosine", edges, 1),
        "edgesEuclid": to_neighbour("euclidean", edges, 1),
        "euclid": to_neighbour("euclidean", as_is),
        "smoothEuclid": to_neighbour("euclidean", smoothed_twice),
        "pcaError": errors.tolist(),
        "pcaMahalanobis": numpy.sqrt((coordinates**2 / variances).sum(axis=1)).tolist(),
    },
    "intervals": [
        interval_case([0.01, -0.02]),
        interval_case([0.5, 1.25, -0.75, 0.1]),
        interval_case(random.normal(0.3, 1, size=10).round(4).tolist()),
    ],
}
target = Path(__file__).parent / "measures" / "anomaly-baselines.json"
target.write_text(json.dumps(golden) + "\n")
