#!/usr/bin/env bash
# Times training against PyTorch on the same inputs, interleaved, and prints the ratio of the median epochs. Fails if the losses
# of the first three epochs differ by more than 1e-4 of their size.
#   usage: training.sh PEER_FOLDER INPUT_FOLDER {replogle|parse|tahoe} [EPOCHS] [ROUNDS]
# PEER_FOLDER holds make_inputs.py and c3tl_torch.py; PYTHON names a Python with torch. Needs 'mvn test-compile' first.
set -euo pipefail
peer=$1 inputs=$2 shape=$3 epochs=${4:-5} rounds=${5:-3}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
python=${PYTHON:-python3}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
[ -s "$inputs/$shape.x" ] || "$python" "$peer/make_inputs.py" "$inputs" "$shape"
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -q -B -f "$root/pom.xml" -pl core dependency:build-classpath -Dmdep.outputFile="$classpath"
ours() { java -cp "$root/core/target/classes:$root/core/target/test-classes:$(cat "$classpath")" org.c3tl.train.PeerBenchmark "$inputs" "$shape" "$epochs"; }
theirs() { "$python" "$peer/c3tl_torch.py" "$inputs" "$shape" fused "$epochs"; }
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
seconds() { sed -n 's/.* epoch [1-9][0-9]* .*time \([0-9.]*\) s.*/\1/p'; }
losses() { sed -n 's/.* epoch [012] loss \([0-9.]*\) .*/\1/p'; }
a=$(mktemp) b=$(mktemp) x=$(mktemp) y=$(mktemp)
trap 'rm -f "$classpath" "$a" "$b" "$x" "$y"' EXIT
for _ in $(seq "$rounds"); do
  ours | tee /dev/stderr "$x" | seconds >>"$a"
  theirs | tee /dev/stderr "$y" | seconds >>"$b"
  paste <(losses <"$x") <(losses <"$y") | awk '{d = ($1 - $2) / $2; if (d < 0) d = -d; if (d > 1e-4) bad = 1}
    END {if (bad || NR < 3) {print "The losses differ from PyTorch'"'"'s."; exit 1}}'
done
printf '%s: c3tl %s s, PyTorch fused %s s, ratio %s (medians of all epochs but each first)\n' "$shape" "$(median <"$a")" \
  "$(median <"$b")" "$(echo "$(median <"$a") $(median <"$b")" | awk '{printf "%.2f", $1 / $2}')"
