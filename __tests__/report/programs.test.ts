import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { failureOf } from '../../src/report/program-outcome.ts';
import { outputsOfPrograms } from '../../src/report/program-outputs.ts';
import { programsTable, summaryOfPrograms } from '../../src/report/summary/programs-summary.ts';
import { digest, RELEASE } from '../support/run-reports.ts';

const API = { program: 'api', report: RELEASE };
const WORKER = {
  program: 'worker',
  report: { ...RELEASE, images: [{ name: 'ghcr.io/acme/worker', digest: digest('w'), tags: [] }] },
};
const BROKEN = { program: 'broken', failure: new ActionError('registry', 'no | such <b> host', { hint: 'Ask.' }) };

describe('what is said of several programs', () => {
  test('outputs have all images, metadata by name, and the first one where there can be one only', () => {
    const outputs = outputsOfPrograms([API, WORKER]);
    expect(outputs).toMatchObject({
      image: `ghcr.io/acme/app@${digest('a')}`,
      images: `ghcr.io/acme/app@${digest('a')}\nghcr.io/acme/worker@${digest('w')}`,
      pushed: 'true',
    });
    expect(Object.keys(JSON.parse(outputs.metadata ?? ''))).toEqual(['api', 'worker']);
  });

  test('where the first has failed, no other one takes its place', () => {
    const outputs = outputsOfPrograms([BROKEN, WORKER]);
    expect(outputs).toMatchObject({ pushed: 'false', version: '1.4.2', images: `ghcr.io/acme/worker@${digest('w')}` });
    expect(outputs.image).toBeUndefined();
  });

  test('the summary begins with a table, and traffic is told once', () => {
    const page = summaryOfPrograms([API, BROKEN, WORKER]);
    expect(page).toMatch(/^## 📦 3 programs\n\n❌ 1 of 3 programs failed\. 9\.4 MB sent in 19 requests/);
    expect(page.match(/^## /gm)).toHaveLength(3);
    expect(page.match(/requests/g)).toHaveLength(1);
    expect(programsTable([BROKEN])).toContain('no &#124; such &#60;b&#62; host');
  });

  test('the run ends in all failures, and in that of the only image as it is', () => {
    expect(failureOf([API, WORKER])).toBeUndefined();
    expect(failureOf([{ ...BROKEN, program: '' }])).toBe(BROKEN.failure);
    expect(failureOf([API, BROKEN, WORKER])).toMatchObject({
      code: 'registry',
      message: '1 of 3 programs failed; done: api, worker\nbroken: no | such <b> host',
      hint: 'Ask.',
    });
  });
});
