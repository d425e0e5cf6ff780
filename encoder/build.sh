#!/bin/sh
# Builds the encoder: build.sh [output]. Needs clang and wasm-ld, 14 or newer; Debian: apt-get install clang lld.
set -eu
cd "$(dirname "$0")"
output=${1:-../assets/deflate.wasm}
object=$(mktemp)
trap 'rm -f "$object"' EXIT
mkdir -p "$(dirname "$output")"
# Compiled and linked in two steps, because clang alone would run wasm-opt where it finds one. Only features that every
# Node from 18 on has.
"${CLANG:-clang}" --target=wasm32 -std=c11 -O2 -fno-unroll-loops -ffreestanding -nostdlib -Wall -Wextra -Werror \
  -mbulk-memory -msign-ext -mnontrapping-fptoint -c wasm.c -o "$object"
"${WASM_LD:-wasm-ld}" --no-entry -z stack-size=65536 --strip-all "$object" -o "$output"
