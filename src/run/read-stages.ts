import { lstat, readFile, stat } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import type { Binary } from '../binary/binary.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { locateProblems } from '../config/locate-problems.ts';
import { IgnorePatterns, ignoreLines } from '../dockerfile/ignore-patterns.ts';
import { type ReadStage, readDockerfile } from '../dockerfile/read-dockerfile.ts';
import { checkStageNames } from '../dockerfile/stage-lines.ts';
import { ActionError, about } from '../errors.ts';
import { SmallFileBudget } from '../files/inspect-file.ts';
import { unreadable } from '../files/unreadable.ts';
import { locateSource } from '../files/workspace.ts';
import { expandPlatform } from '../image/find-for-platform.ts';
import type { DockerfileInput, Request } from '../inputs/request.ts';
import { type Platform, samePlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';
import { type BuiltStage, buildStage, type ProgramFile } from '../stage/build-stage.ts';
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
export type StagePorts = Pick<RunPorts, 'assets' | 'clock'>;

interface StageRequest extends Pick<Request, 'platforms' | 'allowDynamic'> {
  readonly dockerfile: DockerfileInput;
  /** Of the input `binary`: what a COPY from a stage that nothing maps brings as the program. */
  readonly binaries: readonly Binary[];
}

const DEFAULT_PLATFORM: Platform = { os: 'linux', architecture: 'amd64' };

/** Reads the Dockerfile and all that its stage copies, for each platform that is asked for; else for that of its program. */
export async function readStages(
  request: StageRequest,
  workspace: string,
  ports: StagePorts,
): Promise<PlatformStage[]> {
  const reader = await StageReader.open(request, workspace, ports);
  const platforms = request.platforms.length > 0 ? request.platforms : request.binaries.map(({ platform }) => platform);
  if (platforms.length > 0) {
    const stages: PlatformStage[] = [];
    for (const platform of distinct(platforms)) stages.push(await reader.read(platform, platform));
    return stages;
  }
  const stage = await reader.read(DEFAULT_PLATFORM, undefined);
  const found = stage.binary?.platform;
  if (found === undefined || samePlatform(found, DEFAULT_PLATFORM)) return [stage];
  // What TARGETARCH stands for is known by now.
  return [await reader.read(found, found)];
}

function distinct(platforms: readonly Platform[]): Platform[] {
  return platforms.filter((one, index) => platforms.findIndex((other) => samePlatform(one, other)) === index);
}

/** The build context of one platform. */
interface Context {
  /** Absolute. */
  readonly folder: string;
  readonly ignore: IgnorePatterns;
}

class StageReader {
  readonly #request: StageRequest;
  readonly #workspace: string;
  readonly #ports: StagePorts;
  /** The Dockerfile. */
  readonly #text: string;
  readonly #budget = new SmallFileBudget();

  private constructor(request: StageRequest, workspace: string, ports: StagePorts, text: string) {
    this.#request = request;
    this.#workspace = workspace;
    this.#ports = ports;
    this.#text = text;
  }

  static async open(request: StageRequest, workspace: string, ports: StagePorts): Promise<StageReader> {
    return new StageReader(request, workspace, ports, await readText(request.dockerfile.path, workspace));
  }

  /** @param stated the platform that the program must be for */
  async read(platform: Platform, stated: Platform | undefined): Promise<PlatformStage> {
    const { dockerfile, allowDynamic, binaries } = this.#request;
    const given = binaries.find((binary) => samePlatform(binary.platform, platform));
    const { path, target, buildArgs } = dockerfile;
    const stage = readDockerfile({ text: this.#text, document: path, target, buildArgs, platform });
    checkStageNames(dockerfile.stages, ['context', ...stage.stageNames]);
    try {
      const built = await this.#build(stage, platform, given);
      const {
        binary,
        path: binaryPath,
        warnings,
      } = await stageBinary(stage.block, built, platform, { allowDynamic, stated, given });
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

  async #build(stage: ReadStage, platform: Platform, given: Binary | undefined): Promise<BuiltStage> {
    const { folder, ignore } = await this.#contextOn(platform);
    const treesOf = originTrees({
      mappings: this.#request.dockerfile.stages,
      context: folder,
      workspace: this.#workspace,
      ignore,
      budget: this.#budget,
      users: stage.createdUsers,
      platform,
      ports: this.#ports,
    });
    const built = await buildStage(stage.steps, treesOf, given && programNamed(stage.block, given));
    // A runtime looks the name up in the image, and does not start it where it is not there.
    await ownershipIn(built.tree, stage.block.runAs).catch((thrown) => {
      throw about('user', thrown);
    });
    return built;
  }

  async #contextOn(platform: Platform): Promise<Context> {
    const { path, stages } = this.#request.dockerfile;
    const folder = await contextOf(stages, this.#workspace, platform);
    const own = await readText(`${path}.dockerignore`, this.#workspace, '');
    const lines = ignoreLines(own || (await readText('.dockerignore', folder, '')));
    const ignore = IgnorePatterns.from(lines, (index) => {
      const pattern = printable(lines[index] ?? '', 100);
      throw new ActionError('config', `.dockerignore:${index + 1}:1: "${pattern}" is not a valid pattern`);
    });
    return { folder, ignore };
  }
}

/** What the program is called in the image, for a COPY that would bring it. */
function programNamed({ entrypoint = [], cmd = [] }: ConfigBlock, { source }: Binary): ProgramFile | undefined {
  const [program] = [...entrypoint, ...cmd];
  return program === undefined ? undefined : { name: posix.basename(program), content: source };
}

/** The workspace, unless `stages` has a line `context=DIR`. */
async function contextOf(stages: DockerfileInput['stages'], workspace: string, platform: Platform): Promise<string> {
  const line = stages.find(({ stage, path }) => stage === 'context' && path === '');
  if (line === undefined) return workspace;
  return locateSource(expandPlatform(line.local, platform), workspace).catch((thrown) => {
    throw about('stages', thrown);
  });
}

const LIMIT = 1024 * 1024;

/**
 * A file that is no link out of its folder: messages quote what is in it.
 * @param missing the text of one that is not there; absent: that is an error
 */
async function readText(name: string, folder: string, missing?: string): Promise<string> {
  const path = resolve(folder, name);
  if (missing !== undefined && !(await exists(path))) return missing;
  try {
    const file = await locateSource(name, folder);
    const stats = await stat(file);
    const said = `"${printable(name, 200)}"`;
    if (!stats.isFile()) throw new ActionError('input', `${said} is not a file`, { hint: 'Name the file itself.' });
    if (stats.size > LIMIT) throw new ActionError('input', `${said} has ${stats.size} bytes, and may have 1 MiB`);
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw about('dockerfile', await unreadable(name, path, thrown));
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
