import { describe, expect, test } from '@jest/globals';
import type { ConfigBlock } from '../../src/config/config-block.ts';
import { readConfigBlock } from '../../src/config/read-config-block.ts';
import { configProblems } from '../support/config-problems.ts';

function read(text: string): ConfigBlock {
  return readConfigBlock(text, 'config');
}

describe('user and owner', () => {
  test.each([
    ['user: 0', { user: 0 }],
    ['user: 65532:65532', { user: 65532, group: 65532 }],
    ['user: "1001"', { user: 1001 }],
    ['user: 4294967294:4294967294', { user: 4294967294, group: 4294967294 }],
    ['user: nonroot', { user: 'nonroot' }],
    ['user: nobody:root', { user: 'nobody', group: 'root' }],
    ['user: app:5\nusers: [{ name: app, uid: 1 }]', { user: 'app', group: 5 }],
  ])('%j is read', (text, user) => {
    expect(read(text).user).toEqual(user);
  });

  test.each([
    ['user: 4294967295', 'larger than the largest id, 4294967294'],
    ['user: 99999999999999999999', 'larger than the largest id'],
    ['user: -1', 'is neither a number nor a name'],
    ['user: 1:2:3', 'more than one colon'],
    ['user: "root:"', '"" is neither a number nor a name'],
    ['user: nonrot', 'did you mean "nonroot"?'],
    ['user: [root]', 'expected a single value, not a list'],
    ['files: [{ dst: /a, content: x, owner: app }]', 'files[0].owner: "app" is neither a number'],
  ])('%j is refused', (text, sentence) => {
    expect(configProblems(text)).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('users', () => {
  test('have their uid as gid and / as home where nothing else is said', () => {
    expect(read('users: [{ name: app, uid: 1001 }]').users).toEqual([{ name: 'app', uid: 1001, gid: 1001, home: '/' }]);
  });

  test.each([
    ['users: [{ name: app }]', 'uid is missing'],
    ['users: [{ uid: 5 }]', 'name is missing'],
    ['users: [{ name: app, uid: 0 }]', 'the uid 0 already belongs to "root"'],
    ['users: [{ name: a, uid: 5 }, { name: a, uid: 6 }]', 'the user "a" already exists'],
    ['users: [{ name: a, uid: 5 }, { name: b, uid: 5 }]', 'the uid 5 already belongs to "a"'],
    ['users: [{ name: 1a, uid: 5 }]', '"1a" is not a user name'],
    ['users: [{ name: "a:b", uid: 5 }]', '"a:b" is not a user name'],
    ['users: [{ name: "a\\nb", uid: 5 }]', 'is not a user name'],
    [`users: [{ name: ${'a'.repeat(33)}, uid: 5 }]`, 'is not a user name'],
    ['users: [{ name: a, uid: 4294967295 }]', 'is not a whole number from 0 to 4294967294'],
    ['users: [{ name: a, uid: 1e3 }]', 'is not a whole number'],
    ['users: [{ name: a, uid: 5, home: "/a:/b" }]', 'holds a colon'],
    ['users: [{ name: a, uid: 5, home: "/a\\nroot::0:0" }]', 'control character'],
    ['users: { name: a, uid: 5 }', 'expected a list, not a map'],
  ])('%j are refused', (text, sentence) => {
    expect(configProblems(text)).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('lists and maps', () => {
  test('env and labels may be lists, with more "=" in the values', () => {
    expect(read('env: [A=b=c, D=]\nlabels:\n  - x.y=1.0').env).toEqual({ A: 'b=c', D: '' });
  });

  test('a single port or volume needs no list', () => {
    expect(read('expose: 80\nvolumes: /data')).toMatchObject({ expose: ['80/tcp'], volumes: ['/data'] });
  });

  test('ports are counted out, each once', () => {
    expect(read('expose: [8000-8002, 8001/TCP, 53/udp, 9/sctp]').expose).toEqual([
      '8000/tcp',
      '8001/tcp',
      '8002/tcp',
      '53/udp',
      '9/sctp',
    ]);
  });

  test.each([
    ['env: text', 'expected a map or a list of KEY=VALUE, not a single value'],
    ['env: [A: b]', 'in a list there is "=" and not ": "'],
    ['env: [A=1, A=2]', 'config:1:12: env[1]: "A" is there twice'],
    ['env: { "A=B": c }', 'is not a valid variable name'],
    ['env: { "": c }', 'a variable without a name'],
    ['env: { "A B": c }', 'is not a valid variable name'],
    ['labels: { "": c }', 'a key without a name'],
    ['labels: { "a\\nb": c }', 'control character'],
    ['annotations: { "manifest:": c }', 'there is no key after the level'],
    ['expose: [0]', 'is not a port'],
    ['expose: [65536]', 'is not a port'],
    ['expose: [9-8]', 'is not a port'],
    ['expose: [80/http]', 'is not a port'],
    ['expose: [80/tcp/udp]', 'is not a port'],
    ['expose: [1-1001]', 'a range of more than 1000 ports'],
    ['expose: [1-900, 1001-1900]', 'more than 1000 ports'],
    ['volumes: ["data:/data"]', 'is not absolute'],
    ['volumes: [/a/../b]', 'holds ".."'],
    ['workdir: "C:\\\\app"', 'is not absolute'],
    [`workdir: /${'x'.repeat(256)}`, 'longer than the 255 bytes'],
    [`workdir: ${'/xxxxxxx'.repeat(600)}`, 'longer than 4095 bytes'],
    ['path: "/a\\tb"', 'control character'],
  ])('%j is refused', (text, sentence) => {
    expect(configProblems(text)).toEqual([expect.stringContaining(sentence)]);
  });

  test('paths lose what means nothing', () => {
    expect(read('path: /usr//bin/./\nworkdir: /srv/./x/\nvolumes: [/d/]')).toMatchObject({
      path: '/usr/bin/',
      workdir: '/srv/x',
      volumes: ['/d'],
    });
  });
});

describe('stop-signal', () => {
  test.each([
    ['SIGTERM', 'SIGTERM'],
    ['term', 'SIGTERM'],
    ['15', '15'],
    ['SIGRTMIN+3', 'SIGRTMIN+3'],
    ['RTMAX-14', 'SIGRTMAX-14'],
    ['SIGRTMIN', 'SIGRTMIN'],
  ])('%s is %s', (text, signal) => {
    expect(read(`stop-signal: ${text}`).stopSignal).toBe(signal);
  });

  test.each(['0', '65', '-9', 'SIGFOO', 'SIGRTMIN+16', 'SIGRTMAX-15', 'RTMIN+0', '""'])('%s is refused', (text) => {
    expect(configProblems(`stop-signal: ${text}`)).toEqual([expect.stringMatching(/is not a signal/)]);
  });
});

describe('healthcheck', () => {
  const interval = (text: string) => read(`healthcheck: { test: [CMD, /a], interval: ${text} }`).healthcheck?.Interval;

  test.each([
    ['30s', 30e9],
    ['1m30s', 90e9],
    ['1.5h', 5400e9],
    ['500ms', 5e8],
    ['1h2m3s4ms', 3723.004e9],
    ['0s', 0],
    ['0', 0],
    ['1000µs', 1e6],
  ])('an interval of %s is %d nanoseconds', (text, nanoseconds) => {
    expect(interval(text)).toBe(nanoseconds);
  });

  test.each([
    ['30', 'has no unit; write 30s'],
    ['1.5', 'has no unit'],
    ['s', 'is not a duration'],
    ['30 s', 'is not a duration'],
    ['30s5', 'is not a duration'],
    ['-30s', 'is not a duration'],
    ['1d', 'is not a duration'],
    ['1us', 'is shorter than 1ms'],
    ['1001h', 'is longer than 1000h'],
    ['9999999999h', 'is not a duration'],
    ['""', 'is not a duration'],
  ])('an interval of %s is refused', (text, sentence) => {
    const problems = configProblems(`healthcheck: { test: [CMD, /a], interval: ${text} }`);
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });

  test('NONE switches off what a base would bring', () => {
    expect(read('healthcheck: { test: [NONE] }').healthcheck).toEqual({ Test: ['NONE'] });
  });

  test.each([
    ['curl localhost', 'a text would be run by a shell'],
    ['[CMD-SHELL, x]', 'CMD-SHELL needs a shell, and there is no shell'],
    ['[CMD]', 'CMD needs a program after it'],
    ['[NONE, x]', 'must begin with CMD'],
    ['[/app, health]', 'the list begins with "/app"; it must begin with CMD'],
    ['[]', 'the list begins with ""'],
  ])('a test of %s is refused', (text, sentence) => {
    expect(configProblems(`healthcheck: { test: ${text} }`)).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('the parts of the kit', () => {
  test.each([
    ['auto', 'auto'],
    ['TRUE', true],
    ['"false"', false],
  ])('%s is one of three', (text, value) => {
    expect(read(`ca-certificates: ${text}\ntime-zones: ${text}\nnsswitch: ${text}`)).toMatchObject({
      caCertificates: value,
      timeZones: value,
      nsswitch: value,
    });
  });

  test('a list has each name once', () => {
    expect(read('time-zones: [UTC, Europe/Zurich, UTC]').timeZones).toEqual(['UTC', 'Europe/Zurich']);
  });

  test.each([
    ['ca-certificates: ture', 'did you mean "true"?'],
    ['ca-certificates: [""]', 'an empty name'],
    ['ca-certificates: ["a\\nb"]', 'control character'],
    ['time-zones: Europe/Zurich', 'a list such as [Europe/Zurich]'],
    ['time-zones: [../../etc/passwd]', 'is not the name of a time zone'],
    ['nsswitch: [files]', 'expected a single value'],
    ['tmp: yes', 'write true'],
    ['kit: false\nca-certificates: [public]', 'has no effect with kit: false'],
    ['kit: false\ntime-zones: true', 'has no effect with kit: false'],
    ['kit: false\nnsswitch: true', 'has no effect with kit: false'],
  ])('%j is refused', (text, sentence) => {
    expect(configProblems(text)).toEqual([expect.stringContaining(sentence)]);
  });

  test('nothing that is off anyway is refused beside kit: false', () => {
    const text = 'kit: false\ntmp: false\nca-certificates: auto\nusers: [{ name: app, uid: 5 }]\nuser: app';
    expect(configProblems(text)).toEqual([]);
  });
});
