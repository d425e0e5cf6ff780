#!/bin/sh
# Proves the encoder: prove.sh [COUNT [SEED [FILE...]]] compresses all sizes around every border and COUNT (default
# 20000) cases by chance under the address and undefined-behaviour sanitizers, and has every one inflated by zlib, Go and
# Rust and made again by the WebAssembly module. FILEs are real inputs. Needs clang or gcc, Go, Rust and Node.
set -eu
count=${1:-20000}
seed=${2:-1}
[ $# -gt 2 ] && shift 2 || set --
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${CC:-cc}" -std=c11 -O2 -g -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover=all \
  "$here/proof/prove.c" -o "$work/prove"
go build -o "$work/inflate-go" "$here/proof/inflate.go"
cargo build --quiet --release --manifest-path "$here/proof/inflate-rust/Cargo.toml" --target-dir "$work/rust"
mkfifo "$work/go" "$work/rust-cases"

"$work/inflate-go" <"$work/go" &
go=$!
"$work/rust/release/inflate-rust" <"$work/rust-cases" &
rust=$!
{ "$work/prove" "$seed" "$count" "$@" || touch "$work/failed"; } | tee "$work/go" "$work/rust-cases" |
  "${NODE:-node}" "$here/proof/inflate.mjs"
wait $go
wait $rust
[ ! -e "$work/failed" ]
echo "seed $seed: every case came back from all three inflaters"
