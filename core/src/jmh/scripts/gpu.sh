#!/usr/bin/env bash
# Times training on this machine's GPU: seconds per epoch of the exact and the default form, and the most memory that the GPU had in
# use. The exact form must have the CPU's losses (1e-4 of their size).
#   usage: gpu.sh PEER_FOLDER INPUT_FOLDER [SHAPE] [EPOCHS]
# PEER_FOLDER holds make_inputs.py, INPUT_FOLDER what it makes (it is run where that is missing; PYTHON names a Python with numpy).
# SHAPE is tahoe (the default), replogle or parse. Needs 'mvn -Pcuda,benchmarks -pl core test-compile' first, and CUDA 13 on
# LD_LIBRARY_PATH. Before it, 'mvn -Pcuda -pl core test -Dtest="Backend*Test" -Dc3tl.gpu=required' tests everything on the GPU.
set -euo pipefail
peer=$1 inputs=$2 shape=${3:-tahoe} epochs=${4:-20}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
[ -s "$inputs/$shape.x" ] || "${PYTHON:-python3}" "$peer/make_inputs.py" "$inputs" "$shape"
classpath=$(mktemp) gpu=$(mktemp) cpu=$(mktemp) memory=$(mktemp)
trap 'rm -f "$classpath" "$gpu" "$cpu" "$memory"' EXIT
mvn -q -B -f "$root/pom.xml" -Pcuda -pl core dependency:build-classpath -Dmdep.outputFile="$classpath"
train() { java "-Ddevice=$1" -cp "$root/core/target/classes:$root/core/target/test-classes:$(cat "$classpath")" \
  org.c3tl.train.PeerBenchmark "$inputs" "$shape" "$2" "$3"; }
seconds() { sed -n 's/.* epoch [1-9][0-9]* .*time \([0-9.]*\) s.*/\1/p' | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
losses() { sed -n 's/.* epoch [012] loss \([0-9.]*\) .*/\1/p' "$1"; }
if command -v nvidia-smi >/dev/null; then
  nvidia-smi --query-gpu=name,driver_version --format=csv,noheader
  nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits -lms 50 >"$memory" &
  sampler=$!
  trap 'kill "$sampler" 2>/dev/null || true; rm -f "$classpath" "$gpu" "$cpu" "$memory"' EXIT
fi
for form in exact default; do
  train cuda "$form" "$epochs" | tee /dev/stderr "$gpu" | seconds | sed "s/^/$shape, $form form on the GPU, seconds per epoch, median without the first: /"
  [ "$form" = exact ] || continue
  train cpu exact 3 | tee /dev/stderr >"$cpu"
  paste <(losses "$gpu") <(losses "$cpu") | awk '{d = ($1 - $2) / $2; if (d < 0) d = -d; if (d > 1e-4) bad = 1}
    END {if (bad || NR < 3) {print "The losses differ from the CPU'"'"'s."; exit 1}; print "The losses are the CPU'"'"'s."}'
done
[ ! -s "$memory" ] || sort -n "$memory" | tail -n 1 | sed 's/^/most memory in use on the GPU, MiB, all programs together: /'
