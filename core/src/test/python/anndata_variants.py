"""Writes AnnData files of many kinds and what a reader must find in them.   usage: anndata_variants.py FOLDER

FOLDER/expected.json maps each file to {"matrices": {name: {layout, dtype, shape, sum, nnz, row_sums}}, "obs": {column:
[values]}, "obs_index": [...], "var_index": [...]}, or to {"error": text that the message must hold}.
Needs Debian's python3-anndata.
"""
import json
import os
import sys
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp

warnings.simplefilter("ignore")
out = sys.argv[1]
rng = np.random.default_rng(7)
expected = {}


def matrix(m):
    layout = "CSR" if sp.isspmatrix_csr(m) else "CSC" if sp.isspmatrix_csc(m) else "DENSE"
    d = np.asarray(m.toarray() if sp.issparse(m) else m).astype("f8")
    return dict(layout=layout, dtype=str(m.dtype), shape=list(m.shape), sum=float(d.sum()), nnz=int(np.count_nonzero(d)),
                row_sums=[float(v) for v in d.sum(1)])


def value(v):
    if v is None or v is pd.NA or (isinstance(v, float) and np.isnan(v)):
        return None
    if isinstance(v, (bool, np.bool_)):
        return str(bool(v))
    if isinstance(v, np.integer):
        return int(v)
    return float(v) if isinstance(v, np.floating) else v


def describe(a):
    m = {"X": matrix(a.X)}
    m.update({"layers/" + k: matrix(v) for k, v in a.layers.items()})
    if a.raw is not None:
        m["raw/X"] = matrix(a.raw.X)
    return dict(matrices=m, obs={c: [value(v) for v in a.obs[c]] for c in a.obs}, obs_index=list(a.obs_names),
                var_index=list(a.var_names))


def save(name, a, **options):
    a.write_h5ad(os.path.join(out, name), **options)
    expected[name] = describe(a)
    return os.path.join(out, name)


def counts(n=23, g=11, dtype="f4", empty=(0, 5, 22)):
    d = rng.poisson(0.7, (n, g)).astype(dtype)
    d[[i for i in empty if i < n]] = 0
    return d


def data(x, **more):
    return anndata.AnnData(x, pd.DataFrame(index=[f"cell{i}" for i in range(x.shape[0])]),
                           pd.DataFrame(index=[f"gene{i}" for i in range(x.shape[1])]), dtype=x.dtype, **more)


def copy(source, target, dataset, **options):
    """The same file, every array with at least one dimension written anew by dataset(group, name, old)."""
    with h5py.File(os.path.join(out, source), "r") as s, h5py.File(os.path.join(out, target), "w", **options) as t:
        def walk(old, new):
            for k, v in old.attrs.items():
                new.attrs[k] = v
            for k, v in old.items():
                if isinstance(v, h5py.Group):
                    walk(v, new.create_group(k))
                else:
                    d = dataset(new, k, v) if v.ndim else None
                    d = new.create_dataset(k, data=v[()], dtype=v.dtype) if d is None else d
                    for a, b in v.attrs.items():
                        d.attrs[a] = b
        walk(s, t)
    expected[target] = expected[source]


def edit(source, target, change, **found):
    with open(os.path.join(out, source), "rb") as s, open(os.path.join(out, target), "wb") as t:
        t.write(s.read())
    with h5py.File(os.path.join(out, target), "r+") as f:
        change(f)
    expected[target] = dict(expected[source], **found)


def refuse(source, target, change, message):
    edit(source, target, change)
    expected[target] = dict(error=message)


# Number types and layouts.
for dtype in ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "f2"]:
    save(f"dense_{dtype}.h5ad", data(counts(dtype=dtype)), compression="gzip" if dtype in ("f8", "i4") else None)
for dtype in ["f4", "f8", "i4", "i8"]:
    save(f"csr_{dtype}.h5ad", data(sp.csr_matrix(counts(dtype=dtype))), compression="lzf" if dtype == "i4" else "gzip")
save("csc.h5ad", data(sp.csc_matrix(counts())))
wide = sp.csr_matrix(counts(300, 70, empty=range(100, 200)))
wide.indices, wide.indptr = wide.indices.astype("i8"), wide.indptr.astype("i8")
save("csr_int64.h5ad", data(wide))
save("fortran.h5ad", data(np.asfortranarray(counts())))
save("explicit_zero.h5ad", data(sp.csr_matrix((np.array([0, 2, 0], "f4"), [1, 0, 2], [0, 2, 3]), shape=(2, 3))))
save("all_zero.h5ad", data(sp.csr_matrix((9, 4), dtype="f4")))
save("no_cells.h5ad", data(sp.csr_matrix((0, 4), dtype="f4")))
save("one_by_one.h5ad", data(np.ones((1, 1), "f4")))
save("one_gene.h5ad", data(counts(9, 1)))
save("one_cell.h5ad", data(counts(1, 9, empty=())))
save("huge_values.h5ad", data(np.array([[3e38, -1e-30], [16777217, 0]], "f8")))
save("not_finite.h5ad", data(np.array([[np.inf, 1], [0, 2]], "f4")))

