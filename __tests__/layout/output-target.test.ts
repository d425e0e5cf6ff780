import { describe, expect, test } from '@jest/globals';
import { parseOutput } from '../../src/layout/output-target.ts';

describe('a line of output', () => {
  test.each([
    ['oci:out', { kind: 'oci', path: 'out' }],
    ['oci:out/dir:1.2.3', { kind: 'oci', path: 'out/dir', name: '1.2.3' }],
    ['oci:/tmp/out:latest', { kind: 'oci', path: '/tmp/out', name: 'latest' }],
    ['oci:out:ghcr.io/o/app:1.2', { kind: 'oci', path: 'out', name: 'ghcr.io/o/app:1.2' }],
    ['oci-archive:app.tar', { kind: 'oci-archive', path: 'app.tar' }],
    ['oci-archive:app.tar:v1', { kind: 'oci-archive', path: 'app.tar', name: 'v1' }],
    ['docker-archive:app.tar', { kind: 'docker-archive', path: 'app.tar' }],
    ['docker-archive:app.tar:app:1', { kind: 'docker-archive', path: 'app.tar', name: 'app:1' }],
    ['docker-archive:app.tar:app', { kind: 'docker-archive', path: 'app.tar', name: 'app:latest' }],
    [
      'docker-archive:a.tar:localhost:5000/o/app:1',
      { kind: 'docker-archive', path: 'a.tar', name: 'localhost:5000/o/app:1' },
    ],
    [
      'docker-archive:a.tar:localhost:5000/o/app',
      { kind: 'docker-archive', path: 'a.tar', name: 'localhost:5000/o/app:latest' },
    ],
    ['oci:C:\\out:v1', { kind: 'oci', path: 'C:\\out', name: 'v1' }],
    ['oci-archive:D:/out.tar', { kind: 'oci-archive', path: 'D:/out.tar' }],
    ['oci:with space', { kind: 'oci', path: 'with space' }],
  ])('%s', (text, expected) => {
    expect(parseOutput(text)).toEqual(expected);
  });

  test.each([
    ['out.tar', /is not a known output/],
    ['dir:out', /is not a known output/],
    ['docker-daemon:app:1', /is not a known output/],
    ['', /is not a known output/],
    ['oci:', /names no path/],
    ['oci::tag', /names no path/],
    ['oci-archive:a\nb', /names no path/],
    ['oci:out:', /for a tag/],
    ['oci:out:a b', /for a tag/],
    ['oci:out:-x', /for a tag/],
    ['docker-archive:a.tar:App:1', /^output: .*not a valid repository name/],
    ['docker-archive:a.tar:app:!', /^output: .*not a valid tag/],
    [`docker-archive:a.tar:app@sha256:${'a'.repeat(64)}`, /^output: .*names a digest/],
  ])('%j is refused', (text, message) => {
    expect(() => parseOutput(text)).toThrow(message);
  });

  test('the words of buildx are translated', () => {
    expect(() => parseOutput('type=oci,dest=app.tar')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('oci-archive:FILE') }),
    );
  });
});
