import { describe, expect, test } from '@jest/globals';
import { binaryPath, programName } from '../../src/image/binary-path.ts';
import { binaryOf } from '../support/plan-values.ts';

describe('the name of a program', () => {
  test.each([
    ['app', 'app'],
    ['app-linux-amd64', 'app'],
    ['app_arm64', 'app'],
    ['app.linux-armv7', 'app'],
    ['app_linux_amd64_v1', 'app'],
    ['app_linux_arm_6', 'app'],
    ['app_linux_arm64_v8.0', 'app'],
    ['app-linux-arm-v7', 'app'],
    ['app_Linux_x86_64', 'app'],
    ['İş-Linux-AMD64', 'İş'],
    ['app-x86-64', 'app'],
    ['app-linux-386', 'app'],
    ['app-linux-ppc64le', 'app'],
    ['app_linux_ppc64le_power8', 'app'],
    ['app-linux-mips64_softfloat', 'app'],
    ['app-linux-riscv64', 'app'],
    ['app-x86_64-unknown-linux-musl', 'app'],
    ['app-armv7-unknown-linux-musleabihf', 'app'],
    ['app-aarch64-linux-musl', 'app'],
    ['app-linux', 'app'],
    ['app-freebsd-amd64', 'app'],
    ['my-app-1.2.3-linux-amd64', 'my-app-1.2.3'],
    ['app-v1', 'app-v1'],
    ['app-v7', 'app-v7'],
    ['app-musl', 'app-musl'],
    ['app.exe', 'app.exe'],
    ['charm', 'charm'],
    ['alarm', 'alarm'],
    ['linux-amd64', 'linux-amd64'],
    ['amd64', 'amd64'],
    ['arm', 'arm'],
  ])('%s is %s', (file, name) => {
    expect(programName(file)).toBe(name);
  });
});

describe('the path of the binary', () => {
  test('is its name without the platform, at the root', () => {
    const binaries = [binaryOf('dist/app-linux-amd64'), binaryOf('dist/app-linux-arm64', 'linux/arm64')];
    expect(binaryPath(undefined, binaries)).toBe('/app');
  });

  test('is what the config block says', () => {
    expect(binaryPath('/usr/bin/x', [binaryOf('app')])).toBe('/usr/bin/x');
  });

  test('with a slash at its end it is the directory', () => {
    expect(binaryPath('/usr/bin/', [binaryOf('out\\app_arm64')])).toBe('/usr/bin/app');
    expect(binaryPath('/', [binaryOf('app')])).toBe('/app');
  });

  test('different names ask for it', () => {
    const binaries = [binaryOf('dist/server'), binaryOf('dist/client', 'linux/arm64')];
    const message = /different names.*dist\/server \(linux\/amd64\), dist\/client \(linux\/arm64\)/;
    expect(() => binaryPath(undefined, binaries)).toThrow(message);
    expect(binaryPath('/app', binaries)).toBe('/app');
  });

  test('a name that an image cannot have is refused', () => {
    expect(() => binaryPath(undefined, [binaryOf('dist/a\nb')])).toThrow(/control character/);
  });
});
