import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AddressGuard, type Resolve } from '../../../src/registry/http/address-guard.ts';
import { createDispatcher } from '../../../src/registry/http/dispatcher.ts';
import { failureOf } from '../support/compatibility.ts';
import { connect } from '../support/connect.ts';

/** A name server: each name has the answers that it gives one after another, the last of them for ever. */
function nameServer(names: Readonly<Record<string, readonly (readonly string[])[]>>): Resolve {
  const asked = new Map<string, number>();
  return (hostname, _, callback) => {
    const time = asked.get(hostname) ?? 0;
    asked.set(hostname, time + 1);
    const answers = names[hostname] ?? [];
    const addresses = answers[Math.min(time, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: isIP(address) })),
    );
  };
}

function connected(guard: AddressGuard, hostname: string, namedBy?: string): readonly string[] | string {
  let result: readonly string[] | string = '';
  guard.lookup(namedBy)(hostname, { all: true }, (error, found) => {
    result = error === null ? (found as LookupAddress[]).map(({ address }) => address) : error.message;
  });
  return result;
}

describe('names that a registry hands out', () => {
  test.each([
    ['93.184.216.34', '93.184.216.35', true],
    ['93.184.216.34', '10.0.0.1', false],
    ['93.184.216.34', '127.0.0.1', false],
    ['93.184.216.34', '169.254.169.254', false],
    ['93.184.216.34', '64:ff9b::a9fe:a9fe', false],
    ['93.184.216.34', 'fe80::1%eth0', false],
    ['10.0.0.1', '10.0.0.2', true],
    ['10.0.0.1', '127.0.0.1', false],
    ['10.0.0.1', '169.254.169.254', false],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '100.100.100.200', false],
  ])('a registry at %s leads to a name at %s: %s', (home, away, allowed) => {
    const guard = new AddressGuard(nameServer({ 'r.test': [[home]], 'away.test': [[away]] }));
    connected(guard, 'r.test');
    expect(connected(guard, 'away.test', 'r.test')).toEqual(
      allowed ? [away] : expect.stringMatching(/^away\.test leads to a [a-z-]+ address, /),
    );
  });

  test('of several addresses only those are used that may be', () => {
    const guard = new AddressGuard(
      nameServer({ 'r.test': [['93.184.216.34']], 'away.test': [['127.0.0.1', '93.184.216.35', '10.0.0.1']] }),
    );
    connected(guard, 'r.test');
    expect(connected(guard, 'away.test', 'r.test')).toEqual(['93.184.216.35']);
  });

  test('a registry that has a public address as well is not taken for one of the private network', () => {
    const guard = new AddressGuard(nameServer({ 'r.test': [['93.184.216.34', '10.0.0.1']], 'a.test': [['10.0.0.2']] }));
    connected(guard, 'r.test');
    expect(connected(guard, 'a.test', 'r.test')).toMatch(/private address/);
  });

  test('what the user named may be anywhere, and stays where it is', () => {
    const guard = new AddressGuard(nameServer({ 'r.test': [['93.184.216.34'], ['127.0.0.1'], ['93.184.216.35']] }));
    expect(connected(guard, 'r.test')).toEqual(['93.184.216.34']);
    expect(connected(guard, 'r.test')).toMatch(/^r\.test leads to a loopback address, 127\.0\.0\.1$/);
    expect(connected(guard, 'r.test')).toEqual(['93.184.216.35']);
    // Another port of it is no other host, and no way to another address.
    const other = new AddressGuard(nameServer({ 'r.test': [['93.184.216.34'], ['127.0.0.1']] }));
    connected(other, 'r.test');
    expect(connected(other, 'r.test', 'r.test')).toMatch(/loopback/);
  });
});

describe('connections are made to the address that was checked', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function serve(answer: RequestListener): Promise<number> {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  async function readFrom(port: number, names: Parameters<typeof nameServer>[0]) {
    const dispatcher = createDispatcher({ timeout: 10_000, resolve: nameServer(names) });
    const connection = connect(`r.test:${port}`, { dispatcher, settings: { insecure: true, retryFor: 0 } });
    try {
      return await failureOf(connection.client.getManifest('v1'));
    } finally {
      await connection.close();
    }
  }

  test('a redirect to a name with the address of a metadata service ends there', async () => {
    const port = await serve((_, response) => response.writeHead(307, { location: 'http://innocent.test/x' }).end());
    const error = await readFrom(port, { 'r.test': [['127.0.0.1']], 'innocent.test': [['169.254.169.254']] });
    expect(error.message).toMatch(
      /innocent\.test leads to a link-local address, 169\.254\.169\.254 .*so it is not asked/,
    );
  });

  test('a second answer of the name server changes nothing', async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 500 : 200, { connection: 'close' }).end();
    });
    // The first two connections find out whether it speaks TLS.
    const answers = [['127.0.0.1'], ['127.0.0.1'], ['169.254.169.254']];
    const dispatcher = createDispatcher({
      timeout: 10_000,
      resolve: nameServer({ 'r.test': answers }),
    });
    const connection = connect(`r.test:${port}`, { dispatcher, settings: { insecure: true } });
    try {
      const error = await failureOf(connection.client.getManifest('v1'));
      expect(error.message).toMatch(/r\.test leads to a link-local address/);
      expect(asked).toBe(1);
    } finally {
      await connection.close();
    }
  });
});
