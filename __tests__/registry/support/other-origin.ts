import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the other server says to whoever was led to it. */
export const OTHER_ANSWERS = ['200', '401 Bearer', '401 Basic', '403 Bearer', 'back home'] as const;
export type OtherAnswer = (typeof OTHER_ANSWERS)[number];

/** How one repository of the registry leads to the other server; its name is the repository's. */
export interface Lead {
  readonly status: number;
  /** Before the registry has asked who is there, or after. */
  readonly when: 'at once' | 'after the login';
  /** Where the redirect is: at the registry or at its token server. */
  readonly at: 'registry' | 'token server';
  readonly answer: OtherAnswer;
}

/** A request as a server saw it. */
interface Seen {
  readonly repository: string;
  readonly text: string;
}

export interface OtherOrigin {
  readonly registry: URL;
  readonly other: URL;
  readonly seenByOther: readonly Seen[];
  readonly seenByRegistry: readonly Seen[];
  readonly seenByTokenServer: readonly Seen[];
  /** Everything about this repository leads away like this. */
  lead(repository: string, lead: Lead): void;
  close(): Promise<void>;
}

/** The tokens of the registry's own token server begin like this. */
export const GRANTED = 'granted-by-the-token-server';
/** Those of the other server, which the registry must never see. */
export const FOREIGN = 'issued-by-another-origin';

/** A registry with a token server, and another server to which both can lead. */
export async function startOtherOrigin(): Promise<OtherOrigin> {
  const leads = new Map<string, Lead>();
  const [seenByOther, seenByRegistry, seenByTokenServer]: Seen[][] = [[], [], []];
  const registry = await listen(seenByRegistry ?? [], (request, response, { repository }) => {
    const { status, when, at } = leads.get(repository) ?? { status: 0, when: 'at once', at: 'registry' };
    const known = request.headers.authorization !== undefined;
    if (!known && (when !== 'at once' || at !== 'registry')) return challenge(response, 401, 'Bearer', tokens.url);
    const back = request.url?.includes('back=1');
    const leading = status !== 0 && at === 'registry' && !back;
    response.writeHead(
      leading ? status : known ? 200 : 401,
      leading ? { location: `${other.url.origin}${request.url}` } : {},
    );
    response.end('{"tags": []}');
  });
  const tokens = await listen(seenByTokenServer ?? [], (request, response, { repository }) => {
    const lead = leads.get(repository);
    if (lead?.at === 'token server') {
      response.writeHead(lead.status, { location: `${other.url.origin}${request.url}` }).end();
    } else response.end(JSON.stringify({ token: `${GRANTED}-${repository}` }));
  });
  const other = await listen(seenByOther ?? [], (request, response, { repository }) => {
    const { answer, status } = leads.get(repository) ?? { answer: '200', status: 307 };
    if (request.url?.startsWith('/token') || answer === '200') {
      response.end(JSON.stringify({ token: `${FOREIGN}-${repository}`, tags: [] }));
    } else if (answer === 'back home') {
      const location = `${registry.url.origin}${request.url}${request.url?.includes('?') ? '&' : '?'}back=1`;
      response.writeHead(status === 0 ? 307 : status, { location }).end();
    } else {
      const [code = '401', scheme = 'Bearer'] = answer.split(' ');
      challenge(response, Number(code), scheme, other.url);
    }
  });
  const servers = [registry, tokens, other];
  return {
    registry: registry.url,
    other: other.url,
    seenByOther: seenByOther ?? [],
    seenByRegistry: seenByRegistry ?? [],
    seenByTokenServer: seenByTokenServer ?? [],
    lead: (repository, lead) => void leads.set(repository, lead),
    close: async () => {
      for (const { server } of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function challenge(response: ServerResponse, status: number, scheme: string, server: URL): void {
  const header = scheme === 'Basic' ? 'Basic realm="other"' : `Bearer realm="${server.origin}/token",service="s"`;
  // Nothing of these is for this client either.
  const more = { 'set-cookie': 'session=1', 'authentication-info': 'nextnonce="1"', 'proxy-authenticate': header };
  response.writeHead(status, { 'www-authenticate': header, ...more }).end('{}');
}

type Answer = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

async function listen(seen: Seen[], answer: Answer): Promise<{ readonly server: Server; readonly url: URL }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = `${request.method} ${request.url} ${request.rawHeaders.join(' ')} ${Buffer.concat(chunks)}`;
    const repository = /cell-\d+/.exec(decodeURIComponent(text))?.[0] ?? '';
    seen.push({ repository, text });
    answer(request, response, { repository, text });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`) };
}
