"""Writes measures/mixture.json: a small data set and the Gaussian mixtures that scikit-learn fits to it.

    python3 test/golden/make_measures_golden_mixture.py

Made with scikit-learn 1.2 and NumPy 1.24. Points are multiples of 1/1000. The first guess is given as clusters, since both draw
starts of their own; scikit-learn's iterations begin with them, too.
"""

import json
from pathlib import Path

import numpy
from sklearn.mixture import GaussianMixture

FOLDER = Path(__file__).parent / "measures"
COMPONENTS = 3


class From(GaussianMixture):
    """Begins with given clusters in place of k-means."""

    def begin(self, clusters):
        self.clusters = clusters
        return self

    def _initialize_parameters(self, X, random_state):
        self._initialize(X, numpy.eye(COMPONENTS)[self.clusters])


def on_grain(values):
    return (numpy.round(values * 1000) / 1000).astype(numpy.float32).astype(numpy.float64)


def listed(values):
    return numpy.asarray(values, float).reshape(-1).tolist()


def matrix(values):
    return {"rows": values.shape[0], "columns": values.shape[1], "data": [float(f"{v:.9g}") for v in values.reshape(-1)]}


def main():
    random = numpy.random.default_rng(11)
    shapes = [random.normal(0, 0.8, (4, 4)) for _ in range(COMPONENTS)]
    middles = random.normal(0, 1.5, (COMPONENTS, 4))
    of = random.choice(COMPONENTS, 240, p=[0.2, 0.3, 0.5])
    points = on_grain(numpy.stack([middles[c] + shapes[c] @ random.normal(size=4) for c in of]))
    others = on_grain(random.normal(0, 2, (20, 4)))
    # A third of the clusters is wrong, so that there are iterations to go wrong in.
    clusters = numpy.where(random.uniform(size=240) < 1 / 3, random.integers(0, COMPONENTS, 240), of)
    fits = {}
    for name, kind in (("full", "full"), ("diagonal", "diag")):
        model = From(COMPONENTS, covariance_type=kind, tol=1e-3, max_iter=100, reg_covar=1e-6).begin(clusters).fit(points)
        assert model.converged_ and model.n_iter_ > 5
        fits[name] = {
            "iterations": model.n_iter_,
            "weights": listed(model.weights_),
            "means": listed(model.means_),
            "covariances": listed(model.covariances_),
            "logDensities": listed(model.score_samples(others)),
            "responsibilities": listed(model.predict_proba(others)),
            "likeliest": model.predict(others).tolist(),
            "meanLogDensity": model.score(points),
            "bic": model.bic(points),
        }
    content = {"points": matrix(points), "clusters": clusters.tolist(), "others": matrix(others), "fits": fits}
    (FOLDER / "mixture.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main()