# Layers, raw, names outside ASCII, every kind of column.
full = data(sp.csr_matrix(counts(40, 12)))
n = full.n_obs
full.obs_names = [f"Zelle-{i} µ 細胞 🧬" for i in range(n)]
full.var_names = [f"Ünter/schied{i}".replace("/", "_") for i in range(12)]
full.obs["text"] = pd.Categorical([["ä", "b", "c,\td"][i % 3] for i in range(n)])
full.obs["missing"] = pd.Categorical([["x", None, "y"][i % 3] for i in range(n)])
full.obs["ordered"] = pd.Categorical([["lo", "hi"][i % 2] for i in range(n)], categories=["lo", "hi"], ordered=True)
full.obs["whole"] = pd.Categorical([[10, 2, 30][i % 3] for i in range(n)])
full.obs["part"] = pd.Categorical([[0.5, 1.25][i % 2] for i in range(n)])
full.obs["truth_category"] = pd.Categorical([bool(i % 2) for i in range(n)])
full.obs["many"] = pd.Categorical([f"m{i}" for i in range(n)])
full.obs["truth"] = [i % 3 == 0 for i in range(n)]
full.obs["i8"] = np.arange(n) - 2**62
full.obs["u1"] = np.arange(n).astype("u1")
full.obs["f4"] = (np.arange(n) / 8).astype("f4")
full.obs["f8"] = np.where(np.arange(n) % 4 == 0, np.nan, np.arange(n) / 3)
full.obs["nullable_int"] = pd.array([None if i % 5 == 0 else i for i in range(n)], dtype="Int64")
full.obs["nullable_bool"] = pd.array([None if i % 5 == 0 else i % 2 == 0 for i in range(n)], dtype="boolean")
full.layers["counts"] = full.X.astype("i4")
full.layers["dense"] = full.X.toarray().astype("f8")
full.layers["by column"] = sp.csc_matrix(full.X)
full.raw = full[:, :].copy()
full = full[:, 2:9].copy()
full.obsm["X_pca"] = rng.normal(size=(n, 3))
full.uns["note"] = "Grüße"
full.uns["list"] = np.array(["a", "b"])
save("full.h5ad", full)
save("full_gzip.h5ad", full, compression="gzip")
save("full_lzf.h5ad", full, compression="lzf")


# The same content in other storage.
def kept(v):
    return dict(data=v[()], dtype=v.dtype)


copy("full.h5ad", "latest.h5ad", lambda g, k, v: None, libver="latest")
copy("full.h5ad", "latest_fixed.h5ad", lambda g, k, v: g.create_dataset(
    k, chunks=tuple(min(5, s) for s in v.shape), **kept(v)), libver="latest")
copy("full.h5ad", "latest_gzip.h5ad", lambda g, k, v: g.create_dataset(
    k, chunks=tuple(min(7, s) for s in v.shape), compression="gzip", shuffle=True, **kept(v)), libver="latest")
copy("full.h5ad", "latest_growing.h5ad", lambda g, k, v: g.create_dataset(
    k, chunks=tuple(min(4, s) for s in v.shape), maxshape=(None,) + v.shape[1:], **kept(v)), libver="latest")
copy("full.h5ad", "latest_btree.h5ad", lambda g, k, v: g.create_dataset(
    k, chunks=tuple(min(4, s) for s in v.shape), maxshape=(None,) * v.ndim, compression="lzf", **kept(v)), libver="latest")
copy("full.h5ad", "shuffle_checksum.h5ad", lambda g, k, v: g.create_dataset(
    k, chunks=tuple(min(6, s) for s in v.shape), compression="gzip", shuffle=True, fletcher32=v.dtype.kind != "O",
    **kept(v)))
copy("full.h5ad", "shuffle_lzf.h5ad", lambda g, k, v: g.create_dataset(
    k, chunks=tuple(min(9, s) for s in v.shape), compression="lzf", shuffle=True, **kept(v)))
copy("full.h5ad", "user_block.h5ad", lambda g, k, v: None, userblock_size=2048)
copy("full.h5ad", "big_endian.h5ad", lambda g, k, v: g.create_dataset(k, data=v[()].astype(v.dtype.newbyteorder(">")))
     if v.dtype.kind in "iuf" else None)
