"""The isolation forest of scikit-learn, on all cores: what people take to find odd rows of a table.

Arguments: a CSV of numbers with a heading. Writes the seconds of fitting (100 trees, scikit-learn's defaults) and of scoring all rows, without
those of reading, and the version, as a line of JSON.
"""

import json
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import IsolationForest

rows = numpy.loadtxt(sys.argv[1], delimiter=",", skiprows=1, dtype=numpy.float32)
forest = IsolationForest(random_state=1, n_jobs=-1)
started = time.perf_counter()
forest.fit(rows)
fitted = time.perf_counter()
forest.score_samples(rows)
scored = time.perf_counter()
print(json.dumps({"fit": fitted - started, "score": scored - fitted, "version": sklearn.__version__}))
