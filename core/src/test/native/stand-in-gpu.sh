#!/usr/bin/env bash
# Runs the tests of the GPU's side without a GPU: builds stand-ins for NVIDIA's libraries into core/target/stand-in-gpu and puts
# them on the library path. Needs g++. On a machine with a GPU leave this be: 'mvn -Pcuda -pl core test' uses it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
core=$(cd "$here/../../.." && pwd)
out=$core/target/stand-in-gpu
mkdir -p "$out"
build="g++ -std=c++17 -O2 -fPIC -shared -I$core/src/main/resources/org/c3tl/backend/cuda"
$build "$here/driver.cpp" -o "$out/libcuda.so.1" -Wl,-soname,libcuda.so.1
for library in libcublas libcublasLt libcudart libnvrtc; do
  # JavaCPP's glue asks for symbols of a version that bears the library's name.
  echo "$library.so.13 { global: *; };" >"$out/$library.map"
  $build "$here/libraries.cpp" -o "$out/$library.so.13" "-Wl,-soname,$library.so.13" "-Wl,--version-script,$out/$library.map"
done
LD_LIBRARY_PATH=$out mvn -B -f "$core/../pom.xml" -Pcuda -pl core test -Dtest='Backend*Test' -Dc3tl.gpu=required "$@"
