import type { Healthcheck } from '../oci/image-config.ts';
import { readDuration } from './duration.ts';
import { type Problems, quote } from './problems.ts';
import { fields, has, integer, listOf, present, readText } from './readers.ts';
import type { Value } from './value.ts';

const readHealthcheckFields = fields({
  test: readTest,
  interval: readDuration,
  timeout: readDuration,
  'start-period': readDuration,
  'start-interval': readDuration,
  retries: integer(0, 2 ** 31 - 1),
});

export function readHealthcheck(value: Value, problems: Problems): Healthcheck | undefined {
  const read = readHealthcheckFields(value, problems);
  if (read === undefined) return undefined;
  if (!has(value, 'test')) return problems.add(value, 'test is missing; write test: [CMD, /app, health]');
  if (read.test === undefined) return undefined;
  return {
    Test: read.test,
    ...present({
      Interval: read.interval,
      Timeout: read.timeout,
      StartPeriod: read['start-period'],
      StartInterval: read['start-interval'],
      Retries: read.retries,
    }),
  };
}

const NO_SHELL = 'there is no shell in a scratch image';

function readTest(value: Value, problems: Problems): readonly string[] | undefined {
  if (value.kind === 'text') {
    return problems.add(value, `a text would be run by a shell, and ${NO_SHELL}; write [CMD, /app, health]`);
  }
  const test = listOf(readText)(value, problems);
  if (test === undefined) return undefined;
  const [kind = '', program = ''] = test;
  if (kind === 'CMD-SHELL')
    return problems.add(value, `CMD-SHELL needs a shell, and ${NO_SHELL}; write [CMD, /app, health]`);
  if (kind === 'NONE' && test.length === 1) return test;
  if (kind === 'CMD' && program !== '') return test;
  if (kind === 'CMD') return problems.add(value, 'CMD needs a program after it: [CMD, /app, health]');
  return problems.add(value, `the list begins with ${quote(kind)}; it must begin with CMD: [CMD, /app, health]`);
}