copy("full.h5ad", "fixed_text.h5ad", lambda g, k, v: g.create_dataset(k, data=np.array([s for s in v[()]], "S"))
     if v.dtype.kind == "O" else None)


def compact(g, k, v):
    if v.dtype.kind == "O" or v.size == 0 or v.size * v.dtype.itemsize > 20000:
        return None
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    d = h5py.Dataset(h5py.h5d.create(g.id, k.encode(), v.id.get_type(), h5py.h5s.create_simple(v.shape), plist))
    d[...] = v[()]
    return d


copy("full.h5ad", "compact.h5ad", compact)


def nullable_text(f):
    for frame, name in (("obs", "_index"), ("var", "_index")):
        old = f[frame][name]
        values, dtype = old[()], old.dtype
        del f[frame][name]
        g = f[frame].create_group(name)
        g.attrs["encoding-type"], g.attrs["encoding-version"] = "nullable-string-array", "0.1.0"
        g.create_dataset("values", data=values, dtype=dtype)
        g.create_dataset("mask", data=np.zeros(len(values), bool))
    g = f["obs"].create_group("nullable_text")
    g.attrs["encoding-type"], g.attrs["encoding-version"] = "nullable-string-array", "0.1.0"
    g.create_dataset("values", data=np.array([f"t{i}" for i in range(n)], object), dtype=h5py.string_dtype())
    g.create_dataset("mask", data=np.arange(n) % 4 == 1)
    f["obs"].attrs["column-order"] = list(f["obs"].attrs["column-order"]) + ["nullable_text"]


edit("full.h5ad", "nullable_text.h5ad", nullable_text, obs=dict(
    expected["full.h5ad"]["obs"], nullable_text=[None if i % 4 == 1 else f"t{i}" for i in range(n)]))


def set_at(path, position, v):
    def change(f):
        f[path][position] = v
    return change


# Files that contradict themselves.
refuse("full.h5ad", "bad_index.h5ad", set_at("X/indices", 3, 99), "position 3 holds 99")
refuse("full_gzip.h5ad", "bad_index_gzip.h5ad", set_at("X/indices", 3, -1), "position 3 holds -1")
refuse("full.h5ad", "bad_order.h5ad", set_at("X/indptr", 4, 1), "indptr")
refuse("full.h5ad", "bad_start.h5ad", set_at("X/indptr", 0, 1), "begins with 1")
refuse("full.h5ad", "bad_end.h5ad", set_at("X/indptr", n, 5), "ends with 5")
refuse("full.h5ad", "bad_code.h5ad", set_at("obs/text/codes", 6, 3), "row 6 has the code 3")
refuse("full.h5ad", "bad_category.h5ad", set_at("obs/text/categories", 1, "b"), "twice")
refuse("full.h5ad", "no_data.h5ad", lambda f: f.__delitem__("X/data"), "'X/data'")
refuse("full.h5ad", "no_index.h5ad", lambda f: f.__delitem__("obs/_index"), "no index")
refuse("full.h5ad", "no_obs.h5ad", lambda f: f.__delitem__("obs"), "no AnnData file")
refuse("full.h5ad", "bad_shape.h5ad", lambda f: f["X"].attrs.__setitem__("shape", [n, 8]), "X")
refuse("full.h5ad", "unknown_encoding.h5ad", lambda f: f["X"].attrs.__setitem__("encoding-type", "coo_matrix"), "coo_matrix")


def replace(path, make):
    def change(f):
        old = f[path]
        v, attributes = old[()], dict(old.attrs)
        del f[path]
        make(f, v)
        for k, a in attributes.items():
            f[path].attrs[k] = a
    return change


refuse("full.h5ad", "filter.h5ad", replace("X/data", lambda f, v: f.create_dataset(
    "X/data", data=v.astype("i4"), chunks=(8,), scaleoffset=0)), "scaleoffset")
refuse("full.h5ad", "unwritten.h5ad", replace("X/data", lambda f, v: f.create_dataset(
    "X/data", shape=(10**9,), dtype="f4", chunks=(10**6,), compression="gzip")), "X")
refuse("full.h5ad", "short_column.h5ad", replace("obs/f8", lambda f, v: f.create_dataset("obs/f8", data=v[:-1])), "rows")


def link(target):
    def change(f):
        del f["X/data"]
        f["X"]["data"] = target
    return change


refuse("full.h5ad", "soft_link.h5ad", link(h5py.SoftLink("/X/indices")), "link")
refuse("full.h5ad", "external_link.h5ad", link(h5py.ExternalLink("/etc/passwd", "/X/data")), "link")

with open(os.path.join(out, "expected.json"), "w") as f:
    json.dump(expected, f)
