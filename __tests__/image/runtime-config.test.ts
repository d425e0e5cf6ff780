import { describe, expect, test } from '@jest/globals';
import { runtimeConfig } from '../../src/image/runtime-config.ts';
import { blockOf } from '../support/plan-values.ts';

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

describe('the runtime configuration', () => {
  test('by default runs the binary as nobody in particular, with the PATH that docker sets', () => {
    expect(runtimeConfig(blockOf(''), '/app', {})).toEqual({
      User: '65532:65532',
      Env: [PATH],
      Entrypoint: ['/app'],
      WorkingDir: '/',
    });
  });

  test('says what the block says', () => {
    const block = blockOf(`
entrypoint: [/app, --fast]
cmd: [serve]
workdir: /srv
env: { B: "2", A: "1" }
expose: [8080, 53/udp]
volumes: [/z, /data]
stop-signal: term
healthcheck: { test: [CMD, /app], interval: 1m30s, retries: 2 }
`);
    const config = runtimeConfig(block, '/app', { b: '2', a: '1' });
    expect(config).toEqual({
      User: '65532:65532',
      ExposedPorts: { '53/udp': {}, '8080/tcp': {} },
      Env: [PATH, 'A=1', 'B=2'],
      Entrypoint: ['/app', '--fast'],
      Cmd: ['serve'],
      Healthcheck: { Test: ['CMD', '/app'], Interval: 90e9, Retries: 2 },
      Volumes: { '/data': {}, '/z': {} },
      WorkingDir: '/srv',
      Labels: { a: '1', b: '2' },
      StopSignal: 'SIGTERM',
    });
    expect(Object.keys(config.ExposedPorts ?? {})).toEqual(['53/udp', '8080/tcp']);
    expect(Object.keys(config.Labels ?? {})).toEqual(['a', 'b']);
  });

  test.each([
    ['root', '0:0'],
    ['nonroot', '65532:65532'],
    ['nobody', '65534:65534'],
    ['app', '1001:2002'],
    ['app:root', '1001:0'],
    ['"1001"', '1001:2002'],
    ['0', '0:0'],
    ['5:6', '5:6'],
    ['5', '5'],
    ['5:app', '5:2002'],
  ])('the user %s is written as %s', (user, written) => {
    const block = blockOf(`users: [{ name: app, uid: 1001, gid: 2002 }]\nuser: ${user}`);
    expect(runtimeConfig(block, '/app', {}).User).toBe(written);
  });

  test('a PATH of the block takes the place of the default', () => {
    expect(runtimeConfig(blockOf('env: { A: "1", PATH: /bin }'), '/app', {}).Env).toEqual(['PATH=/bin', 'A=1']);
  });

  test('an empty entrypoint leaves the command alone', () => {
    const config = runtimeConfig(blockOf('entrypoint: []\ncmd: [/app]'), '/app', {});
    expect(config).not.toHaveProperty('Entrypoint');
    expect(config.Cmd).toEqual(['/app']);
  });
});
