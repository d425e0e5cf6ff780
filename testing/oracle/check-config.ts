import type { Json } from './description.ts';
import type { Problems } from './problems.ts';

const TOP = new Set(['created', 'author', 'architecture', 'variant', 'os', 'config', 'rootfs', 'history']);
const RUNTIME = new Set(
  'User ExposedPorts Env Entrypoint Cmd Healthcheck Volumes WorkingDir Labels StopSignal ArgsEscaped'.split(' '),
);
const HISTORY = new Set(['created', 'created_by', 'author', 'comment', 'empty_layer']);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
export function checkConfig(config: Json, layers: number, problems: Problems): void {
  const { created, architecture, os, rootfs, history } = config;
  problems.check(typeof architecture === 'string' && architecture !== '', 'the config has no architecture');
  problems.check(typeof os === 'string' && os !== '', 'the config has no os');
  problems.check(created === undefined || TIME.test(String(created)), `created is "${created}"`);
  onlyKnown('the config', config, TOP, problems);
  checkRuntime((config.config ?? {}) as Json, problems);
  const { type, diff_ids: diffIds } = (rootfs ?? {}) as { type?: unknown; diff_ids?: unknown };
  problems.check(type === 'layers', `rootfs.type is "${type}"`);
  problems.check(Array.isArray(diffIds) && diffIds.length === layers, `rootfs does not name ${layers} diff ids`);
  checkHistory(history, layers, problems);
}

function checkHistory(history: unknown, layers: number, problems: Problems): void {
  const steps = Array.isArray(history) ? (history as Json[]) : [];
  for (const step of steps) {
    onlyKnown('a history entry', step, HISTORY, problems);
    problems.check(step.created === undefined || TIME.test(String(step.created)), `a history entry of ${step.created}`);
  }
  const filled = steps.filter((step) => step.empty_layer !== true).length;
  problems.check(filled === layers, `history tells of ${filled} layers, there are ${layers}`);
}

function checkRuntime(runtime: Json, problems: Problems): void {
  onlyKnown('config.config', runtime, RUNTIME, problems);
  for (const key of ['Env', 'Entrypoint', 'Cmd']) {
    const list = runtime[key];
    const good = list === undefined || (Array.isArray(list) && list.every((item) => typeof item === 'string'));
    problems.check(good, `${key} is not a list of strings`);
  }
  for (const key of ['User', 'WorkingDir', 'StopSignal']) {
    problems.check(['undefined', 'string'].includes(typeof runtime[key]), `${key} is not a string`);
  }
  for (const item of (runtime.Env ?? []) as string[]) problems.check(/^[^=]+=/.test(item), `Env has "${item}"`);
  for (const [name, value] of Object.entries((runtime.Labels ?? {}) as Json)) {
    problems.check(typeof value === 'string', `the label ${name} is not a string`);
  }
  for (const port of Object.keys((runtime.ExposedPorts ?? {}) as Json)) {
    problems.check(/^[0-9]{1,5}\/(tcp|udp|sctp)$/.test(port), `ExposedPorts has "${port}"`);
  }
  for (const path of Object.keys((runtime.Volumes ?? {}) as Json)) {
    problems.check(path.startsWith('/'), `Volumes has "${path}"`);
  }
}

function onlyKnown(what: string, object: Json, known: ReadonlySet<string>, problems: Problems): void {
  for (const key of Object.keys(object)) problems.check(known.has(key), `${what} has the key ${key}`);
}
