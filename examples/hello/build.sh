#!/bin/sh
# Builds both programs with clang and lld 14 or newer; the same compiler gives the same bytes.
set -eu
cd "$(dirname "$0")"
build() {
  clang --target="$1-linux-gnu" -Os -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-ident \
    -fcf-protection=none -nostdlib -static -fuse-ld=lld -Wl,--build-id=none,-z,noseparate-code,-z,norelro,-s \
    -o "hello-linux-$2" hello.c
  chmod 755 "hello-linux-$2"
}
build x86_64 amd64
build aarch64 arm64
