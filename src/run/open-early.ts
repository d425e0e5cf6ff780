import { hasRegistryCertificates } from '../credentials/registry-certificates.ts';
import type { Request } from '../inputs/request.ts';
import type { Environment } from '../ports.ts';
import { rootsOf } from '../registry/http/base-urls.ts';
import type { EarlyConnections } from '../registry/http/early-connections.ts';
import { proxySettings } from '../registry/http/proxy-settings.ts';
import { traitsOf } from '../registry/protocol/traits.ts';

/** A release looks at the list of tags, at its version and at `latest`. */
const QUESTIONS_AT_ONCE = 3;

/**
 * Begins the handshakes with the registries, and with the token servers that are known to be theirs, while the binary is
 * read and planned. No request is sent over them before all inputs are checked. What goes through a proxy, or needs
 * certificates of its own, is not begun; undefined where that is all.
 */
export async function openEarly(
  { targets, upload }: Request,
  environment: Environment,
): Promise<EarlyConnections | undefined> {
  const proxyFor = proxySettings(environment);
  const isDirect = (url: URL) => url.protocol === 'https:' && proxyFor?.(url) === undefined;
  const registries = [...new Set(targets.map(({ repository }) => repository.registry))]
    .filter((registry) => !hasRegistryCertificates(registry, environment))
    .map((registry) => ({ root: rootsOf(registry, false)[0], tokenServer: tokenServerOf(registry) }))
    .filter(({ root }) => isDirect(root));
  // Node's TLS takes a while to load, which a registry on this machine does not need.
  if (registries.length === 0) return undefined;
  const [{ EarlyConnections: Early }, { AddressGuard }, { lookup }] = await Promise.all([
    import('../registry/http/early-connections.ts'),
    import('../registry/http/address-guard.ts'),
    import('node:dns'),
  ]);
  const early = new Early(new AddressGuard(lookup), upload.timeout);
  for (const { root, tokenServer } of registries) {
    for (let n = 0; n < QUESTIONS_AT_ONCE; n++) early.open(root);
    if (tokenServer !== undefined && isDirect(tokenServer)) early.open(tokenServer, root.hostname);
  }
  return early;
}

function tokenServerOf(registry: string): URL | undefined {
  const { tokenServer } = traitsOf(registry);
  return tokenServer === undefined ? undefined : new URL(tokenServer);
}
