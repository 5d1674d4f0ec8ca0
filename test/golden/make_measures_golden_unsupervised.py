"""Writes measures/NAME.json: small inputs and what scikit-learn, scikit-image and NumPy measure on them.

    python3 test/golden/make_measures_golden_unsupervised.py

Made with scikit-learn 1.2, scikit-image 0.19, SciPy 1.10 and NumPy 1.24. Inputs are multiples of 1/1000 (images: bytes), which
keeps the files small, and float32, as hourglass has them. Where no library has a measure, the formula stands here in NumPy.
"""

import json
from pathlib import Path

import numpy
from scipy.optimize import linear_sum_assignment
from scipy.stats import entropy
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.cluster import KMeans
from sklearn.linear_model import Lasso
from sklearn.manifold import trustworthiness
from sklearn.metrics import adjusted_rand_score, mutual_info_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

FOLDER = Path(__file__).parent / "measures"


def on_grain(values):
    return (numpy.round(values * 1000) / 1000).astype(numpy.float32).astype(numpy.float64)


def listed(values):
    """Nine significant digits tell any two float32 numbers apart."""
    return [float(f"{value:.9g}") for value in numpy.asarray(values, float).reshape(-1)]


def matrix(values):
    return {"rows": values.shape[0], "columns": values.shape[1], "data": listed(values)}


def k_means():
    random = numpy.random.default_rng(1)
    middles = random.normal(0, 1.2, (5, 3))
    points = on_grain(middles[random.integers(0, 5, 400)] + random.normal(0, 0.8, (400, 3)))
    initial = points[:5]
    model = KMeans(5, init=initial, n_init=1, algorithm="lloyd", tol=1e-4, max_iter=300).fit(points)
    assert model.n_iter_ > 10, "there are iterations to go wrong in"
    return {
        "points": matrix(points),
        "initial": matrix(initial),
        "centres": listed(model.cluster_centers_),
        "clusters": model.labels_.tolist(),
        "inertia": model.inertia_,
    }


def agreement():
    random = numpy.random.default_rng(2)
    cases = []
    for noise, clusters, classes in [(0.3, 5, 5), (0.6, 4, 6), (1, 6, 4), (0, 3, 3)]:
        truth = random.integers(0, classes, 150)
        found = numpy.where(random.uniform(size=150) < noise, random.integers(0, clusters, 150), (truth + 1) % clusters)
        table = contingency_matrix(found, truth)
        rows, columns = linear_sum_assignment(table, maximize=True)
        cases.append(
            {
                "clusters": found.tolist(),
                "classes": truth.tolist(),
                "mutualInformation": mutual_info_score(truth, found),
                "accuracy": table[rows, columns].sum() / 150,
                "nmi": normalized_mutual_info_score(truth, found),
                "ari": adjusted_rand_score(truth, found),
            }
        )
    return {"cases": cases}


def neighbourhood():
    random = numpy.random.default_rng(3)
    originals = on_grain(random.normal(size=(60, 6)))
    codes = on_grain(originals[:, :2] + random.normal(0, 0.3, (60, 2)))
    return {
        "originals": matrix(originals),
        "codes": matrix(codes),
        "cases": [
            {
                "k": k,
                "trustworthiness": trustworthiness(originals, codes, n_neighbors=k),
                "continuity": trustworthiness(codes, originals, n_neighbors=k),
            }
            for k in (1, 5, 12)
        ],
    }


def rank():
    random = numpy.random.default_rng(4)
    codes = random.normal(size=(50, 3)) @ random.normal(size=(3, 5)) + random.normal(0, 0.05, (50, 5)) + 4
    codes[:, 1] = 0.25
    codes = on_grain(codes)
    singular = numpy.linalg.svd(codes - codes.mean(0), compute_uv=False)
    return {
        "codes": matrix(codes),
        "spectrum": listed(singular / numpy.sqrt(50)),
        "effectiveRank": numpy.exp(entropy(singular)),
    }


