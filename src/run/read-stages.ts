import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DockerfileInput, Request } from '../action/request.ts';
import type { Binary } from '../binary/binary.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { locateProblems } from '../config/locate-problems.ts';
import { IgnorePatterns, ignoreLines } from '../dockerfile/ignore-patterns.ts';
import { type ReadStage, readDockerfile } from '../dockerfile/read-dockerfile.ts';
import { ActionError, about } from '../errors.ts';
import { SmallFileBudget } from '../files/inspect-file.ts';
import { unreadable } from '../files/unreadable.ts';
import { locateSource } from '../files/workspace.ts';
import { type Platform, samePlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';
import { type BuiltStage, buildStage } from '../stage/build-stage.ts';
import { ownershipIn } from '../stage/image-accounts.ts';
import { originTrees } from './origin-trees.ts';
import type { RunPorts } from './run-ports.ts';
import { stageBinary } from './stage-binary.ts';

/** The stage of a Dockerfile on one platform, read and carried out. */
export interface PlatformStage {
  readonly platform: Platform;
  readonly block: ConfigBlock;
  /** Every file of the image, its directories explicit; times are 0. */
  readonly entries: readonly Entry[];
  /** The program that starts first, where it is an ELF file. */
  readonly binary?: Binary;
  /** Its path, absolute. */
  readonly binaryPath?: string;
  /** From where each file came, by its path. */
  readonly origins: ReadonlyMap<string, string>;
  /** What came from the kit, as sentences. */
  readonly fromKit: readonly string[];
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

/** The kit's assets, and the time for certificates that have expired. */
export type StagePorts = Pick<RunPorts, 'distribution' | 'clock'>;

type StageRequest = Pick<Request, 'platforms' | 'allowDynamic'> & { readonly dockerfile: DockerfileInput };

const DEFAULT_PLATFORM: Platform = { os: 'linux', architecture: 'amd64' };

/** Reads the Dockerfile and all that its stage copies, for each platform that is asked for; else for that of its program. */
export async function readStages(
  request: StageRequest,
  workspace: string,
  ports: StagePorts,
): Promise<PlatformStage[]> {
  const reader = await StageReader.open(request, workspace, ports);
  if (request.platforms.length > 0) {
    const stages: PlatformStage[] = [];
    for (const platform of request.platforms) stages.push(await reader.read(platform, platform));
    return stages;
  }
  const stage = await reader.read(DEFAULT_PLATFORM, undefined);
  const found = stage.binary?.platform;
  if (found === undefined || samePlatform(found, DEFAULT_PLATFORM)) return [stage];
  // What TARGETARCH stands for is known by now.
  return [await reader.read(found, found)];
}

class StageReader {
  readonly #request: StageRequest;
  readonly #workspace: string;
  readonly #ports: StagePorts;
  readonly #text: string;
  readonly #ignore: IgnorePatterns;
  readonly #budget = new SmallFileBudget();

  private constructor(
    request: StageRequest,
    workspace: string,
    ports: StagePorts,
    text: string,
    ignore: IgnorePatterns,
  ) {
    this.#request = request;
    this.#workspace = workspace;
    this.#ports = ports;
    this.#text = text;
    this.#ignore = ignore;
  }

  static async open(request: StageRequest, workspace: string, ports: StagePorts): Promise<StageReader> {
    const { path, stages } = request.dockerfile;
    const file = await locateSource(path, workspace).catch((thrown) => {
      throw about('dockerfile', thrown);
    });
    const text = await readText(path, file);
    const context = contextOf(stages, workspace);
    const own = await readText(`${path}.dockerignore`, `${file}.dockerignore`, '');
    const ignored = own || (await readText('.dockerignore', join(context, '.dockerignore'), ''));
    const lines = ignoreLines(ignored);
    const patterns = IgnorePatterns.from(lines, (index) => {
      throw new ActionError(
        'config',
        `.dockerignore:${index + 1}:1: "${printable(lines[index] ?? '', 100)}" is not a valid pattern`,
      );
    });
    return new StageReader(request, workspace, ports, text, patterns);
  }

  /** @param stated the platform that the program must be for */
  async read(platform: Platform, stated: Platform | undefined): Promise<PlatformStage> {
    const { dockerfile, allowDynamic } = this.#request;
    const { path, target, buildArgs } = dockerfile;
    const stage = readDockerfile({ text: this.#text, document: path, target, buildArgs, platform });
    try {
      const built = await this.#build(stage, platform);
      const {
        binary,
        path: binaryPath,
        warnings,
      } = await stageBinary(stage.block, built, platform, { allowDynamic, stated });
      return {
        platform: binary?.platform ?? platform,
        block: stage.block,
        entries: built.tree.entries(),
        ...(binary === undefined || binaryPath === undefined ? {} : { binary, binaryPath }),
        origins: built.origins,
        fromKit: built.fromKit,
        notices: [...stage.notices, ...built.notices],
        warnings,
      };
    } catch (thrown) {
      throw locateProblems(thrown, stage.block.positions);
    }
  }

  async #build(stage: ReadStage, platform: Platform): Promise<BuiltStage> {
    const treesOf = originTrees({
      mappings: this.#request.dockerfile.stages,
      context: contextOf(this.#request.dockerfile.stages, this.#workspace),
      workspace: this.#workspace,
      ignore: this.#ignore,
      budget: this.#budget,
      users: stage.createdUsers,
      platform,
      ports: this.#ports,
    });
    const built = await buildStage(stage.steps, treesOf);
    // A runtime looks the name up in the image, and does not start it where it is not there.
    await ownershipIn(built.tree, stage.block.runAs).catch((thrown) => {
      throw about('user', thrown);
    });
    return built;
  }
}

/** The workspace, unless `stages` has a line `context=DIR`. */
function contextOf(stages: DockerfileInput['stages'], workspace: string): string {
  const line = stages.find(({ stage, path }) => stage === 'context' && path === '');
  return line === undefined ? workspace : resolve(workspace, line.local);
}

const LIMIT = 1024 * 1024;

async function readText(name: string, file: string, missing?: string): Promise<string> {
  try {
    const stats = await stat(file);
    if (!stats.isFile())
      throw new ActionError('input', `dockerfile: "${printable(name, 200)}" is not a file`, {
        hint: 'Name the file itself: dockerfile: Dockerfile.',
      });
    if (stats.size > LIMIT)
      throw new ActionError(
        'input',
        `dockerfile: "${printable(name, 200)}" has ${stats.size} bytes, and may have at most 1 MiB`,
      );
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (missing !== undefined && !(thrown instanceof ActionError)) return missing;
    throw about('dockerfile', await unreadable(name, file, thrown));
  }
}
