import { describe, expect, test } from '@jest/globals';
import { ActionError, ProblemsError } from '../../src/errors.ts';
import { failureSummary } from '../../src/report/failure-summary.ts';

describe('the summary of a run that failed early', () => {
  test('lists every problem and says that nothing was sent', () => {
    const page = failureSummary(new ProblemsError('input', ['push: "x" is not one of `true`', 'binary: <img>']), false);
    expect(page).toContain('## ❌ Failed');
    expect(page).toContain('- push: &#34;x&#34; is not one of <code>true</code>');
    expect(page).toContain('- binary: &#60;img&#62;');
    expect(page).toContain('Nothing was sent to a registry.');
  });

  test('does not say so where something may have been sent', () => {
    const page = failureSummary(new ActionError('registry', 'ghcr.io: 403', { hint: 'Set packages: write.' }), true);
    expect(page).toContain('ghcr.io: 403<br>\nSet packages: write.');
    expect(page).not.toContain('Nothing was sent');
  });
});
