import { type ConfigBlock, EMPTY_BLOCK, type Position, type UserSpec } from '../config/config-block.ts';
import { formatPosition, Problems, quote } from '../config/problems.ts';
import { present } from '../config/readers.ts';
import { didYouMean } from '../config/suggest.ts';
import type { Platform } from '../oci/platform.ts';
import { readCopy } from './copy.ts';
import { createdUsers } from './created-users.ts';
import { readHealthcheck } from './healthcheck.ts';
import { platformArgs } from './platform-args.ts';
import { readInstructions } from './read-instructions.ts';
import { readRun } from './run-instruction.ts';
import { SETTINGS } from './settings.ts';
import { type StageText, splitStages } from './split-stages.ts';
import { StageContext, type StageSurroundings } from './stage-context.ts';
import { emptyStage, type StageState, stageFrom } from './stage-state.ts';
import type { Origin, Step } from './step.ts';

export interface DockerfileRequest {
  readonly text: string;
  /** How positions name the file: its path as the user wrote it. */
  readonly document: string;
  /** Name or number of the stage to build; empty = the last one. */
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform: Platform;
}

/** A stage on one platform: how its image runs, and what makes its files. */
export interface ReadStage {
  readonly block: ConfigBlock;
  readonly steps: readonly Step[];
  /** Users that other stages make by RUN, with their numbers. */
  readonly createdUsers: readonly UserSpec[];
  /** What a line of the input `stages` may be for: each stage's name and number, and all that is copied from. */
  readonly stageNames: readonly string[];
  readonly notices: readonly string[];
}

/** Stages that copy from stages that copy from stages: more is nobody's image. */
const MOST_STAGES = 200;

/** Reads the stage that is to be built. Throws a ProblemsError with all that is wrong in it and in the stages that it is made of. */
export function readDockerfile(request: DockerfileRequest): ReadStage {
  const problems = new Problems();
  const stage = new DockerfileReader(request, problems).read();
  problems.throwIfAny();
  return stage;
}

class DockerfileReader {
  readonly #request: DockerfileRequest;
  readonly #problems: Problems;
  readonly #escape: string;
  readonly #stages: readonly StageText[];
  readonly #globalArgs: ReadonlyMap<string, string>;
  readonly #read = new Map<number, StageState | undefined>();
  readonly #unusedArgs: Set<string>;
  /** What stands in `--from` of the stages that are read, with its variables replaced. */
  readonly #copiedFrom = new Set<string>();
  readonly #notices: string[] = [];

  constructor(request: DockerfileRequest, problems: Problems) {
    this.#request = request;
    this.#problems = problems;
    this.#unusedArgs = new Set(Object.keys(request.buildArgs));
    const text = readInstructions(request.text, request.document, problems);
    const args = { buildArg: (name: string) => this.#buildArg(name), platformArgs: platformArgs(request.platform) };
    const { globalArgs, stages } = splitStages(text, args, problems);
    this.#escape = text.escapeCharacter;
    this.#stages = stages;
    this.#globalArgs = globalArgs;
  }

  read(): ReadStage {
    const target = this.#target();
    const state = target === undefined ? undefined : this.#stateOf(target);
    for (const name of this.#unusedArgs) {
      if (!this.#declares(name))
        this.#notices.push(`build-args: ${quote(name)} is not used; no ARG of the Dockerfile declares it`);
    }
    return {
      block: blockOf(state ?? emptyStage()),
      steps: state?.steps ?? [],
      createdUsers: createdUsers(this.#stages, (stage) => this.#quietly(stage)),
      stageNames: this.#stageNames(),
      notices: this.#notices,
    };
  }

  #stageNames(): string[] {
    const names = this.#stages.flatMap(({ name, index }) => [...(name === undefined ? [] : [name]), `${index}`]);
    const written = this.#stages.flatMap(({ instructions }) =>
      instructions.flatMap(({ text }) => [...text.matchAll(/--from=(\S+)/g)].map(([, from = '']) => from)),
    );
    return [...names, ...this.#copiedFrom, ...written];
  }

  #target(): StageText | undefined {
    const { target, document } = this.#request;
    const place = { name: '', position: { document, line: 1, column: 1 } };
    if (this.#stages.length === 0) return this.#problems.add(place, 'there is no FROM in it; write FROM scratch');
    if (this.#stages.length > MOST_STAGES) return this.#problems.add(place, `more than ${MOST_STAGES} stages`);
    if (target === '') return this.#stages.at(-1);
    const found = this.#stageNamed(target, this.#stages.length);
    const names = this.#stages.flatMap(({ name }) => name ?? []);
    const hint = didYouMean(target, names) || (names.length > 0 ? `; there are ${names.slice(0, 10).join(', ')}` : '');
    return found ?? this.#problems.add(place, `target: no stage is called ${quote(target)}${hint}`);
  }

  /** @param before stages from this number on are not known yet */
  #stageNamed(name: string, before: number): StageText | undefined {
    const known = this.#stages.slice(0, before);
    return (
      known.findLast((stage) => stage.name === name.toLowerCase()) ??
      (/^\d{1,4}$/.test(name) ? known[Number(name)] : undefined)
    );
  }

  /** What a stage that begins with scratch comes to; each is read once, however many copy from it. */
  #stateOf(stage: StageText): StageState | undefined {
    if (this.#read.has(stage.index)) return this.#read.get(stage.index);
    this.#read.set(stage.index, undefined);
    const state = this.#baseOf(stage);
    if (state !== undefined)
      for (const instruction of stage.instructions)
        this.#apply(new StageContext(instruction, state, this.#around(stage)));
    this.#read.set(stage.index, state);
    return state;
  }

  #baseOf({ base, index, from }: StageText): StageState | undefined {
    if (base === 'scratch') return emptyStage();
    const parent = this.#stageNamed(base, index);
    if (parent !== undefined && parent.name === base.toLowerCase()) {
      const state = this.#stateOf(parent);
      return state === undefined ? undefined : stageFrom(state);
    }
    const which = index === this.#stages.length - 1 ? 'the final stage begins' : 'the stage begins';
    const hint =
      'write FROM scratch, COPY what it needs from that image, and map it by stages; or name a stage that does by target';
    return this.#problems.add(
      { name: 'FROM', position: from.position },
      `${which} with the image ${quote(base)}, and only scratch can be built without pulling anything; ${hint}`,
    );
  }

