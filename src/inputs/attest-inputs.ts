import type { AttestRequest } from '../attest/setting.ts';
import { ActionError } from '../errors.ts';
import type { InputProblems } from './input-problems.ts';
import { INPUT_DEFAULTS, type InputName } from './input-table.ts';
import { type RawInputs, readList } from './read-inputs.ts';

const PARTS = ['sbom', 'provenance', 'signature'] as const;
const FILLED_IN = /^\{\{\s*(platform|arch)\s*\}\}$/;

/** What the inputs around `attest` say; undefined where nothing was asked for, as in most runs. */
export function readAttest(inputs: RawInputs, problems: InputProblems): AttestRequest | undefined {
  const parts = problems.attempt(() => readParts(inputs.attest)) ?? new Set();
  checkKeys(inputs, parts, problems);
  const sbomFile = inputs['sbom-file'];
  checkSbomFile(sbomFile, problems);
  if (parts.size === 0 && sbomFile === '') return undefined;
  return {
    sbom: parts.has('sbom'),
    provenance: parts.has('provenance'),
    signature: parts.has('signature'),
    sbomSources: inputs.sbom === 'auto' ? 'auto' : readList(inputs.sbom),
    sbomFile,
    signingKey: inputs['signing-key'],
    signingKeyPassword: inputs['signing-key-password'],
    githubToken: inputs['github-token'],
    sigstore: inputs.sigstore,
  };
}

function readParts(text: string): Set<string> {
  const words = readList(text.toLowerCase());
  if (words.length === 1 && words[0] === 'true') return new Set(PARTS);
  if (words.length === 1 && words[0] === 'false') return new Set();
  const unknown = words.find((word) => !PARTS.some((part) => part === word));
  if (unknown === undefined) return new Set(words);
  throw new ActionError('input', `attest: "${unknown}" is not true, false or a list of ${PARTS.join(', ')}`);
}

function checkSbomFile(path: string, problems: InputProblems): void {
  if (path !== '' && !/\.(spdx|cdx)\.json$/.test(path))
    problems.add(`sbom-file: "${path}" ends neither in .spdx.json nor in .cdx.json, which says what to write`);
  const unknown = path.match(/\{\{.*?\}\}/g)?.find((placeholder) => !FILLED_IN.test(placeholder));
  if (unknown !== undefined)
    problems.add(
      `sbom-file: nothing replaces ${unknown}; write {{platform}} or {{arch}}, or {{name}} where image has it too`,
    );
}

function checkKeys(inputs: RawInputs, parts: ReadonlySet<string>, problems: InputProblems): void {
  if (inputs['signing-key-password'] !== '' && inputs['signing-key'] === '')
    problems.add(
      'signing-key-password: given although signing-key is not. Is that secret defined, and visible to this event?',
    );
  const signed = parts.has('signature') || parts.has('provenance');
  for (const name of signed ? [] : setOf(inputs, 'signing-key', 'sigstore'))
    problems.add(`${name}: nothing is signed without \`attest: true\``);
  if (inputs.merge !== '') checkMerge(inputs, problems);
  else if (inputs.sbom !== 'auto' && !parts.has('sbom') && inputs['sbom-file'] === '')
    problems.add('sbom: nothing is done with it without `attest: true` or `sbom-file`');
}

function checkMerge(inputs: RawInputs, problems: InputProblems): void {
  for (const name of setOf(inputs, 'sbom', 'sbom-file'))
    problems.add(`${name}: cannot be used together with merge, which makes no SBOM; set it where the images are made`);
}

/** Those that are not as by default. */
function setOf(inputs: RawInputs, ...names: readonly InputName[]): InputName[] {
  return names.filter((name) => inputs[name] !== INPUT_DEFAULTS[name]);
}
