import { hasRegistryCertificates } from '../credentials/registry-certificates.ts';
import type { Request } from '../inputs/request.ts';
import type { Environment } from '../ports.ts';
import { rootsOf } from '../registry/http/base-urls.ts';
import type { EarlyConnections } from '../registry/http/early-connections.ts';
import { proxySettings } from '../registry/http/proxy-settings.ts';

/**
 * Begins the handshakes with the registries while the binary is read and planned. No request is sent over them before all
 * inputs are checked. What goes through a proxy, or needs certificates of its own, is not begun; undefined where that is all.
 */
export async function openEarly(
  { targets, upload }: Request,
  environment: Environment,
): Promise<EarlyConnections | undefined> {
  const proxyFor = proxySettings(environment);
  const registries = new Set(targets.map(({ repository }) => repository.registry));
  const roots = [...registries]
    .filter((registry) => !hasRegistryCertificates(registry, environment))
    .map((registry) => rootsOf(registry, false)[0])
    .filter((root) => root.protocol === 'https:' && proxyFor?.(root) === undefined);
  // Node's TLS takes a while to load, which a registry on this machine does not need.
  if (roots.length === 0) return undefined;
  const [{ EarlyConnections: Early }, { AddressGuard }, { lookup }] = await Promise.all([
    import('../registry/http/early-connections.ts'),
    import('../registry/http/address-guard.ts'),
    import('node:dns'),
  ]);
  const early = new Early(new AddressGuard(lookup), upload.timeout);
  for (const root of roots) early.open(root);
  return early;
}
