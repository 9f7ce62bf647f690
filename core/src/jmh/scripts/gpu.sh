#!/usr/bin/env bash
# Times training on this machine's GPU: seconds per epoch, and the most memory that the GPU had in use. The exact form must have
# PyTorch's losses (1e-4 of their size).
#   usage: gpu.sh PEER_FOLDER INPUT_FOLDER [SHAPE] [EPOCHS]
# PEER_FOLDER holds make_inputs.py and c3tl_torch.py, INPUT_FOLDER what the first makes (it is run where that is missing); PYTHON
# names a Python with torch. SHAPE is tahoe (the default), replogle or parse. Needs 'mvn -Pcuda,benchmarks -pl core test-compile'
# first, and CUDA 13 on LD_LIBRARY_PATH. Where there is no Maven, BENCHMARK_CLASSPATH names classes and jars that were brought
# along; FORMS="exact" does without the natives of ND4J and OpenBLAS, which the default form's basis needs.
set -euo pipefail
peer=$1 inputs=$2 shape=${3:-tahoe} epochs=${4:-20}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
python=${PYTHON:-python3}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
scratch=$(mktemp -d)
sampler=
trap '[ -z "$sampler" ] || kill "$sampler"; rm -rf "$scratch"' EXIT
[ -s "$inputs/$shape.x" ] || "$python" "$peer/make_inputs.py" "$inputs" "$shape"
if [ -z "${BENCHMARK_CLASSPATH:-}" ]; then
  mvn -q -B -f "$root/pom.xml" -Pcuda -pl core dependency:build-classpath -Dmdep.outputFile="$scratch/classpath"
  BENCHMARK_CLASSPATH=$root/core/target/classes:$root/core/target/test-classes:$(cat "$scratch/classpath")
fi
if command -v nvidia-smi >/dev/null; then
  nvidia-smi --query-gpu=name,driver_version --format=csv,noheader
  nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits -lms 50 >"$scratch/memory" &
  sampler=$!
fi
for form in ${FORMS:-exact default}; do
  java -Ddevice=cuda -cp "$BENCHMARK_CLASSPATH" org.c3tl.train.PeerBenchmark "$inputs" "$shape" "$form" "$epochs" \
    | tee "$scratch/$form" >&2
  sed -n 's/.* epoch [1-9][0-9]* .*time \([0-9.]*\) s.*/\1/p' "$scratch/$form" | sort -n \
    | awk -v what="$shape, $form form" '{v[NR] = $1} END {print what ", seconds per epoch, median without the first: " v[int((NR + 1) / 2)]}'
done
[ ! -s "$scratch/memory" ] || sort -n "$scratch/memory" | tail -n 1 | sed 's/^/most memory in use on the GPU, MiB, all programs together: /'
losses() { sed -n 's/.* epoch [012] loss \([0-9.]*\) .*/\1/p' "$1"; }
"$python" "$peer/c3tl_torch.py" "$inputs" "$shape" fused 3 | tee "$scratch/torch" >&2
paste <(losses "$scratch/exact") <(losses "$scratch/torch") | awk '{d = ($1 - $2) / $2; if (d < 0) d = -d; if (d > 1e-4) bad = 1}
  END {if (bad || NR < 3) {print "The losses differ from PyTorch'"'"'s."; exit 1}; print "The losses are PyTorch'"'"'s."}'
