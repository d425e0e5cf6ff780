import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildStage } from '../support/build-stage.ts';
import { crane } from '../support/clients.ts';
import { LABELS, WORKING_DIRECTORY } from '../support/common-differences.ts';
import { type Explanations, expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';
import { sum } from '../support/image-facts.ts';
import { answersOf } from '../support/serve-image.ts';

const EXPLAINED: Explanations = {
  ...LABELS,
  ...WORKING_DIRECTORY,
  'size of /etc/passwd*': 'root, nobody, nonroot and app, not the users of a build image',
  'size of /etc/group*': 'the same',
  'size of /etc/ssl/certs/ca-certificates.crt*': 'the bundle that the action records, not the one of the build image',
  'size of /usr/share/zoneinfo/*':
    'the zones in the compact form that zic makes today, not in the old one that Debian keeps',
  'only there: /usr/share/zoneinfo/*': 'leap second zones, links and tables that no program asks for',
  'mode of /tmp: 1777, there 755': 'any user may write there, as everywhere; the guide’s is its own user’s alone',
  'owner of /tmp: 0:0, there 1001:1001': 'the same',
};

/** What the guide's checklist asks for, as the program itself sees it. */
const CHECKS = { gid: 1001, uid: 1001, zone: 'UTC', zurich: '+02:00', certificates: true, temporary: true };

describe('the production guide', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('production', stage);
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of the guide, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, EXPLAINED);
  });

  test('answers the same as the image of the guide', async () => {
    const answers = await answersOf(lab.runtime, pair.image, ['/']);
    expect(answers).toEqual(['myapp\n']);
    expect(await answersOf(lab.runtime, pair.guide, ['/'])).toEqual(answers);
  }, 60_000);

  test('has all that the checklist asks for, seen from inside', async () => {
    const [checks = ''] = await answersOf(lab.runtime, pair.image, ['/checks']);
    expect(JSON.parse(checks)).toEqual({ ...CHECKS, user: 'app' });
  }, 60_000);

  test('works under any uid, as on OpenShift', async () => {
    const image = `${pair.image}-openshift`;
    await crane('mutate', '--user', '1000680000:0', '-t', image, pair.image);
    const [checks = ''] = await answersOf(lab.runtime, image, ['/checks']);
    expect(JSON.parse(checks)).toEqual({ ...CHECKS, uid: 1_000_680_000, gid: 0, user: '' });
  }, 60_000);

  test('answers the checklist in the job summary', () => {
    const summary = pair.runs[0]?.summary ?? '';
    const lines = summary.matchAll(/^(?:- )?(✅|➖|⚠️)(?: |&nbsp;)\*\*([^*]+)\*\*: (.*?)(?:<br>)?$/gm);
    const answers = [...lines].map(([, mark, line, text]) => [line, mark, text]);
    expect(answers).toEqual(
      expect.arrayContaining([
        ['Static', '✅', expect.any(String)],
        ['Not root', '✅', expect.stringContaining('1001:1001')],
        ['Any user id', '✅', 'any user id can read every file, and write to /tmp'],
        ['Certificates', '✅', expect.any(String)],
        ['Time zones', '✅', expect.any(String)],
        ['Build information', '✅', expect.stringContaining('go1.')],
      ]),
    );
  });

  test('is not larger', () => {
    expect(sum(pair.ours.layers)).toBeLessThan(sum(pair.theirs.layers));
  });
});

/** What a golang image with tzdata has, after the guide's commands. */
function stage(workspace: string): Promise<string> {
  return buildStage({
    '/etc/passwd': 'etc/passwd',
    '/etc/group': 'etc/group',
    '/etc/ssl/certs/ca-certificates.crt': 'etc/ssl/certs/ca-certificates.crt',
    '/usr/share/zoneinfo': 'usr/share/zoneinfo',
    [join(workspace, 'myapp')]: 'src/myapp',
  });
}
