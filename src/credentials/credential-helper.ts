import { ActionError, messageOf } from '../errors.ts';
import type { ProcessResult, ProcessRunner } from '../ports.ts';
import { printable } from '../printable.ts';
import type { Credentials } from '../registry/api.ts';
import { userCredentials } from './sealed-credentials.ts';

/** A program `docker-credential-<name>` that some configuration names. https://github.com/docker/docker-credential-helpers */
export interface CredentialHelper {
  readonly name: string;
  /** The configuration, for messages. */
  readonly origin: string;
}

/** No slash, so that a name stays a program on PATH. */
const NAME = /^[A-Za-z0-9._-]+$/;

const TIMEOUT_MS = 30_000;

/** docker-credential-helpers/credentials/error.go: an answer, not a failure, though it comes with an exit code. */
const NOT_FOUND = 'credentials not found in native keychain';

const HINT = 'Repair the helper or the configuration, or give the inputs username and password, which come first.';

/**
 * Asks a helper for a server. Undefined where it has nothing. A helper that fails is an error: going on without it
 * could send other credentials, or none, to where the user meant something else (CVE-2021-41092).
 */
export async function askHelper(
  helper: CredentialHelper,
  server: string,
  processes: ProcessRunner,
): Promise<Credentials | undefined> {
  if (!NAME.test(helper.name)) throw failure(helper, server, 'its name is not that of a program');
  const result = await run(helper, server, processes);
  if (result.exitCode === 0) return readAnswer(helper, server, result.stdout);
  // What it says is a message, unless it is an answer, which holds a secret.
  const words = [result.stdout, result.stderr].map((text) => text.trim()).filter((text) => /^[^{]/.test(text));
  if (words.some((text) => text.includes(NOT_FOUND))) return undefined;
  throw failure(helper, server, `it ended with ${result.exitCode}: ${printable(words.join(' '), 300) || 'no message'}`);
}

async function run(helper: CredentialHelper, server: string, processes: ProcessRunner): Promise<ProcessResult> {
  try {
    return await processes.run(`docker-credential-${helper.name}`, ['get'], { input: server, timeout: TIMEOUT_MS });
  } catch (error) {
    // The run was cancelled.
    if (error instanceof ActionError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw failure(helper, server, missing ? 'it is not on PATH' : printable(messageOf(error)), error);
  }
}

function readAnswer(helper: CredentialHelper, server: string, stdout: string): Credentials | undefined {
  const answer = parseAnswer(stdout);
  if (answer === undefined) throw failure(helper, server, 'its answer is not {"Username", "Secret"} in JSON');
  const { Username, Secret } = answer;
  const origin = `the credential helper docker-credential-${helper.name} of ${helper.origin}`;
  return Secret === '' ? undefined : userCredentials(Username, Secret, origin);
}

function parseAnswer(stdout: string): { Username: string; Secret: string } | undefined {
  try {
    const { Username, Secret } = JSON.parse(stdout) ?? {};
    return typeof Username === 'string' && typeof Secret === 'string' ? { Username, Secret } : undefined;
  } catch {
    return undefined;
  }
}

function failure({ name, origin }: CredentialHelper, server: string, what: string, cause?: unknown): ActionError {
  const program = `docker-credential-${printable(name, 60)}`;
  const message = `Asking ${program}, which ${origin} names for ${server}, failed: ${what}`;
  return new ActionError('credentials', message, { hint: HINT, cause });
}
