#!/usr/bin/env bash
# Whole processes by the size of their data: seconds and peak memory of pseudobulk by cells, of train (defaults, ensemble
# included) by perturbations, contexts and genes around 60 × 14 × 1000. Prints a table and draws it.
#   usage: growth.sh PEER_FOLDER SCRATCH_FOLDER FIGURE.svg
# PEER_FOLDER holds make_cells.py; PYTHON names a Python with anndata. Needs 'mvn -Pbenchmarks -pl core package -DskipTests',
# 2 GB of disc and GNU time.
set -euo pipefail
peer=$1 scratch=$2 figure=$3
root=$(cd "$(dirname "$0")/../../../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
mkdir -p "$scratch"
table=$scratch/growth.tsv
printf 'command\twhat\tsize\tseconds\tmegabytes\n' >"$table"
c3tl() { java -jar "$root/core/target/c3tl.jar" "$@" >/dev/null; }
measure() {
  local log out; log=$(mktemp) out=$scratch/out.h5ad
  [ "$1" = pseudobulk ] || out=$scratch/out.c3tl
  /usr/bin/time -o "$log" -f '%e %M' java -jar "$root/core/target/c3tl.jar" "${@:4}" --quiet --overwrite -o "$out" >/dev/null
  awk -v c="$1" -v w="$2" -v s="$3" '{printf "%s\t%s\t%s\t%.1f\t%d\n", c, w, s, $1, $2 / 1024}' "$log" | tee -a "$table"
  rm -f "$log"
}
for cells in 10000 100000 1000000; do
  name=$((cells / 1000))k
  [ "$name" != 1000k ] || name=1m
  [ -s "$scratch/$name.h5ad" ] || "$python" "$peer/make_cells.py" "$cells" "$scratch/$name.h5ad" 2>/dev/null
  measure pseudobulk cells "$cells" pseudobulk "$scratch/$name.h5ad" --control-label p0 --min-cells 1
done
train() {
  # The simulator numbers contexts with as many digits as the last one has.
  local target=context1
  case "$*" in "contexts 4 "*) ;; *) target=context01 ;; esac
  c3tl simulate effects --"$1" "$2" "${@:3}" --quiet --overwrite -o "$scratch/effects.h5ad"
  measure train "$1" "$2" train "$scratch/effects.h5ad" --target-context "$target" --known-fraction 0.2
}
for n in 30 120 480 1920; do train perturbations "$n" --contexts 14 --genes 1000; done
for n in 4 14 50; do train contexts "$n" --perturbations 60 --genes 1000; done
for n in 500 2000 8000 16000; do train genes "$n" --perturbations 60 --contexts 14; done
java -cp "$root/core/target/test-classes:$root/core/target/c3tl.jar" org.c3tl.report.GrowthFigure "$table" "$figure"
