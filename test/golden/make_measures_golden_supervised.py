"""Writes measures/supervised.json: what scikit-learn makes of small digits.

    python3 test/golden/make_measures_golden_supervised.py

Made with scikit-learn 1.2 from the 8 x 8 digits that come with it (Alpaydin and Kaynak 1998; UCI machine learning
repository). Pixels have 17 levels there; as bytes they are 15 times as many. Coefficients are fitted to a gradient of 1e-9, so that
what is left in a comparison is ours.
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

TRAIN, TEST = 300, 100

images, labels = load_digits(return_X_y=True)
images = (15 * images[: TRAIN + TEST]).astype(int)
labels = labels[: TRAIN + TEST]
train, test = images[:TRAIN] / 255, images[TRAIN:] / 255
train_labels, test_labels = labels[:TRAIN], labels[TRAIN:]


def logistic_regression(C):
    scaler = StandardScaler().fit(train)
    model = LogisticRegression(C=C, tol=1e-9, max_iter=100_000).fit(scaler.transform(train), train_labels)
    # A bias is open up to a constant, which does not matter; the kernel is not, for its penalty.
    return {
        "C": C,
        "kernel": model.coef_.round(7).tolist(),
        "bias": (model.intercept_ - model.intercept_.mean()).round(7).tolist(),
        "found": model.predict(scaler.transform(test)).tolist(),
    }


def few_labels(per_class):
    """The first images of every class are labelled; all training images tell means and deviations."""
    labelled = sorted(int(i) for label in range(10) for i in numpy.flatnonzero(train_labels == label)[:per_class])
    scaler = StandardScaler().fit(train)
    model = LogisticRegression(C=1, tol=1e-9, max_iter=100_000)
    model.fit(scaler.transform(train[labelled]), train_labels[labelled])
    return {"labelled": labelled, "found": model.predict(scaler.transform(test)).tolist()}


def neighbours(k):
    # As bytes: whole numbers, so that equal distances are equal.
    model = KNeighborsClassifier(k, algorithm="brute").fit(images[:TRAIN], train_labels)
    distances, _ = model.kneighbors(images[TRAIN:])
    return {"k": k, "squaredDistances": (distances**2).round().astype(int).tolist()}


def principal_components(count):
    model = PCA(count, svd_solver="full").fit(train)
    errors = ((model.inverse_transform(model.transform(test)) - test) ** 2).sum(axis=1)
    return {
        "count": count,
        # Divided by the number of images, not one less.
        "variances": (model.explained_variance_ * (TRAIN - 1) / TRAIN).tolist(),
        "components": model.components_.round(7).tolist(),
        "sse": errors.mean(),
    }


golden = {
    "scikitLearn": sklearn.__version__,
    "train": {"images": images[:TRAIN].tolist(), "labels": train_labels.tolist()},
    "test": {"images": images[TRAIN:].tolist(), "labels": test_labels.tolist()},
    "logisticRegression": [logistic_regression(C) for C in (0.01, 1)],
    "fewLabels": [few_labels(per_class) for per_class in (1, 10)],
    "neighbours": neighbours(5),
    "principalComponents": [principal_components(count) for count in (3, 40)],
}
path = Path(__file__).parent / "measures" / "supervised.json"
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