  #apply(context: StageContext): void {
    const { keyword } = context.instruction;
    if (keyword === 'COPY' || keyword === 'ADD') readCopy(context);
    else if (keyword === 'HEALTHCHECK') readHealthcheck(context);
    else if (keyword === 'RUN') readRun(context);
    else SETTINGS[keyword]?.(context);
  }

  /** For stages that are not built: what is wrong with them is nobody's concern. */
  #quietly(stage: StageText): StageSurroundings {
    return { ...this.#around(stage), problems: new Problems(), notice: () => undefined };
  }

  #around({ index }: StageText): StageSurroundings {
    return {
      escapeCharacter: this.#escape,
      problems: this.#problems,
      notice: (position: Position, sentence: string) => this.#notices.push(`${formatPosition(position)}: ${sentence}`),
      buildArg: (name) => this.#buildArg(name),
      globalArg: (name) => this.#globalArgs.get(name),
      originOf: (name, fault) => this.#originOf(name, index, fault),
    };
  }

  #originOf(name: string, before: number, fault: (sentence: string) => undefined): Origin | undefined {
    if (name === '') return fault('--from is empty; is a variable not set?');
    if (name === 'scratch') return fault('there is nothing in scratch to copy from');
    this.#copiedFrom.add(name);
    const stage = this.#stageNamed(name, before);
    if (stage === undefined) return { kind: 'mapped', name, names: [name] };
    const names = [...(stage.name === undefined ? [] : [stage.name]), `${stage.index}`];
    if (!this.#beginsWithScratch(stage)) return { kind: 'mapped', name, names };
    return { kind: 'scratch', name, names, steps: this.#stateOf(stage)?.steps ?? [] };
  }

  #beginsWithScratch({ base, index }: StageText): boolean {
    if (base === 'scratch') return true;
    const parent = this.#stageNamed(base, index);
    return parent !== undefined && parent.name === base.toLowerCase() && this.#beginsWithScratch(parent);
  }

  #buildArg(name: string): string | undefined {
    this.#unusedArgs.delete(name);
    return Object.hasOwn(this.#request.buildArgs, name) ? this.#request.buildArgs[name] : undefined;
  }

  /** Stages that are not read may use it. */
  #declares(name: string): boolean {
    const args = this.#stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'ARG'));
    return args.some(({ text }) => text.split(/\s+/).some((word) => word === name || word.startsWith(`${name}=`)));
  }
}

/** The same values that the config block gives; nothing of the kit comes by itself. */
function blockOf(state: StageState): ConfigBlock {
  const { workdir, cmd, healthcheck, stopSignal } = state;
  return {
    ...EMPTY_BLOCK,
    entrypoint: state.entrypoint ?? [],
    runAs: state.user,
    workdir,
    ...present({ cmd, healthcheck, stopSignal }),
    env: Object.fromEntries(state.env),
    labels: Object.fromEntries(state.labels),
    expose: [...state.expose],
    volumes: [...state.volumes],
    kit: false,
    userDirectories: false,
    literal: true,
    positions: Object.fromEntries(state.positions),
  };
}
