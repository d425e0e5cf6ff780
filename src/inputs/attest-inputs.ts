import type { AttestRequest } from '../attest/setting.ts';
import { ActionError } from '../errors.ts';
import type { InputProblems } from './input-problems.ts';
import { type RawInputs, readList } from './read-inputs.ts';

const PARTS = ['sbom', 'provenance', 'signature'] as const;

/** What the inputs around `attest` say; undefined where nothing was asked for, as in most runs. */
export function readAttest(inputs: RawInputs, problems: InputProblems): AttestRequest | undefined {
  const parts = problems.attempt(() => readParts(inputs.attest)) ?? new Set();
  checkKeys(inputs, parts, problems);
  const sbomFile = inputs['sbom-file'];
  if (sbomFile !== '' && !/\.(spdx|cdx)\.json$/.test(sbomFile))
    problems.add(`sbom-file: "${sbomFile}" ends neither in .spdx.json nor in .cdx.json, which says what to write`);
  if (parts.size === 0 && sbomFile === '') return undefined;
  return {
    sbom: parts.has('sbom'),
    provenance: parts.has('provenance'),
    signature: parts.has('signature'),
    sbomSources: inputs.sbom === 'auto' ? 'auto' : readList(inputs.sbom),
    sbomFile,
    signingKey: inputs['signing-key'],
    signingKeyPassword: inputs['signing-key-password'],
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

function checkKeys(inputs: RawInputs, parts: ReadonlySet<string>, problems: InputProblems): void {
  if (inputs['signing-key-password'] !== '' && inputs['signing-key'] === '')
    problems.add(
      'signing-key-password: given although signing-key is not. Is that secret defined, and visible to this event?',
    );
  if (inputs['signing-key'] !== '' && !parts.has('signature') && !parts.has('provenance'))
    problems.add('signing-key: nothing is signed without `attest: true`');
  if (inputs.sbom !== 'auto' && !parts.has('sbom') && inputs['sbom-file'] === '')
    problems.add('sbom: nothing is done with it without `attest: true` or `sbom-file`');
}
