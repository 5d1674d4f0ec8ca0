"""Writes measures/anomaly.json: scores with their area under the ROC curve, and rows with their shrunk covariance.

    python3 test/golden/make_measures_golden_anomaly.py

Made with scikit-learn 1.2. Scores are rounded, so that many are tied; the rows are of few dimensions and many, of many
and few, and with a column that never varies.
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn.covariance import ledoit_wolf
from sklearn.metrics import roc_auc_score, roc_curve

random = numpy.random.default_rng(7)


def roc_case(normal, anomalous, shift, decimals):
    """Normal scores and shifted ones, rounded to so many decimals."""
    scores = [random.normal(size=normal), random.normal(shift, 1.5, size=anomalous)]
    normal, anomalous = (numpy.round(values, decimals) for values in scores)
    labels = [0] * len(normal) + [1] * len(anomalous)
    both = numpy.concatenate([normal, anomalous])
    false_positive, true_positive, _ = roc_curve(labels, both, drop_intermediate=False)
    return {
        "normal": normal.tolist(),
        "anomalous": anomalous.tolist(),
        "auroc": roc_auc_score(labels, both),
        "falsePositiveRate": false_positive.tolist(),
        "truePositiveRate": true_positive.tolist(),
    }


def covariance_case(rows, columns, constant=False):
    """Correlated normal rows, as float32."""
    values = random.normal(size=(rows, columns)) @ random.normal(size=(columns, columns)) + 3
    if constant:
        values[:, 0] = 1
    values = numpy.round(values, 3).astype(numpy.float32)
    covariance, shrinkage = ledoit_wolf(values.astype(numpy.float64))
    return {
        "rows": rows,
        "columns": columns,
        "data": [float(f"{value:.9g}") for value in values.reshape(-1)],
        "covariance": covariance.reshape(-1).tolist(),
        "shrinkage": shrinkage,
    }


golden = {
    "sklearn": sklearn.__version__,
    "roc": [roc_case(20, 30, 1, 6), roc_case(40, 25, 0.5, 0), roc_case(15, 15, -1, 1)],
    "covariance": [covariance_case(60, 3), covariance_case(5, 8), covariance_case(30, 4, constant=True)],
}
target = Path(__file__).parent / "measures" / "anomaly.json"
target.parent.mkdir(exist_ok=True)
target.write_text(json.dumps(golden) + "\n")
