"""Writes the scores that VariableGenesTest compares with: scanpy's "seurat" flavour in pandas.

usage: variable_genes.py > core/src/test/resources/org/c3tl/pseudobulk/variable-genes.txt
"""
import numpy as np
import pandas as pd

i, g = np.arange(50)[:, None], np.arange(120)[None, :]
x = ((i * 37 + g * 101 + i * g * 13) % 97) % (2 + g % 17) * (1 + g % 29) / 7.0
x[:, 7] = 0
x[:, 119] = 5000 + np.arange(50)
mean, variance = x.mean(axis=0), x.var(axis=0, ddof=1)
mean[mean == 0] = 1e-12
dispersion = variance / mean
dispersion[dispersion == 0] = np.nan
frame = pd.DataFrame({"mean": np.log1p(mean), "dispersion": np.log(dispersion)})
frame["bin"] = pd.cut(frame["mean"], bins=20)
by_bin = frame.groupby("bin")["dispersion"]
average, deviation = by_bin.mean(), by_bin.std(ddof=1)
single = deviation.isnull()
deviation[single] = average[single]
average[single] = 0
score = (frame["dispersion"].values - average[frame["bin"].values].values) / deviation[frame["bin"].values].values
print("# normalised dispersions of 120 genes, by pandas " + pd.__version__)
for s in score:
    print("NaN" if np.isnan(s) else repr(float(s)))
