#!/usr/bin/env bash
# Times training against PyTorch on the same inputs, interleaved, and prints the ratios of the median epochs: of the exact form,
# which must have PyTorch's losses (1e-4 of their size), and of the default form, with its share of the gene basis. The floor is
# the time that the exact form's large products alone would take at the rate of the BLAS.
#   usage: training.sh PEER_FOLDER INPUT_FOLDER {replogle|parse|tahoe} [EPOCHS] [ROUNDS]
# PEER_FOLDER holds make_inputs.py and c3tl_torch.py; PYTHON names a Python with torch. Needs 'mvn -Pbenchmarks -pl core test-compile' first.
set -euo pipefail
peer=$1 inputs=$2 shape=$3 epochs=${4:-5} rounds=${5:-3}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
python=${PYTHON:-python3}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
[ -s "$inputs/$shape.x" ] || "$python" "$peer/make_inputs.py" "$inputs" "$shape"
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -q -B -f "$root/pom.xml" -pl core dependency:build-classpath -Dmdep.outputFile="$classpath"
java="java -cp $root/core/target/classes:$root/core/target/test-classes:$(cat "$classpath") org.c3tl.train.PeerBenchmark"
ours() { $java "$inputs" "$shape" "$1" "$2"; }
theirs() { "$python" "$peer/c3tl_torch.py" "$inputs" "$shape" fused "$epochs"; }
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
seconds() { sed -n 's/.* epoch [1-9][0-9]* .*time \([0-9.]*\) s.*/\1/p'; }
losses() { sed -n 's/.* epoch [012] loss \([0-9.]*\) .*/\1/p'; }
ratio() { echo "$1 $2" | awk '{printf "%.2f", $1 / $2}'; }
a=$(mktemp) b=$(mktemp) c=$(mktemp) x=$(mktemp) y=$(mktemp) z=$(mktemp)
trap 'rm -f "$classpath" "$a" "$b" "$c" "$x" "$y" "$z"' EXIT
for _ in $(seq "$rounds"); do
  ours exact "$epochs" | tee "$x" >&2
  theirs | tee "$y" >&2
  ours default 20 | tee "$z" >&2
  seconds <"$x" >>"$a"
  seconds <"$y" >>"$b"
  seconds <"$z" >>"$c"
  paste <(losses <"$x") <(losses <"$y") | awk '{d = ($1 - $2) / $2; if (d < 0) d = -d; if (d > 1e-4) bad = 1}
    END {if (bad || NR < 3) {print "The losses differ from PyTorch'"'"'s."; exit 1}}'
done
rate=$($java rate | sed -n 's/.* \([0-9.]*\) GFLOP.s.*/\1/p')
rows=$(case $shape in replogle) echo 6708 ;; parse) echo 2160 ;; tahoe) echo 54624 ;; esac)
floor=$(echo "$rows $rate" | awk '{printf "%.3f", $1 * 14.34e-3 / $2}')
# A training runs for about a hundred epochs, which share the time of the basis.
default=$(echo "$(median <"$c") $(sed -n 's/.* basis time \([0-9.]*\) s/\1/p' "$z")" | awk '{printf "%.3f", $1 + $2 / 100}')
exact=$(median <"$a") fused=$(median <"$b")
echo "$shape, seconds per epoch, medians without each first: PyTorch fused $fused; exact $exact, ratio $(ratio "$exact" "$fused"), $(ratio \
  "$exact" "$floor") of the floor ($floor s at $rate GFLOP/s); default with its share of the basis $default, ratio $(ratio "$default" "$fused")"
grep -h VmHWM "$x" "$z" | sed 's/^/Java, exact and default: /'
