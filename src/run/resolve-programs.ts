import { SECRET_VARIABLES } from '../inputs/ci-context.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import { SECRET_INPUTS } from '../inputs/input-table.ts';
import type { RawInputs } from '../inputs/read-inputs.ts';
import { type Request, readRequest } from '../inputs/request.ts';
import { readSourceContext } from '../inputs/source-context.ts';
import { closeBinaries, findBinaries, NOTHING_FOUND } from './binaries.ts';
import { workspaceOf } from './folders.ts';
import { checkApart, isPerProgram, type ProgramInputs, programsOf, withName } from './program-inputs.ts';
import { connectEarly, type RunConfig, resolveConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import { sayingOnce } from './shared-log.ts';

/**
 * What every image of the run is asked to be: one, or one for each program where `image` holds `{{name}}`.
 * @param connect opens connections to the registries, once for all images
 */
export async function resolvePrograms(ports: RunPorts, connect = connectEarly): Promise<readonly RunConfig[]> {
  const inputs = ports.inputs;
  hideSecrets(inputs, ports);
  if (!isPerProgram(inputs)) return [await resolveConfig({ name: '', inputs }, ports, connect)];
  const problems = new InputProblems();
  const programs = await findPrograms(inputs, ports, problems);
  const once = { ...ports, log: sayingOnce(ports.log) };
  // Without a program there is a problem already, or the input is missing: the other inputs are read all the same.
  const known =
    programs.length > 0 ? programs : [{ name: 'name', inputs: withName(inputs, 'name'), found: NOTHING_FOUND }];
  const connectOnce = onlyOnce(connect);
  const resolved = await Promise.all(
    known.map((program) => {
      hideSecrets(program.inputs, ports);
      return problems.attemptAsync(() => resolveConfig(program, once, connectOnce));
    }),
  );
  const configs = resolved.filter((config) => config !== undefined);
  checkApart(configs, problems);
  if (problems.any) {
    for (const { early } of configs) (await early)?.close();
    await closeBinaries(configs.flatMap(({ binaries }) => binaries));
  }
  problems.throwIfAny();
  return configs;
}

/** Before anything else: whatever a run was given that nobody else may read is printed nowhere from here on. */
function hideSecrets(inputs: RawInputs, { environment, secrets }: RunPorts): void {
  secrets.addInputs(inputs, SECRET_INPUTS);
  secrets.addVariables(environment, SECRET_VARIABLES);
}

/** All images of the run go over the same connections. */
function onlyOnce(connect: typeof connectEarly): typeof connectEarly {
  let opened: ReturnType<typeof connectEarly> | undefined;
  return (request, environment) => {
    opened ??= connect(request, environment);
    return opened;
  };
}

async function findPrograms(
  inputs: RawInputs,
  { environment }: RunPorts,
  problems: InputProblems,
): Promise<ProgramInputs[]> {
  const { binaries, platforms } = await outlineOf(inputs, environment);
  const systems = platforms.map(({ os }) => os);
  const found = await problems.attemptAsync(() => findBinaries(binaries, workspaceOf(environment), systems));
  return programsOf(inputs, found ?? NOTHING_FOUND, problems);
}

/** The inputs before the names are known; what is wrong with them is said when they are. */
async function outlineOf(inputs: RawInputs, environment: RunPorts['environment']): Promise<Request> {
  const event = await readSourceContext(environment, () => {});
  return readRequest(withName(inputs, 'name'), event, new InputProblems(), () => {});
}
