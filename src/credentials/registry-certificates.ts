import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix, win32 } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import type { RegistryCertificates } from '../registry/http/dispatcher.ts';
import { homeFolder } from './home-folder.ts';

/** Contents of the files of one registry, in PEM. */
interface CertificateFiles {
  readonly authorities: readonly Buffer[];
  readonly certificates: readonly Buffer[];
  readonly keys: readonly Buffer[];
}

/** Where a machine keeps its configuration, by the rules of its system. */
export interface Machine {
  readonly windows: boolean;
  /** Of all users; Windows has its own in the environment. */
  readonly etc: string;
}

const THIS_MACHINE: Machine = { windows: process.platform === 'win32', etc: '/etc' };

/**
 * What this machine keeps for one registry in docker's layout `certs.d/HOST[:PORT]/`: `*.crt` are authorities that are
 * trusted besides all others, `client.cert` and `client.key` what the registry is shown. Undefined where there is nothing.
 * https://docs.docker.com/engine/security/certificates/
 * https://github.com/containers/image/blob/main/docs/containers-certs.d.5.md
 */
export async function registryCertificates(
  registry: string,
  environment: Environment,
  machine = THIS_MACHINE,
): Promise<RegistryCertificates | undefined> {
  const folder = folderOf(registry, environment, machine);
  if (folder === undefined) return undefined;
  return secureContexts(registry, folder, readFiles(folder), environment);
}

/** Whether there is something, without reading it. */
export function hasRegistryCertificates(registry: string, environment: Environment, machine = THIS_MACHINE): boolean {
  return folderOf(registry, environment, machine) !== undefined;
}

function folderOf(registry: string, environment: Environment, machine: Machine): string | undefined {
  return certificateFolders(registry, environment, machine).find((path) => namesIn(path).length > 0);
}

/**
 * The user's own come before the machine's; the first that has the registry is taken whole. Docker Desktop has them beside
 * docker's logins (https://docs.docker.com/desktop/troubleshoot-and-support/faqs/macfaqs/#add-client-certificates). On
 * Windows, where no name has a colon, `HOST:PORT` is `HOSTPORT` (https://github.com/moby/moby/blob/v28.0.0/registry/config_windows.go).
 */
export function certificateFolders(registry: string, environment: Environment, { windows, etc }: Machine): string[] {
  const { join } = windows ? win32 : posix;
  const home = homeFolder(environment);
  const user = environment['XDG_CONFIG_HOME'] || (home && join(home, '.config'));
  const programs = (parent: string) => ['docker', 'containers'].map((program) => join(parent, program));
  const all = windows ? (environment['ProgramData'] ?? environment['PROGRAMDATA']) : etc;
  const parents = [
    ...(home ? [join(home, '.docker')] : []),
    ...(user ? programs(user) : []),
    ...(all ? programs(all) : []),
  ];
  return parents.map((parent) => join(parent, 'certs.d', windows ? registry.replaceAll(':', '') : registry));
}

function readFiles(folder: string): CertificateFiles {
  const names = namesIn(folder).sort();
  const certificates = names.filter((name) => name.endsWith('.cert'));
  const keys = names.filter((name) => name.endsWith('.key'));
  const alone =
    certificates.find((name) => !names.includes(keyOf(name))) ??
    keys.find((name) => !names.includes(`${basename(name, '.key')}.cert`));
  if (alone !== undefined) throw halfPair(folder, alone);
  const read = (name: string) => readPart(join(folder, name));
  return {
    authorities: names.filter((name) => name.endsWith('.crt')).map(read),
    certificates: certificates.map(read),
    keys: certificates.map((name) => read(keyOf(name))),
  };
}

const keyOf = (certificate: string): string => `${basename(certificate, '.cert')}.key`;

/** There is none as a rule, which takes less time to find out than a trip through the thread pool. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readPart(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ActionError('credentials', `${printable(path)} cannot be read: ${printable(messageOf(error))}`, {
      hint: 'It belongs to the certificates of the registry: let the user of this step read it, or take its folder away where they are not needed.',
      cause: error,
    });
  }
}

/** Node is loaded with TLS only here: most runs have no such folder, and a registry on this machine speaks HTTP. */
async function secureContexts(
  registry: string,
  folder: string,
  { authorities, certificates, keys }: CertificateFiles,
  environment: Environment,
): Promise<RegistryCertificates> {
  const tls = await import('node:tls');
  // OpenSSL passes over an authority that it cannot read, and the error would be about one that is not trusted.
  if (!authorities.every((content) => content.includes('-----BEGIN'))) throw unusable(folder, 'a .crt is not in PEM');
  const ca = authorities.length === 0 ? undefined : [...trustedCertificates(tls, environment), ...authorities];
  try {
    return {
      host: new URL(`https://${registry}`).host,
      trusting: tls.createSecureContext({ ca }),
      identified: tls.createSecureContext({ ca, cert: [...certificates], key: [...keys] }),
    };
  } catch (error) {
    throw unusable(folder, printable(messageOf(error), 200));
  }
}

/** What is trusted by default: `ca` takes its place. Node 20 has no way to ask for all of it. */
function trustedCertificates(tls: typeof import('node:tls'), environment: Environment): readonly (string | Buffer)[] {
  if (tls.getCACertificates !== undefined) return tls.getCACertificates('default');
  const extra = environment['NODE_EXTRA_CA_CERTS'];
  return extra ? [...tls.rootCertificates, readPart(extra)] : tls.rootCertificates;
}

function halfPair(folder: string, name: string): ActionError {
  const other = name.endsWith('.cert') ? keyOf(name) : `${basename(name, '.key')}.cert`;
  return new ActionError('credentials', `${printable(join(folder, name))} has no ${printable(other)} beside it`, {
    hint: 'A client certificate is two files, `client.cert` and `client.key`; an authority is called `ca.crt`.',
  });
}

function unusable(folder: string, why: string): ActionError {
  return new ActionError('credentials', `The certificates in ${printable(folder)} cannot be used: ${why}`, {
    hint: 'Certificates and keys are files in PEM, keys without a passphrase, and each `.key` belongs to its `.cert`.',
  });
}
