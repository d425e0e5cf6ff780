import { readDuration } from '../config/duration.ts';
import { quote } from '../config/problems.ts';
import { integer, present } from '../config/readers.ts';
import type { Value } from '../config/value.ts';
import { execForm } from './exec-form.ts';
import type { StageContext } from './stage-context.ts';
import { takeFlags } from './words.ts';

const DURATIONS = {
  interval: 'Interval',
  timeout: 'Timeout',
  'start-period': 'StartPeriod',
  'start-interval': 'StartInterval',
} as const;

const readRetries = integer(0, 2 ** 31 - 1);

/** `HEALTHCHECK --interval=30s CMD ["/app", "health"]` or `HEALTHCHECK NONE`. */
export function readHealthcheck(context: StageContext): undefined {
  const { text } = context.instruction;
  const { flags, rest } = takeFlags(text, context.around.escapeCharacter);
  const [, kind = '', blank = ''] = /^(\S*)(\s*)/.exec(text.slice(rest)) ?? [];
  const options = Object.fromEntries(flags.map(({ name, value, offset }) => option(context, name, value, offset)));
  const test = testOf(context, kind, rest + kind.length + blank.length);
  if (test === undefined) return;
  context.state.healthcheck = { Test: test, ...present(options) };
  context.state.positions.set('healthcheck', context.instruction.position);
}

function testOf(context: StageContext, kind: string, from: number): readonly string[] | undefined {
  if (kind.toUpperCase() === 'NONE') {
    return context.instruction.text.length > from ? context.fault('nothing can stand after NONE', from) : ['NONE'];
  }
  if (kind.toUpperCase() !== 'CMD')
    return context.fault(`${quote(kind)} is neither CMD nor NONE; write HEALTHCHECK CMD ["/app", "health"]`);
  const command = execForm(context, from);
  if (command?.length === 0) return context.fault('CMD needs a program after it: HEALTHCHECK CMD ["/app", "health"]');
  return command === undefined ? undefined : ['CMD', ...command];
}

function option(context: StageContext, name: string, raw: string, offset: number): [string, number | undefined] {
  const text = context.expand(raw, offset);
  if (text === undefined) return [name, undefined];
  const value: Value = { ...context.value(text, offset), name: `${context.instruction.keyword} --${name}` };
  if (name === 'retries') return ['Retries', readRetries(value, context.around.problems)];
  if (Object.hasOwn(DURATIONS, name)) {
    // Zero means the runtime's own value, which an absent field means, too.
    return [DURATIONS[name as keyof typeof DURATIONS], readDuration(value, context.around.problems) || undefined];
  }
  context.fault(
    `${quote(`--${name}`)} is not known; there are --interval, --timeout, --start-period, --start-interval, --retries`,
    offset,
  );
  return [name, undefined];
}