def quality():
    random = numpy.random.default_rng(5)
    cases = []
    for shape in [(16, 14, 1), (13, 15, 3), (28, 28, 1)]:
        images = random.integers(0, 256, shape)
        # Smooth, so that there is a structure to be similar in.
        for axis in (0, 1):
            images = (images + numpy.roll(images, 1, axis) + numpy.roll(images, 2, axis)) // 3
        original = images / 255
        other = on_grain(numpy.clip(original * 0.8 + random.normal(0.05, 0.1, shape), 0, 1))
        ssim = structural_similarity(
            original,
            other,
            data_range=1,
            gaussian_weights=True,
            sigma=1.5,
            use_sample_covariance=False,
            channel_axis=2,
        )
        cases.append(
            {
                "shape": dict(zip(("height", "width", "channels"), shape)),
                "images": images.reshape(-1).tolist(),
                "reconstructions": listed(other),
                "mse": float(((original - other) ** 2).mean()),
                "psnr": peak_signal_noise_ratio(original, other, data_range=1),
                "ssim": ssim,
            }
        )
    return {"cases": cases}


def lasso():
    random = numpy.random.default_rng(6)
    x = random.normal(size=(120, 6))
    x[:, 3] = 0.9 * x[:, 0] + 0.3 * x[:, 3]
    x[:, 4] = 0
    x = on_grain(x)
    y = on_grain(x @ [1.0, -0.5, 0, 0.4, 0, 0.05] + random.normal(0, 0.5, 120))
    fit = lambda penalty: Lasso(penalty, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(x, y).coef_
    return {
        "x": matrix(x),
        "y": listed(y),
        "cases": [{"penalty": p, "coefficients": listed(fit(p))} for p in (2, 0.5, 0.1, 0.01, 0.0001)],
    }


def binned(values):
    """As disentanglement_lib: 20 bins of equal width."""
    return numpy.digitize(values, numpy.histogram(values, 20)[1][:-1]) - 1


def gap(scores):
    second, first = numpy.sort(scores)[-2:]
    return first - second


def factors():
    """Codes of 4 values: the first two are mostly of one factor each, the others mixed; the first factor is a class."""
    random = numpy.random.default_rng(7)

    def draw(count):
        true = numpy.stack([random.integers(0, 4, count), random.normal(size=count), random.uniform(-1, 1, count)], 1)
        mixing = numpy.array([[1, 0, 0], [0.1, 1, 0.1], [0.2, 0.4, 0.7], [0.3, -0.2, 0.6]])
        return on_grain(true @ mixing.T + random.normal(0, 0.2, (count, 4))), on_grain(true)

    codes, true = draw(300)
    test_codes, test_true = draw(100)
    levels = [true[:, 0].astype(int), binned(true[:, 1]), binned(true[:, 2])]
    units = [binned(column) for column in codes.T]
    informations = numpy.array([[mutual_info_score(unit, level) for level in levels] for unit in units])
    entropies = [entropy(numpy.bincount(level)) for level in levels]
    mig = numpy.mean([gap(informations[:, f]) / entropies[f] for f in range(3)])

    scores = numpy.zeros((4, 3))
    for unit in range(4):
        for f in (1, 2):
            scores[unit, f] = numpy.corrcoef(codes[:, unit], true[:, f])[0, 1] ** 2
        edges = numpy.histogram(codes[:, unit], 20)[1][:-1]
        test_bins = numpy.maximum(numpy.digitize(test_codes[:, unit], edges) - 1, 0)
        rules = numpy.full(20, numpy.bincount(levels[0]).argmax())
        for b in numpy.unique(units[unit]):
            rules[b] = numpy.bincount(levels[0][units[unit] == b]).argmax()
        scores[unit, 0] = (rules[test_bins] == test_true[:, 0]).mean()
    sap = numpy.mean([gap(scores[:, f]) for f in range(3)])

    importances = on_grain(numpy.abs(random.normal(size=(4, 3))) ** 3)
    importances[2] = 0
    rows = importances.sum(1)
    by_row = [1 - entropy(row) / numpy.log(3) if row.any() else 0 for row in importances]
    return {
        "train": {"codes": matrix(codes), "factors": matrix(true)},
        "test": {"codes": matrix(test_codes), "factors": matrix(test_true)},
        "mig": mig,
        "sap": sap,
        "importances": importances.tolist(),
        "disentanglement": float((rows / rows.sum()) @ by_row),
        "completeness": float(numpy.mean([1 - entropy(column) / numpy.log(4) for column in importances.T])),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for make in (k_means, agreement, neighbourhood, rank, quality, lasso, factors):
        name = make.__name__.replace("_", "-")
        (FOLDER / f"{name}.json").write_text(json.dumps(make()) + "\n")
