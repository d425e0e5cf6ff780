import { readFile, writeFile } from 'node:fs/promises';
import type { Caller, Outputs } from '../caller.ts';
import { Secrets } from '../credentials/secrets.ts';
import { ActionError, messageOf } from '../errors.ts';
import { readInputs } from '../inputs/read-inputs.ts';
import type { Clock, Environment, RunLog } from '../ports.ts';
import { harmless, printable } from '../printable.ts';
import { plainLog } from '../report/plain-log.ts';
import type { RunReport } from '../report/run-report.ts';
import type { RunLine } from './command-line.ts';
import { inFlags } from './in-flags.ts';
import { COLORS, hasColors, type Screen, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What a command is started with. */
export interface Surroundings {
  readonly environment: Environment;
  readonly clock: Clock;
  /** For people: standard error. */
  readonly screen: Screen;
  /** For programs: writes to standard output. */
  readonly write: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
}

/** Somebody at a command line as the one who asks for the run: what came of it goes to standard output, all else to standard error. */
export async function commandCaller(line: RunLine, surroundings: Surroundings): Promise<Caller> {
  const { environment, screen, write } = surroundings;
  const secrets = new Secrets();
  const terminal = new Terminal(screen, surroundings.clock);
  const verbose = line.dryRun || line.debug || environment['CI'] !== undefined;
  const log = commandLog(line, surroundings, secrets, terminal, verbose);
  const show = (text: string) => terminal.print(harmless(secrets.redact(text)));
  const say = (text: string) => write(`${harmless(secrets.redact(text))}\n`);
  return {
    inputs: readInputs(await variablesOf(line, surroundings)),
    log,
    secrets,
    results: {
      writeOutputs: async (outputs) => {
        if (line.dotenv !== '') await writeDotenv(line.dotenv, outputs);
        if (line.json) say((await import('./outputs.ts')).jsonOf(outputs));
      },
      announce: (images) => {
        if (!line.json) say(images);
        if (line.dryRun) show('This was a dry run: nothing was sent.');
      },
      writeSummary: async (outcomes) => {
        for (const { report } of outcomes) if (report !== undefined) await printSummary(report, show, verbose);
      },
    },
    ...(screen.isTTY === true && environment['CI'] === undefined ? { progress: terminal } : {}),
    exitCodeOf: (thrown) => (thrown instanceof ActionError && thrown.code === 'input' ? 2 : 1),
  };
}

function commandLog(
  { debug }: RunLine,
  { environment, clock, screen }: Surroundings,
  secrets: Secrets,
  terminal: Terminal,
  verbose: boolean,
): RunLog {
  const log = plainLog({
    environment,
    clock,
    clean: (text) => harmless(secrets.redact(text)),
    print: (text) => terminal.print(text),
    ...(hasColors(environment, screen) ? { style: COLORS } : {}),
  });
  // The summary says it again, and what is folded away there is folded away here.
  const brief = { info: () => {}, group: <T>(_: string, work: () => Promise<T>) => work() };
  const debugging = debug || environment['RUNNER_DEBUG'] === '1';
  return {
    ...log,
    ...(verbose ? {} : brief),
    error: (text) => log.error(inFlags(text)),
    warning: (text) => log.warning(inFlags(text)),
    notice: (text) => log.notice(inFlags(text)),
    debug: (text) => {
      if (debugging) log.debug(text);
    },
    secret: (value) => secrets.add(value),
  };
}

/** Flags as the variables that a runner sets for inputs; they go before variables that are set already. */
async function variablesOf(line: RunLine, { environment, readInput }: Surroundings): Promise<Environment> {
  const flags = Object.entries(line.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return {
    ...environment,
    INPUT_PUSH: environment['INPUT_PUSH'] || 'on-tag',
    INPUT_GITHUB_TOKEN: environment['INPUT_GITHUB_TOKEN'] || environment['GITHUB_TOKEN'],
    ...Object.fromEntries(flags),
    ...(line.dryRun ? { INPUT_PUSH: 'false' } : {}),
    ...(line.passwordStdin ? { INPUT_PASSWORD: await passwordFrom(line, readInput) } : {}),
  };
}

async function passwordFrom({ inputs }: RunLine, readInput: () => Promise<string>): Promise<string> {
  if (inputs.password !== undefined) throw new UsageError('--password and --password-stdin are both given; give one');
  if (inputs.username === undefined) throw new UsageError('--password-stdin needs --username');
  const password = (await readInput()).replace(/\r?\n$/, '');
  if (password === '')
    throw new UsageError('--password-stdin: standard input is empty. Is the variable with the password set?');
  return password;
}

/** What a page folds away. */
const DETAILS = /<details>.*?<\/details>\n*/gs;

async function printSummary(report: RunReport, print: (text: string) => void, verbose: boolean): Promise<void> {
  const [{ summaryOf }, { terminalView }] = await Promise.all([
    import('../report/summary/summary.ts'),
    import('../report/terminal-view.ts'),
  ]);
  const page = inFlags(summaryOf(report));
  print(`\n${terminalView((verbose ? page : page.replace(DETAILS, '')).trim()).join('\n')}\n`);
}

async function writeDotenv(path: string, outputs: Outputs): Promise<void> {
  try {
    await writeFile(path, (await import('./outputs.ts')).dotenvOf(outputs));
  } catch (error) {
    const message = `--dotenv: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`;
    throw new ActionError('output', message, { cause: error, hint: 'All else was done.' });
  }
}

/** What was asked about the command itself, as text. */
export async function answerOf(
  line:
    | { readonly kind: 'help'; readonly topic: string }
    | { readonly kind: 'version' }
    | { readonly kind: 'completion'; readonly shell: string },
  distribution: string,
): Promise<string> {
  const beside = (name: string) => readFile(new URL(`../${name}`, distribution), 'utf8');
  if (line.kind === 'version') return `${(JSON.parse(await beside('package.json')) as { version: string }).version}\n`;
  if (line.kind === 'completion') return (await import('./completion.ts')).completionFor(line.shell);
  const [{ flagGroups }, { flagHelp, helpText }] = await Promise.all([
    import('./flag-descriptions.ts'),
    import('./help.ts'),
  ]);
  const groups = flagGroups(await beside('action.yml'));
  return `${flagHelp(groups, line.topic) ?? helpText(groups)}\n`;
}
