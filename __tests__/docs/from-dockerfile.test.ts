import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfigBlock } from '../../src/config/read-config-block.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/from-dockerfile.md'), 'utf8');

/** https://docs.docker.com/reference/dockerfile/ */
const INSTRUCTIONS =
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR';

const ROWS = PAGE.slice(PAGE.indexOf('## Each instruction'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, there = '', here = '']) => ({ there: there.replaceAll('`', ''), here: here.replaceAll('`', '') }));

describe('docs/from-dockerfile.md', () => {
  test('has a row for every instruction', () => {
    const named = new Set(ROWS.map(({ there }) => there.split(' ')[0]));
    expect([...named].toSorted()).toEqual(INSTRUCTIONS.split(' '));
  });

  test.each(ROWS.filter(({ here }) => here !== '' && !here.startsWith('binary:')))(
    '$there: what it says to write is taken',
    ({ here }) => {
      const users = here.startsWith('user: app') ? '\nusers: [{ name: app, uid: 1001 }]' : '';
      expect(() => readConfigBlock(here + users, 'config')).not.toThrow();
    },
  );
});
