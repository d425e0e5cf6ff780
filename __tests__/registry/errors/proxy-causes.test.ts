import { describe, expect, test } from '@jest/globals';
import { type Answer, told } from '../support/told.ts';

const page = (title: string) => `<html><head><title>${title}</title></head><body></body></html>`;

describe('what stands in front of a registry is told as what it is', () => {
  const CASES: readonly (readonly [string, number, Answer, string, string])[] = [
    [
      "Cloudflare's challenge",
      403,
      { page: page('Just a moment...'), headers: { 'cf-mitigated': 'challenge' }, server: 'cloudflare' },
      'failed: 403 Just a moment... (PUT',
      'Cloudflare in front of r.example.com wants to see a browser. Its operator has to exempt /v2/',
    ],
    [
      'an older challenge of Cloudflare',
      503,
      { page: page('Attention Required! | Cloudflare') },
      '503 Attention Required!',
      'wants to see a browser',
    ],
    [
      'a POST that is redirected',
      301,
      {
        method: 'POST',
        page: page('301 Moved Permanently'),
        headers: { location: 'https://new.example.com/v2/o/app/?_state=secret' },
      },
      'failed: 301 Moved Permanently, a redirect to https://new.example.com/v2/o/app/ (POST',
      'r.example.com sends writes on to https://new.example.com/v2/o/app/ with a status that lets nobody repeat them there',
    ],
    ['a redirect to nowhere', 302, { method: 'POST' }, 'failed: 302', 'redirects without saying where to'],
    [
      'a firewall',
      403,
      { page: page('Access Denied'), server: 'AkamaiGHost' },
      '403 Access Denied',
      'A firewall or proxy in front of the registry (AkamaiGHost) refused this with a page of its own',
    ],
    [
      'nginx that wants a client certificate',
      400,
      { page: page('400 No required SSL certificate was sent') },
      'failed: 400 No required SSL certificate was sent',
      "put client.cert and client.key into the directory certs.d/r.example.com of docker's configuration",
    ],
    [
      'a token that is too long for nginx',
      400,
      { page: page('400 Request Header Or Cookie Too Large') },
      '400 Request Header Or Cookie Too Large',
      'nginx: large_client_header_buffers',
    ],
    [
      'Envoy before a registry that is down',
      503,
      {
        page: 'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
        server: 'envoy',
      },
      '503 upstream connect error',
      'A proxy in front of the registry (envoy) answered in its place',
    ],
    [
      'Traefik that knows no such host',
      404,
      { method: 'POST', page: '404 page not found' },
      '404 page not found',
      'What answers at r.example.com is a web server, or a proxy that keeps /v2/ to itself',
    ],
    [
      'nginx that lets no PATCH through',
      405,
      { method: 'PATCH', page: page('405 Not Allowed'), server: 'openresty/1.9.7.3' },
      'failed: 405 Not Allowed (PATCH',
      'A proxy in front of the registry (openresty/1.9.7.3) lets no PATCH through to it',
    ],
    [
      'HAProxy that takes a request for broken',
      400,
      { page: '<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>' },
      'failed: 400 Bad request (PUT',
      'A proxy in front of the registry lets no PUT through to it',
    ],
    [
      'the web page of Nexus',
      400,
      { method: 'POST', page: page('400 - HTTP method POST is not supported by this URL') },
      'HTTP method POST is not supported by this URL (POST',
      'What answers at r.example.com is a web server',
    ],
    [
      'a proxy that answers in the place of the registry, with nothing',
      200,
      { method: 'POST', page: '' },
      'failed: 200',
      'r.example.com took an upload and did not say where it goes (Location)',
    ],
    [
      'a Location that has lost its port',
      404,
      { at: 'https://r.example.com:8443/v2/o/app/blobs/uploads/1', page: page('404 Not Found') },
      '404 Not Found (PUT https://r.example.com:8443/v2/o/app/blobs/uploads/1)',
      'r.example.com names its own addresses with another port, or without one (r.example.com:8443): a proxy in front of it',
    ],
    [
      'a storage that refuses what the registry signed',
      403,
      {
        at: 'https://bucket.s3.example.com/x?X-Amz-Signature=secret',
        page: '<?xml version="1.0"?><Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>',
      },
      '403 RequestTimeTooSkewed The difference is too large.',
      "The storage of r.example.com (bucket.s3.example.com) refuses what the registry itself signed: its operator has to check the registry's clock",
    ],
  ];

  test.each(CASES)('%s', (_, status, answer, message, hint) => {
    const text = told(status, answer);
    expect(text.split('\n')).toEqual([expect.stringContaining(message), expect.stringContaining(hint)]);
    expect(text).not.toContain('secret');
  });
});
