import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import type { Repository } from '../oci/reference.ts';
import type { Environment, Log } from '../ports.ts';
import { printable } from '../printable.ts';
import { type DockerConfig, parseDockerConfig } from './docker-config.ts';
import { homeFolder } from './home-folder.ts';
import { scopedConfigs } from './scoped-configs.ts';

/** A configuration and how messages name it. */
export interface NamedConfig {
  readonly name: string;
  readonly config: DockerConfig;
}

/** Real ones have a few KB. */
const MAX_CONFIG_BYTES = 1024 * 1024;

/**
 * The configurations that exist, one after the other, as long as somebody asks for the next: the variable, docker's
 * places with the most specific first, podman's.
 */
export function* dockerConfigs(repository: Repository, environment: Environment, log: Log): Generator<NamedConfig> {
  const given = environment['DOCKER_AUTH_CONFIG']?.trim();
  if (given) yield named('DOCKER_AUTH_CONFIG', given);
  for (const path of new Set([...dockerPaths(repository, environment), ...podmanPaths(environment)])) {
    const text = readConfigFile(path, log);
    if (text !== undefined && text.trim() !== '') yield named(printable(path, 200), text);
  }
}

function inHome(environment: Environment, folder: string): string | undefined {
  const home = homeFolder(environment);
  return home === undefined ? undefined : join(home, folder);
}

function dockerPaths(repository: Repository, environment: Environment): string[] {
  const docker = environment['DOCKER_CONFIG'] || inHome(environment, '.docker');
  const buildx = environment['BUILDX_CONFIG'] || (docker && join(docker, 'buildx'));
  const scoped = buildx === undefined ? [] : scopedConfigs(buildx, repository);
  return docker === undefined ? [...scoped] : [...scoped, join(docker, 'config.json')];
}

/** https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md */
function podmanPaths(environment: Environment): string[] {
  const config = environment['XDG_CONFIG_HOME'] || inHome(environment, '.config');
  const given = environment['REGISTRY_AUTH_FILE'];
  const paths = [given, runtimePath(environment), config && join(config, 'containers', 'auth.json')];
  return paths.flatMap((path) => path || []);
}

/** Without XDG_RUNTIME_DIR below /run/containers, into which only root may look where root has used podman. */
function runtimePath(environment: Environment): string | undefined {
  const runtime = environment['XDG_RUNTIME_DIR'];
  if (runtime) return join(runtime, 'containers/auth.json');
  const path = join('/run/containers', String(process.getuid?.()), 'auth.json');
  return existsSync(path) ? path : undefined;
}

function named(name: string, text: string): NamedConfig {
  return { name, config: parseDockerConfig(text, name) };
}

/**
 * A file that may not be read is somebody else's, so the search goes on; one that is too large is not a configuration. Most are not
 * there, which takes less time to find out than a trip through the thread pool.
 */
function readConfigFile(path: string, log: Log): string | undefined {
  try {
    const stats = statSync(path);
    if (stats.isFIFO() || stats.isSocket()) throw notAFile(path);
    // /dev/null is how people say that there is none.
    if (stats.isCharacterDevice()) return undefined;
    if (stats.size <= MAX_CONFIG_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ActionError) throw error;
    if (!isMissing(error))
      log.warning(`${printable(path)} cannot be read for credentials: ${printable(messageOf(error))}`);
    return undefined;
  }
  throw new ActionError(
    'credentials',
    `${printable(path)} is larger than ${MAX_CONFIG_BYTES} bytes and no docker configuration`,
  );
}

/** Reading a pipe without a writer never ends. */
function notAFile(path: string): ActionError {
  return new ActionError('credentials', `${printable(path)} is a pipe, and no docker configuration is read from one`, {
    hint: 'Write the configuration to a file, or give the inputs username and password, which come first.',
  });
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
