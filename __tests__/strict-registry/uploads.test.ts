import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { OCTETS, pushBlob, send, sha256, startUpload } from '../support/plain-client.ts';

const CONTENT = Buffer.from('hello, registry');
const DIGEST = sha256(CONTENT);

describe('an upload to the strict registry', () => {
  let registry: StrictRegistry;

  beforeEach(async () => {
    registry = await startStrictRegistry();
  });

  afterEach(() => registry.close());

  const uploads = () => `${registry.origin}/v2/o/app/blobs/uploads/`;
  const blob = () => `${registry.origin}/v2/o/app/blobs/${DIGEST}`;
  const next = (headers: Readonly<Record<string, unknown>>) => new URL(String(headers.location), registry.origin).href;

  test('is stored whole, and is read back whole and in part', async () => {
    await pushBlob(registry.origin, CONTENT);
    expect(await send('HEAD', blob())).toMatchObject({ status: 200, headers: { 'content-length': '15' } });
    expect(await send('GET', blob())).toMatchObject({ status: 200, text: 'hello, registry' });
    expect(await send('GET', blob(), { range: 'bytes=7-' })).toMatchObject({ status: 206, text: 'registry' });
    expect(await send('GET', blob(), { range: 'bytes=0-4' })).toMatchObject({ status: 206, text: 'hello' });
    expect(await send('GET', blob(), { range: 'bytes=15-' })).toMatchObject({ status: 416 });
    expect(registry.violations).toEqual([]);
    expect(registry.openSessions).toBe(0);
  });

  test('is stored in one POST', async () => {
    expect(await send('POST', `${uploads()}?digest=${DIGEST}`, OCTETS, CONTENT)).toMatchObject({ status: 201 });
    expect(await send('HEAD', blob())).toMatchObject({ status: 200 });
  });

  test('is stored in chunks, told where it is, and ended by an empty PUT', async () => {
    const first = await send('PATCH', await startUpload(registry.origin), chunk(0, 4), CONTENT.subarray(0, 5));
    expect(first).toMatchObject({ status: 202, headers: { range: '0-4' } });
    const asked = await send('GET', next(first.headers));
    expect(asked).toMatchObject({ status: 204, headers: { range: '0-4' } });
    const second = await send('PATCH', next(asked.headers), chunk(5, 14), CONTENT.subarray(5));
    const closed = await send('PUT', `${next(second.headers)}&digest=${DIGEST}`, { 'content-length': '0' });
    expect(closed).toMatchObject({ status: 201, headers: { 'docker-content-digest': DIGEST } });
    expect(registry.violations).toEqual([]);
  });

  test('is stored in one PATCH without a range, and in a last chunk that comes with the PUT', async () => {
    const first = await send('PATCH', await startUpload(registry.origin), OCTETS, CONTENT.subarray(0, 5));
    const closed = await send('PUT', `${next(first.headers)}&digest=${DIGEST}`, chunk(5, 14), CONTENT.subarray(5));
    expect(closed).toMatchObject({ status: 201 });
  });

  test('is given up by DELETE', async () => {
    const location = await startUpload(registry.origin);
    expect(await send('DELETE', location)).toMatchObject({ status: 204 });
    expect(await send('PATCH', location, OCTETS, CONTENT)).toMatchObject({ status: 404 });
  });

  test('with another digest is refused and forgotten', async () => {
    const location = await startUpload(registry.origin);
    const answer = await send('PUT', `${location}&digest=${sha256('other')}`, OCTETS, CONTENT);
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('DIGEST_INVALID') });
    expect(await send('HEAD', blob())).toMatchObject({ status: 404 });
    expect(registry.violations).toHaveLength(1);
  });

  test('out of order is refused with 416, and the upload lives on', async () => {
    const location = await startUpload(registry.origin);
    expect(await send('PATCH', location, chunk(5, 14), CONTENT.subarray(5))).toMatchObject({ status: 416 });
    expect(await send('PATCH', location, chunk(0, 4), CONTENT.subarray(0, 5))).toMatchObject({ status: 202 });
  });

  test.each([
    ['bytes 0-4', 400],
    ['0-4/15', 400],
    ['bytes=0-4', 400],
    ['0-5', 400],
    ['4-0', 400],
  ])('with Content-Range "%s" for the first five bytes is refused with %i', async (range, status) => {
    const headers = { ...OCTETS, 'content-range': range };
    const location = await startUpload(registry.origin);
    expect(await send('PATCH', location, headers, CONTENT.subarray(0, 5))).toMatchObject({ status });
    expect(registry.violations).toHaveLength(1);
  });

  test('that uses an old Location, or builds its own, is refused', async () => {
    const location = await startUpload(registry.origin);
    await send('PATCH', location, chunk(0, 4), CONTENT.subarray(0, 5));
    expect(await send('PATCH', location, chunk(5, 14), CONTENT.subarray(5))).toMatchObject({ status: 404 });
    const [bare = ''] = location.split('?');
    expect(await send('PATCH', bare, chunk(5, 14), CONTENT.subarray(5))).toMatchObject({ status: 404 });
    expect(registry.violations).toHaveLength(2);
  });

  test('to an unknown session, or without the last slash, is refused', async () => {
    expect(await send('PATCH', `${uploads()}nothing?_state=1`, OCTETS, CONTENT)).toMatchObject({ status: 404 });
    const answer = await send('POST', uploads().slice(0, -1), { 'content-length': '0' });
    expect(answer).toMatchObject({ status: 400 });
  });

  test('without lengths and types is refused', async () => {
    const chunked = { 'transfer-encoding': 'chunked' };
    expect(await send('POST', uploads(), chunked)).toMatchObject({ status: 411 });
    const put = `${await startUpload(registry.origin)}&digest=${DIGEST}`;
    expect(await send('PUT', put, { ...OCTETS, ...chunked }, CONTENT)).toMatchObject({ status: 411 });
    expect(await send('PUT', put, { 'content-type': 'text/plain' }, CONTENT)).toMatchObject({ status: 415 });
    expect(await send('PUT', put.replace(/&digest=.*/, ''), OCTETS, CONTENT)).toMatchObject({ status: 400 });
  });

  test('of a blob that another repository has is mounted, or goes on as an ordinary one', async () => {
    await pushBlob(registry.origin, CONTENT, 'o/other');
    const mount = (from: string) =>
      send('POST', `${uploads()}?mount=${DIGEST}&from=${from}`, { 'content-length': '0' });
    expect(await mount('o/nothing')).toMatchObject({ status: 202, headers: { location: expect.any(String) } });
    expect(await mount('o/other')).toMatchObject({ status: 201 });
    expect(await send('HEAD', blob())).toMatchObject({ status: 200 });
  });

  test.each(['o/App', 'o//app', 'o/app-', '-/app', 'o/a..b'])('to the name %s is refused', async (name) => {
    const answer = await send('POST', `${registry.origin}/v2/${name}/blobs/uploads/`, { 'content-length': '0' });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('NAME_INVALID') });
  });

  function chunk(start: number, end: number): Record<string, string> {
    return { ...OCTETS, 'content-range': `${start}-${end}` };
  }
});
