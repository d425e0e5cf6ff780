import { readText } from '../files/read-text.ts';
import type { Digest } from '../oci/digest.ts';
import type { Environment } from '../ports.ts';
import { appendText } from './append-text.ts';
import type { ImageReport } from './run-report.ts';

/** Bytes of a list of artifacts. */
const LIMIT = 16 * 1024 * 1024;

/**
 * Names each image in `$GITHUB_ARTIFACTS`, so that actions/attest finds it without inputs. The runner fails the step where one name
 * has two digests in a job (actions/runner, CreateArtifactsFileCommand.cs), so what is listed with another digest is left out.
 */
export async function recordArtifacts(environment: Environment, images: readonly ImageReport[]): Promise<string[]> {
  const file = environment.GITHUB_ARTIFACTS;
  if (file === undefined || file === '') return [];
  const listed = await listedDigests(environment.GITHUB_ARTIFACTS_LIST, file);
  const fresh = images.filter(({ name }) => !listed.has(name));
  const conflicting = images.filter(({ name, digest }) => listed.has(name) && listed.get(name) !== digest);
  const lines = fresh.map(({ name, digest }) => `oci://${name}@${digest}\n`);
  await appendText(file, lines.join(''));
  return conflicting.map(
    ({ name }) => `${name} is in GITHUB_ARTIFACTS with another digest already; it was not added again`,
  );
}

/** Names with their digests from earlier steps (the list) and from earlier lines of this step's file. */
async function listedDigests(list: string | undefined, file: string): Promise<Map<string, Digest>> {
  const earlier = subjectsOf(await textOf(list ?? ''));
  const own = await textOf(file);
  const lines = [...own.matchAll(/^oci:\/\/(.+?)@(sha256:[0-9a-f]{64})$/gm)];
  return new Map([...earlier, ...lines.map(([, name = '', digest]): [string, Digest] => [name, digest as Digest])]);
}

function textOf(file: string): Promise<string> {
  return file === '' ? Promise.resolve('') : readText(file, file, LIMIT).catch(() => '');
}

function subjectsOf(text: string): [string, Digest][] {
  try {
    const { subjects } = JSON.parse(text) as { subjects?: unknown };
    return Array.isArray(subjects) ? subjects.flatMap(subjectOf) : [];
  } catch {
    return [];
  }
}

/** The digest is a text or, as in an attestation, a map by algorithm; a name may come with its tag. */
function subjectOf(subject: unknown): [string, Digest][] {
  const { name, digest } = (subject ?? {}) as { name?: unknown; digest?: unknown };
  if (typeof name !== 'string') return [];
  const found = typeof digest === 'string' ? digest : (digest as { sha256?: unknown } | null)?.sha256;
  if (typeof found !== 'string') return [];
  const bare = name.replace(/^oci:\/\//, '');
  return [[bare, (found.startsWith('sha256:') ? found : `sha256:${found}`) as Digest]];
}
