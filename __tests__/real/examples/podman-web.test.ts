import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildStage } from '../support/build-stage.ts';
import { LABELS } from '../support/common-differences.ts';
import { type Explanations, expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';
import { sum } from '../support/image-facts.ts';
import { answersOf } from '../support/serve-image.ts';

const EXPLAINED: Explanations = {
  ...LABELS,
  'User: "65534:65534", there "nobody"': 'the same user as a number, so that Kubernetes sees that it is not root',
  'Entrypoint: ["/app/main"], there nothing': 'so that `podman run IMAGE -flag` passes a flag to the program',
  'Cmd: nothing, there ["/app/main"]': 'the same',
  'owner of /app: 65534:65534, there 0:0': 'the user may write in the directory that the program starts in',
  'size of /etc/passwd*': 'root, nobody and nonroot, not the users of a build image',
  'only here: /etc/ssl*':
    'the kit: net/http can do TLS and looks for certificates; `ca-certificates: false` leaves them out',
  'only here: /etc/nsswitch.conf': 'the kit: Go’s own resolver reads it',
  'only here: /usr*':
    'the kit: the log’s times are in the zone that TZ names; `time-zones: false` leaves the zones out',
  'only here: /etc/group': 'the kit: the guide has users without groups',
  'only here: /tmp': 'the kit: programs expect a place for temporary files',
};

describe('a web server on scratch, as with Podman', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('podman-web', (workspace) =>
      buildStage({ '/etc/passwd': 'etc/passwd', [join(workspace, 'main')]: 'src/main' }),
    );
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of the guide, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, EXPLAINED);
  });

  test('answers the same, and knows its user by name', async () => {
    const answers = await answersOf(lab.runtime, pair.image, ['/']);
    expect(answers).toEqual(['Hello from scratch, I am nobody\n']);
    expect(await answersOf(lab.runtime, pair.guide, ['/'])).toEqual(answers);
  }, 60_000);

  test('is as small, at the quickest compression and with certificates and zones', () => {
    expect(sum(pair.ours.layers)).toBeLessThan(sum(pair.theirs.layers) * 1.06 + 400_000);
  });

  test('has a history of copies and settings, and nothing below them', () => {
    expect(pair.ours.history.map(({ created_by = '' }) => created_by)).toEqual([
      'COPY kit / # from-scratch: users, tmp, certificates, zones, nsswitch',
      'COPY files / # from-scratch: /app/config.json',
      'COPY /app/main /app/main # from-scratch',
      'EXPOSE 8080/tcp',
      'WORKDIR /app',
      'USER 65534:65534',
      'ENTRYPOINT ["/app/main"]',
    ]);
  });
});
