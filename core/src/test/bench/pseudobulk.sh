#!/usr/bin/env bash
# Times pseudobulk against the Python peer on the same simulated cells, interleaved, and shows that memory does not grow with
# the number of cells: time and peak memory of both, and of Java alone in a heap of 64 MB.
#   usage: pseudobulk.sh PEER_FOLDER SCRATCH_FOLDER [ROUNDS]
# PEER_FOLDER holds make_cells.py and pseudobulk_scipy.py; PYTHON names a Python with anndata. Needs core/target/c3tl.jar,
# 3 GB of disc and GNU time.
set -euo pipefail
peer=$1 scratch=$2 rounds=${3:-3}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
mkdir -p "$scratch"
make() { [ -s "$scratch/$1.h5ad" ] || "$python" "$peer/make_cells.py" "$2" "$scratch/$1.h5ad" "${3:-}" 2>/dev/null; }
make 10k 10000; make 200k 200000; make 200k-gzip 200000 gzip; make 1m 1000000
ours() {
  local heap=$1 file=$2
  /usr/bin/time -f "$file c3tl $heap: %e s, %U s of processor, %M KB" java $heap -jar "$root/core/target/c3tl.jar" \
    pseudobulk "$scratch/$file.h5ad" --control-label p0 --min-cells 1 --quiet --overwrite -o "$scratch/$file-effects.h5ad" >/dev/null
}
theirs() {
  /usr/bin/time -f "$1 Python: %e s, %U s of processor, %M KB" \
    "$python" -W ignore "$peer/pseudobulk_scipy.py" "$scratch/$1.h5ad" >/dev/null
}
for _ in $(seq "$rounds"); do
  for file in 10k 200k 200k-gzip 1m; do
    ours "" "$file"
    theirs "$file"
  done
done
for file in 10k 1m; do
  ours -Xmx64m "$file"
done
