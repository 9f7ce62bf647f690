#!/usr/bin/env bash
# Times pseudobulk against the Python peer on the same simulated cells, interleaved, whole processes, and prints the ratios of the
# medians and the peak memory, which must not grow with the number of cells.
#   usage: pseudobulk.sh PEER_FOLDER SCRATCH_FOLDER [ROUNDS] [FILE ...]
# PEER_FOLDER holds make_cells.py and pseudobulk_scipy.py; PYTHON names a Python with anndata. FILE is one of 10k, 100k, 1m, 1m-gzip
# (all by default). Needs core/target/c3tl.jar, 3 GB of disc and GNU time.
set -euo pipefail
peer=$1 scratch=$2 rounds=${3:-3}
files=("${@:4}")
[ ${#files[@]} -gt 0 ] || files=(10k 100k 1m 1m-gzip)
root=$(cd "$(dirname "$0")/../../../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
mkdir -p "$scratch"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for file in "${files[@]}"; do
  cells=${file%-gzip}
  cells=${cells/k/000} cells=${cells/m/000000}
  [ -s "$scratch/$file.h5ad" ] || "$python" "$peer/make_cells.py" "$cells" "$scratch/$file.h5ad" "${file#"${file%gzip}"}" 2>/dev/null
done
measure() { /usr/bin/time -a -o "$log" -f "$1 %e %M" "${@:2}" >/dev/null; }
for round in $(seq 0 "$rounds"); do
  # The first round fills the page cache for both and does not count.
  [ "$round" != 1 ] || : >"$log"
  for file in "${files[@]}"; do
    measure "$file c3tl" java -jar "$root/core/target/c3tl.jar" pseudobulk "$scratch/$file.h5ad" --control-label p0 --min-cells 1 \
      --quiet --overwrite -o "$scratch/$file-effects.h5ad"
    measure "$file python" "$python" -W ignore "$peer/pseudobulk_scipy.py" "$scratch/$file.h5ad"
  done
done
for file in "${files[@]}"; do
  awk -v file="$file" '
    function median(v, n,   i, j, t) {
      for (i = 1; i <= n; i++) for (j = i; j > 1 && v[j - 1] > v[j]; j--) {t = v[j]; v[j] = v[j - 1]; v[j - 1] = t}
      return v[int((n + 1) / 2)]
    }
    $1 == file && $2 == "c3tl" {a[++n] = $3; if ($4 > x) x = $4}
    $1 == file && $2 == "python" {b[++m] = $3; if ($4 > y) y = $4}
    END {
      p = median(a, n); q = median(b, m)
      printf "%s: c3tl %.2f s, %d MB; Python %.2f s, %d MB; %.1f times as fast\n", file, p, x / 1024, q, y / 1024, q / p
    }' "$log"
done
