import { describe, expect, test } from '@jest/globals';
import { parseErrorBody } from '../../../src/registry/errors/error-body.ts';

const read = (text: string) => parseErrorBody(Buffer.from(text));

describe('parseErrorBody', () => {
  test('the errors of the specification', () => {
    expect(read('{"errors":[{"code":"DENIED","message":"no","detail":"really"}]}')).toEqual({
      codes: ['DENIED'],
      text: 'DENIED no (really)',
      html: false,
    });
  });

  test('errors without a code, as Artifactory sends them', () => {
    expect(read('{"errors":[{"status":416,"message":"no such range"}]}')).toMatchObject({
      codes: [],
      text: 'no such range',
    });
  });

  test('what token servers say', () => {
    expect(read('{"details":"incorrect username or password"}').text).toBe('incorrect username or password');
    expect(read('{"error":"invalid_grant","error_description":"expired"}').text).toBe('expired');
  });

  test('what other services say', () => {
    const google = '{"error":{"code":403,"message":"no right","status":"PERMISSION_DENIED"}}';
    expect(read(google).text).toBe('no right');
    expect(read('{"detail":"Not Found"}').text).toBe('Not Found');
    expect(read('{"title":"Forbidden","detail":"no"}').text).toBe('Forbidden (no)');
  });

  test('what storages say in XML', () => {
    const xml = '<?xml version="1.0"?>\n<Error><Code>SlowDown</Code>\n<Message>Reduce your rate.</Message></Error>';
    expect(read(xml)).toEqual({ codes: ['SLOWDOWN'], text: 'SlowDown Reduce your rate.', html: false });
  });

  test('what is no text is not repeated', () => {
    expect(parseErrorBody(Buffer.from([0x1f, 0x8b, 8, 0, 0, 255])).text).toBe('');
  });

  test('the title of a web page', () => {
    const page = '<html><head><title>413 Request\nEntity Too Large</title></head><body>much</body></html>';
    expect(read(page)).toEqual({ codes: [], text: '413 Request Entity Too Large', html: true });
  });

  test('plain text, broken JSON and nothing', () => {
    expect(read('no healthy upstream').text).toBe('no healthy upstream');
    expect(read('{"errors":').text).toBe('{"errors":');
    expect(read('')).toEqual({ codes: [], text: '', html: false });
  });

  test('the same error twice is told once', () => {
    const error = { code: 'DENIED', message: 'no' };
    expect(read(JSON.stringify({ errors: [error, error] }))).toMatchObject({ codes: ['DENIED'], text: 'DENIED no' });
  });

  test('workflow commands do not survive', () => {
    expect(read('{"errors":[{"code":"::X","message":"a\\n::set-output name=x::y ##[error]z"}]}').text).not.toMatch(
      /::|##\[|\n/,
    );
  });
});
