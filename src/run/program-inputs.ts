import { ActionError } from '../errors.ts';
import { programName } from '../image/binary-path.ts';
import type { BinaryFile } from '../inputs/goreleaser-dist.ts';
import type { InputProblems } from '../inputs/input-problems.ts';
import { type InputName, SECRET_INPUTS } from '../inputs/input-table.ts';
import type { RawInputs } from '../inputs/read-inputs.ts';
import { formatRepository } from '../oci/reference.ts';
import { printable } from '../printable.ts';
import type { FoundBinaries } from './binaries.ts';
import type { RunConfig } from './resolve-config.ts';

/** One image of a run: its inputs, and what of the input `binary` is for it. */
export interface ProgramInputs {
  /** Empty where the run makes one image. */
  readonly name: string;
  readonly inputs: RawInputs;
  /** Undefined where nobody has looked yet. */
  readonly found?: FoundBinaries;
}

const NAME = '{{name}}';

/** Whether each program gets an image of its own. */
export function isPerProgram({ image }: RawInputs): boolean {
  return image.includes(NAME);
}

/** Inputs that are for the whole run, or are what the names come from. */
const SHARED: ReadonlySet<InputName> = new Set<InputName>([
  'binary',
  'merge',
  'digest-file',
  'registry-auth',
  ...SECRET_INPUTS,
]);

/** Puts a program's name wherever an input has `{{name}}`. */
export function withName(inputs: RawInputs, name: string): RawInputs {
  const entries = (Object.entries(inputs) as [InputName, string][]).map(([input, text]) => {
    return [input, SHARED.has(input) ? text : expandName(text, name)] as const;
  });
  return Object.fromEntries(entries) as RawInputs;
}

/** A name has no character that YAML, a list or a path takes for something else, so text may hold it anywhere. */
function expandName(text: string, name: string): string {
  return name === '' ? text : text.replaceAll(NAME, name);
}

/** The text of the config block, which may come from a file, with the program's name. */
export function nameProgram(config: string, name: string): string {
  if (name !== '' || !config.includes(NAME)) return expandName(config, name);
  throw new ActionError(
    'input',
    `config: ${NAME} stands for the name of one program, and these files are not one by their names`,
    {
      hint: `With ${NAME} in image too, each program gets an image of its own, as in image: ghcr.io/acme/${NAME}.`,
    },
  );
}

/** Groups what was found by the name of its program, in the order of the names. */
export function programsOf(inputs: RawInputs, found: FoundBinaries, problems: InputProblems): ProgramInputs[] {
  const names = [...new Set(found.files.map(nameOf))].sort();
  check(inputs, names, problems);
  return names.map((name) => {
    const files = found.files.filter((file) => nameOf(file) === name);
    return { name, inputs: withName(inputs, name), found: { ...found, files } };
  });
}

/** The name of the one program that the files are, for `{{name}}` in `config`; empty where they are several. */
export function onlyName(files: readonly BinaryFile[]): string {
  const [name = '', ...others] = new Set(files.map(nameOf));
  return others.length === 0 && isPlain(name) ? name : '';
}

function nameOf({ id, path }: BinaryFile): string {
  return id ?? programName(path.replace(/^.*[\\/]/s, ''));
}

/** The letters of a repository's name, for both cases: registries lower them. */
function isPlain(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,99}$/i.test(name);
}

function check(inputs: RawInputs, names: readonly string[], problems: InputProblems): void {
  if (inputs.merge !== '') problems.add(`image: ${NAME} is for the binaries of this run, and merge has none`);
  else if (inputs.binary === '')
    problems.add(`image: ${NAME} is for the programs that binary lists, and it is not given`);
  for (const name of names.filter((one) => !isPlain(one))) {
    problems.add(
      `image: "${printable(name, 100)}" cannot stand for ${NAME}, as it has characters that image names do not have. ` +
        "Rename the file, or goreleaser's build ID",
    );
  }
}

/** No two images may come to lie in one place. */
export function checkApart(
  configs: readonly Pick<RunConfig, 'program' | 'request' | 'attest'>[],
  problems: InputProblems,
): void {
  const places = (of: (config: (typeof configs)[number]) => readonly string[]) =>
    shared(configs.flatMap((config) => of(config).map((place) => ({ program: config.program, place }))));
  const images = places(({ request }) => request.targets.map((one) => formatRepository(one.repository)));
  for (const { place, programs } of images)
    problems.add(
      `image: ${programs} would both be ${place}; write each line with ${NAME}, and give programs other names`,
    );
  for (const { place, programs } of places(({ request }) => request.outputs))
    problems.add(`output: ${programs} would both be written to ${place}; write it as in oci-archive:${NAME}.tar`);
  for (const { place, programs } of places(({ attest }) => [attest?.request.sbomFile ?? ''].filter(Boolean)))
    problems.add(`sbom-file: ${programs} would both be written to ${place}; write it as in ${NAME}.spdx.json`);
}

function shared(places: readonly { program: string; place: string }[]): { place: string; programs: string }[] {
  return [...new Set(places.map(({ place }) => place))].flatMap((place) => {
    const programs = [...new Set(places.filter((one) => one.place === place).map(({ program }) => program))];
    return programs.length < 2 ? [] : [{ place, programs: programs.slice(0, 2).join(' and ') }];
  });
}
