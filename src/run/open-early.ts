import { lookup } from 'node:dns';
import { hasRegistryCertificates } from '../credentials/registry-certificates.ts';
import type { Request } from '../inputs/request.ts';
import type { Environment } from '../ports.ts';
import { AddressGuard } from '../registry/http/address-guard.ts';
import { rootsOf } from '../registry/http/base-urls.ts';
import { EarlyConnections } from '../registry/http/early-connections.ts';
import { proxySettings } from '../registry/http/proxy-settings.ts';

/**
 * Begins the handshakes with the registries while the binary is read and planned. No request is sent over them before all
 * inputs are checked. What goes through a proxy, or needs certificates of its own, is not begun.
 */
export function openEarly({ targets, upload }: Request, environment: Environment): EarlyConnections {
  const early = new EarlyConnections(new AddressGuard(lookup), upload.timeout);
  const proxyFor = proxySettings(environment);
  for (const registry of new Set(targets.map(({ repository }) => repository.registry))) {
    const [root] = rootsOf(registry, false);
    if (proxyFor?.(root) === undefined && !hasRegistryCertificates(registry, environment)) early.open(root);
  }
  return early;
}
