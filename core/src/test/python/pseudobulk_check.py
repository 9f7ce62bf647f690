"""Checks what `c3tl pseudobulk` wrote against an independent computation on dense matrices in memory.

usage: pseudobulk_check.py CELLS.h5ad EFFECTS.h5ad --perturbation COL --context COL --control LABEL
           [--batch COL] [--counts] [--aggregate mean|sum] [--target 10000|median] [--genes N] [--min-cells N]

Several files of cells: separated by commas. Ends with 0 and prints the largest difference if everything agrees, else with 1
and what does not. Needs Debian's python3-anndata. Variable genes are chosen as scanpy does by default (flavour "seurat"),
written here with pandas.cut and groupby.
"""
import argparse
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
import anndata  # noqa: E402


def variable_genes(normalised, top):
    mean = normalised.mean(axis=0)
    variance = normalised.var(axis=0, ddof=1)
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
    score = ((frame["dispersion"].values - average[frame["bin"].values].values)
             / deviation[frame["bin"].values].values)
    ranked = np.sort(score[~np.isnan(score)])[::-1]
    limit = ranked[min(top, ranked.size) - 1]
    return np.nan_to_num(score, nan=-np.inf) >= limit


def profile(rows, counts, normalised_log, options, target):
    if options.aggregate == "sum":
        total = counts[rows].sum(axis=0)
        return np.log1p(total * (target / total.sum()))
    return normalised_log[rows].mean(axis=0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cells")
    parser.add_argument("effects")
    parser.add_argument("--perturbation", required=True)
    parser.add_argument("--context", required=True)
    parser.add_argument("--control", required=True)
    parser.add_argument("--batch")
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--aggregate", default="mean")
    parser.add_argument("--target", default="10000")
    parser.add_argument("--genes", type=int, default=2000)
    parser.add_argument("--min-cells", type=int, default=10)
    options = parser.parse_args()

    files = [anndata.read_h5ad(f) for f in options.cells.split(",")]
    names = files[0].var_names
    files = [f[:, names] for f in files]
    x = np.concatenate([np.asarray(f.X.todense() if hasattr(f.X, "todense") else f.X, dtype=np.float64) for f in files])
    p = np.concatenate([f.obs[options.perturbation].astype(str).values for f in files])
    c = np.concatenate([f.obs[options.context].astype(str).values for f in files])
    b = np.concatenate([f.obs[options.batch].astype(str).values if options.batch else np.full(f.n_obs, "") for f in files])

    target = None
    if options.counts:
        totals = x.sum(axis=1)
        target = np.median(totals[totals > 0]) if options.target == "median" else float(options.target)
        normalised = x * np.where(totals > 0, target / np.where(totals > 0, totals, 1), 0)[:, None]
        log = np.log1p(normalised)
    else:
        normalised, log = np.expm1(x), x
    keep = variable_genes(normalised, options.genes) if x.shape[1] > options.genes else np.ones(x.shape[1], bool)

    written = anndata.read_h5ad(options.effects)
    written_x = np.asarray(written.X, dtype=np.float64)
    if list(written.var_names) != list(names[keep]):
        sys.exit(f"genes differ: {len(written.var_names)} written, {keep.sum()} expected, "
                 f"{sorted(set(written.var_names) ^ set(names[keep]))[:10]} in one only")
    expected = {}
    for context in np.unique(c):
        for perturbation in np.unique(p[c == context]):
            rows = (c == context) & (p == perturbation)
            if perturbation == options.control or rows.sum() < options.min_cells:
                continue
            effect = np.zeros(keep.sum())
            for batch in np.unique(b[rows]):
                here = rows & (b == batch)
                control = (c == context) & (p == options.control) & (b == batch)
                difference = profile(here, x, log, options, target) - profile(control, x, log, options, target)
                effect += here.sum() / rows.sum() * difference[keep]
            expected[perturbation, context] = (effect, rows.sum())
    got = list(zip(written.obs["perturbation"].astype(str), written.obs["context"].astype(str)))
    if set(got) != set(expected) or len(got) != len(expected):
        sys.exit(f"groups differ: {sorted(set(got) ^ set(expected))[:10]}")
    worst = 0.0
    for i, key in enumerate(got):
        effect, n = expected[key]
        if int(float(written.obs["n_cells"].iloc[i])) != n:
            sys.exit(f"{key} has {written.obs['n_cells'].iloc[i]} cells, expected {n}")
        worst = max(worst, np.abs(written_x[i] - effect).max())
    print(f"{len(got)} groups x {keep.sum()} genes, largest difference {worst:.3g}")
    if not worst < 1e-5:
        sys.exit(f"largest difference {worst} is not below 1e-5")


main()
