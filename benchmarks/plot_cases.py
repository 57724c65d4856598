"""Plot what a symbolic tree costs against its number of outcomes: `python benchmarks/plot_cases.py`."""

from pathlib import Path

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot
from test_backward_induction import cases_and_seconds

cases, seconds = zip(*cases_and_seconds(), strict=True)
figure, axes = pyplot.subplots(figsize=(5, 3.2), layout="constrained")
axes.plot(cases, [s * 1000 for s in seconds], "o", color="black", markersize=4, fillstyle="none")
axes.set(xlabel="outcomes in the solution", ylabel="milliseconds", xlim=0, ylim=0)
axes.spines[["top", "right"]].set_visible(False)
figure.savefig(Path(__file__).with_name("cases.svg"))
