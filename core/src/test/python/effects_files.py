"""The other side of the tests of effects files.   Needs Debian's python3-anndata.

usage: effects_files.py write FOLDER      the same small table as .h5ad and .gctx of several kinds, and bad ones
       effects_files.py dump FILE.h5ad    what anndata and h5py find in a file, as JSON
       effects_files.py compare A.h5ad B.h5ad ...  fails unless each pair agrees in X, names and annotations, numbers exactly
"""
import json
import sys
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp

warnings.simplefilter("ignore")

X = np.array([[0, 1.5, -2.25, 0], [0.1, 0, 0, 1e-30], [-3, 0, 7, 0]], "f4")
PERTURBATION = ["drug α", "ctrl/x", "drug α"]
CONTEXT = ["A375.6h", "A375.6h", "MCF7"]
GENES = ["TP53", "β-actin", "HLA-A", "MT-CO1"]


def table(x, **obs):
    d = pd.DataFrame({"perturbation": PERTURBATION, "context": CONTEXT, **obs}, index=["r1", "r2", "r3"])
    return anndata.AnnData(x, obs=d, var=pd.DataFrame({"id": ["e1", "e2", "e3", "e4"]}, index=GENES), dtype=x.dtype)


def gctx(path, x, rows, cols):
    """As cmapPy writes it: samples x genes on disc, text of fixed length."""
    with h5py.File(path, "w") as f:
        f.attrs["version"] = "GCTX1.0"
        f.create_dataset("0/DATA/0/matrix", data=x, chunks=(2, 3), compression="gzip", compression_opts=6)
        for group, fields in (("ROW", rows), ("COL", cols)):
            for name, values in fields.items():
                v = np.array(values)
                f["0/META/%s/%s" % (group, name)] = np.char.encode(v, "utf-8") if v.dtype.kind == "U" else v


def write(folder):
    def put(name, a):
        a.write_h5ad(folder + "/" + name)

    put("dense.h5ad", table(X, n_cells=[10, 20, 30]))
    put("float64.h5ad", table(X.astype("f8"), n_cells=[10.0, np.nan, 30.0]))
    put("csr.h5ad", table(sp.csr_matrix(X), n_cells=["10", "20", "30"]))
    put("csc.h5ad", table(sp.csc_matrix(X), n_cells=pd.Categorical(["10", "nan", "30"])))
    a = table(X, dose=[1.5, 2.0, np.nan], ok=[True, False, True], line=pd.Categorical(["A", None, "M"]))
    a.uns["c3tl"] = json.dumps({"kind": "prediction", "normalisation": "log1p", "control_contexts": ["MCF7", "gone"],
                                "provenance": {"seed": "7"}})
    a.layers["sd"] = np.abs(X)
    a.varm["control"] = np.arange(8, dtype="f4").reshape(4, 2)
    put("full.h5ad", a)
    b = table(X)
    b.obs = b.obs.rename(columns={"perturbation": "gene", "context": "Cell_Type"})
    put("renamed.h5ad", b)
    c = table(X)
    c.obs["gene"] = ["G1", "G2", "G3"]
    put("other.h5ad", c)
    counts = np.abs(np.rint(X))
    put("counts.h5ad", table(counts))
    d = table(X)
    d.obs["perturbation"] = "same"
    put("cells.h5ad", d)
    bad = X.copy()
    bad[1, 2] = np.nan
    put("nan.h5ad", table(bad))
    big = X.astype("f8")
    big[2, 1] = 1e300
    put("inf.h5ad", table(big))
    e = table(X)
    e.obs["context"] = ["A", None, "B"]
    put("blank.h5ad", e)
    f = table(X)
    f.var_names = ["TP53", "HLA-A", "HLA-A", "x"]
    put("genes.h5ad", f)
    g = table(X)
    g.uns["c3tl"] = "{not json"
    put("json.h5ad", g)

    rows = {"id": ["1", "2", "3", "4"], "pr_gene_symbol": GENES}
    cols = {"id": ["s1", "s2", "s3"], "pert_iname": PERTURBATION, "cell_id": CONTEXT, "pert_time": [6, 6, 24],
            "pert_dose": [10.0, -666.0, 0.5], "pert_idose": ["10 µM", "-666", "500 nM"]}
    gctx(folder + "/good.gctx", X, rows, cols)
    gctx(folder + "/doubled_symbols.gctx", X.astype("f8"), dict(rows, pr_gene_symbol=["a", "a", "b", "c"]), cols)
    gctx(folder + "/duplicates.gctx", X, rows, dict(cols, cell_id=["A", "B", "A"]))
    gctx(folder + "/no_context.gctx", X, rows, {k: v for k, v in cols.items() if k != "cell_id"})
    gctx(folder + "/turned.gctx", X.T, rows, cols)
    gctx(folder + "/nan.gctx", bad, rows, cols)
    with h5py.File(folder + "/half.gctx", "w") as f:
        f["0/DATA/0/matrix"] = X


def column(c):
    return [None if pd.isna(v) else v if isinstance(v, str) else float(v) for v in c]


def dump(path):
    a = anndata.read_h5ad(path)
    with h5py.File(path) as f:
        assert f["X"].dtype == "f4", f["X"].dtype
        raw = f["X"][()].astype("f8").tolist()
        assert (f["X"][()] == a.X).all()
        text = f["uns/c3tl"].asstr()[()]
    assert text == a.uns["c3tl"]
    json.dump({"x": raw, "obs_index": list(a.obs_names), "var_index": list(a.var_names),
               "obs": {c: column(a.obs[c]) for c in a.obs}, "obs_dtypes": {c: str(a.obs[c].dtype) for c in a.obs},
               "sd": a.layers["sd"].astype("f8").tolist() if "sd" in a.layers else None,
               "control": a.varm["control"].astype("f8").tolist() if "control" in a.varm else None,
               "uns": json.loads(a.uns["c3tl"])}, sys.stdout)
    # What people do next must work, too.
    a[a.obs["context"] == a.obs["context"][0]].copy().write_h5ad(path + ".again")


def compare(one, two, *more):
    if more:
        compare(*more)
    a, b = anndata.read_h5ad(one), anndata.read_h5ad(two)
    assert (a.X == b.X).all() and a.X.dtype == b.X.dtype
    assert list(a.var_names) == list(b.var_names)
    assert list(a.obs_names) == list(b.obs_names), (a.obs_names[:3], b.obs_names[:3])
    for c in a.obs:
        left, right = a.obs[c], b.obs[c]
        if left.dtype.kind in "if":
            right = right.astype(float)
        assert [str(v) for v in left] == [str(v) for v in right] or (left == right).all(), c


{"write": write, "dump": dump, "compare": compare}[sys.argv[1]](*sys.argv[2:])
