import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { summaryOf } from '../../../src/report/summary/summary.ts';
import { digest, RELEASE } from '../../support/run-reports.ts';

const GOLDEN = join(import.meta.dirname, 'release.md');

describe('the job summary', () => {
  test('of a release is this page', () => {
    const page = summaryOf(RELEASE);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, page);
    expect(page).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  test('of a run that does not publish says why, and has no commands to pull', () => {
    const page = summaryOf({ ...RELEASE, pushed: false, reason: 'this is a pull request' });
    expect(page).toContain('Built, not pushed: this is a pull request.');
    expect(page).toContain(`ghcr.io/acme/app@${digest('a')}`);
    expect(page).not.toContain('docker pull');
  });

  test('of a run that failed at one registry says which did what', () => {
    const failed = { name: 'docker.io/acme/app', digest: digest('a'), tags: [], error: '403 DENIED' };
    const page = summaryOf({ ...RELEASE, pushed: false, images: [...RELEASE.images, failed] });
    expect(page).toContain('❌ Not published everywhere: 1 of 2 images failed.');
    expect(page).toContain('### docker.io/acme/app');
    expect(page).toContain('❌ 403 DENIED');
    expect(page).toContain('docker run --rm ghcr.io/acme/app:1.4.2');
    expect(page).toContain('| <code>1.4</code> | ✅ moved here |');
  });

  test('of a run whose only registry failed says so, and which tags were written', () => {
    const tags = [
      { name: '1.4.2', state: 'written' as const },
      { name: 'latest', state: 'failed' as const, reason: '503' },
    ];
    const failed = { name: 'ghcr.io/acme/app', digest: digest('a'), tags, error: 'set `retry-for`' };
    const page = summaryOf({ ...RELEASE, pushed: false, images: [failed] });
    expect(page).toContain('\n❌ Failed. 2 platforms');
    expect(page).toContain('❌ set <code>retry-for</code>');
    expect(page).toContain('| <code>1.4.2</code> | ✅ written |\n| <code>latest</code> | ❌ not written: 503 |');
  });

  test('shows text from outside as text, whatever it holds', () => {
    const hostile =
      '::error::x\n## [a](javascript:b) <img src=x onerror=y> `c` | d ##[warning] @everyone https://x.example WWW.x.example';
    const page = summaryOf({
      ...RELEASE,
      version: hostile,
      reason: hostile,
      warnings: [hostile.repeat(100)],
      pushed: false,
    });
    expect(page).not.toMatch(/<img|^::|##\[|\]\(javascript|@everyone|https:|www\./im);
    expect(page.split('\n').every((line) => line.length < 5000)).toBe(true);
  });
});
