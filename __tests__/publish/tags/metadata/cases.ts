import type { SourceContext } from '../../../../src/source-context.ts';
import {
  contextOf,
  type GitHubEvent,
  plainEvent,
  pullRequestEvent,
  pushEvent,
} from '../../../support/github-events.ts';

/** The commits of the events in `github-events.ts`: the one that an event runs on, and the head of a pull request. */
const SHA = '0123456789abcdef0123456789abcdef01234567';
const HEAD = 'fedcba9876543210fedcba9876543210fedcba98';

/** 2020-01-10T00:30:00Z is the time of every run and every commit. */
export const NOW = 1_578_616_200_000;

const tagEvent = (name: string): GitHubEvent => pushEvent(`refs/tags/${name}`, { base_ref: 'refs/heads/main' });

const EVENTS = {
  main: pushEvent('refs/heads/main'),
  dev: pushEvent('refs/heads/dev'),
  odd: pushEvent('refs/heads/feature/with spaces?&more'),
  dispatch: plainEvent('workflow_dispatch', 'refs/heads/main', { inputs: {} }),
  dispatchOnDev: plainEvent('workflow_dispatch', 'refs/heads/dev', { inputs: {} }),
  schedule: plainEvent('schedule', 'refs/heads/main', { schedule: '30 0 * * *' }),
  // What GitHub sends: https://github.com/docker/metadata-action/issues/184
  bareSchedule: plainEvent('schedule', 'refs/heads/main', { schedule: '30 0 * * *', repository: undefined }),
  created: plainEvent('create', 'refs/heads/dev', { ref: 'dev', ref_type: 'branch' }),
  discussion: plainEvent('discussion', 'refs/heads/main', { action: 'created' }),
  issue: plainEvent('issues', 'refs/heads/main', { action: 'opened' }),
  release: plainEvent('release', 'refs/tags/v1.1.1', {
    action: 'created',
    release: { tag_name: 'v1.1.1', prerelease: false, draft: false },
  }),
  pull: pullRequestEvent(),
  headOfPull: { ...pullRequestEvent(), variables: { DOCKER_METADATA_PR_HEAD_SHA: 'true' } },
  longSha: { ...pushEvent('refs/heads/dev'), variables: { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' } },
  unknown: { name: '', ref: '', payload: {}, variables: { GITHUB_SHA: '' } },
  release1: tagEvent('release1'),
  '20200110-RC2': tagEvent('20200110-RC2'),
  sometag: tagEvent('sometag'),
  'v1.1.1': tagEvent('v1.1.1'),
  'v2.0.8-beta.67': tagEvent('v2.0.8-beta.67'),
  'v9.5.7-alpha.2+fork.3': tagEvent('v9.5.7-alpha.2+fork.3'),
  'v101.12.13': tagEvent('v101.12.13'),
  'v0.3.0': tagEvent('v0.3.0'),
  'p1/v1.0.0': tagEvent('p1/v1.0.0'),
  'app-v1.2.3': tagEvent('app-v1.2.3'),
  'app-v2.0.0-rc.1': tagEvent('app-v2.0.0-rc.1'),
  'app/24.10': tagEvent('app/24.10'),
  '1.2': tagEvent('1.2'),
  '1.1beta2': tagEvent('1.1beta2'),
  '1.0dev4': tagEvent('1.0dev4'),
  '1.2.3rc2': tagEvent('1.2.3rc2'),
  'v1.2.3rc2': tagEvent('v1.2.3rc2'),
  '1.2post1': tagEvent('1.2post1'),
} satisfies Record<string, GitHubEvent>;

export type EventName = keyof typeof EVENTS;

export async function contextFor(event: EventName): Promise<SourceContext> {
  return { ...(await contextOf(EVENTS[event])), commitTime: NOW / 1000 };
}

export interface MetadataCase {
  readonly event: EventName;
  readonly lines: readonly string[];
  readonly flavor?: readonly string[];
  /** What docker/metadata-action writes. */
  readonly tags: readonly string[];
  /** Tags of `tags` that are not written here, and what the log says of them. */
  readonly guarded?: readonly string[];
  readonly said?: RegExp;
}

/** metadata-action's own, where no lines are given. */
const DEFAULT = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
const SEMVER = [
  'type=semver,pattern={{version}}',
  'type=semver,pattern={{major}}.{{minor}}',
  'type=semver,pattern={{major}}',
];
const PEP440 = [
  'type=pep440,pattern={{version}}',
  'type=pep440,pattern={{major}}.{{minor}}',
  'type=pep440,pattern={{major}}',
];
/** Lines that find the version in the tag of one program of several. */
const versionsOf = (match: string) => [
  `type=semver,pattern={{version}},match=${match}`,
  `type=semver,pattern={{major}}.{{minor}},match=${match}`,
];
const RAWS = ['type=raw,my', 'type=raw,custom', 'type=raw,tags'];
const AFFIXES = ['prefix=glo-', 'suffix=-bal'];
const NO_LATEST = ['latest=false'];
const ALL_RAW = [
  'type=raw,value=mytag-{{branch}}',
  "type=raw,value=mytag-{{date 'YYYYMMDD'}}",
  "type=raw,value=mytag-cd-{{commit_date 'YYYYMMDD'}}",
  "type=raw,value=mytag-{{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
  'type=raw,value=mytag-tag-{{tag}}',
  'type=raw,value=mytag-baseref-{{base_ref}}',
  'type=raw,value=mytag-defbranch,enable={{is_default_branch}}',
];
const PRERELEASE = /a pre-release writes only its own tag/;

/**
 * Events, lines and flavors with the tags that docker/metadata-action writes for them: the facts of its published tests
 * (https://github.com/docker/metadata-action/blob/master/__tests__/meta.test.ts) and of its README.
 */
export const CASES: readonly MetadataCase[] = [
  { event: 'unknown', lines: DEFAULT, tags: [] },
  { event: 'unknown', lines: ['type=sha', 'type=raw,{{branch}}'], tags: [] },

  { event: 'dev', lines: DEFAULT, tags: ['dev'] },
  { event: 'main', lines: ['type=edge'], tags: ['edge'] },
  { event: 'main', lines: DEFAULT, tags: ['main'] },
  { event: 'dispatch', lines: ['type=edge'], tags: ['edge'] },
  { event: 'dispatch', lines: DEFAULT, tags: ['main'] },
  { event: 'dispatchOnDev', lines: ['type=edge'], tags: [] },
  { event: 'dispatchOnDev', lines: DEFAULT, tags: ['dev'] },
  { event: 'dev', lines: ['type=ref,event=branch', 'type=sha'], tags: ['dev', 'sha-0123456'] },
  { event: 'main', lines: ['type=edge', 'type=sha'], tags: ['edge', 'sha-0123456'] },
  { event: 'dev', lines: ['type=edge,branch=dev', 'type=sha'], tags: ['edge', 'sha-0123456'] },
  { event: 'main', lines: ['type=edge,branch=dev', 'type=sha'], tags: ['sha-0123456'] },
  { event: 'odd', lines: ['type=edge', 'type=sha'], tags: ['sha-0123456'] },
  {
    event: 'odd',
    lines: ['type=semver,pattern={{version}}', 'type=pep440,pattern={{version}}', 'type=edge'],
    tags: [],
  },
  { event: 'odd', lines: ['type=ref,event=branch'], tags: ['feature-with-spaces-more'] },
  { event: 'main', lines: ['type=ref,priority=2000,event=branch', 'type=edge'], tags: ['main', 'edge'] },
  {
    event: 'main',
    lines: [
      'type=semver,pattern={{version}},value=v1.2.3',
      'type=pep440,pattern={{version}},value=v1.2.3',
      'type=edge',
    ],
    tags: ['1.2.3', 'edge', 'latest'],
  },
  {
    event: 'main',
    lines: ['type=match,pattern=v(.*),group=1,value=v1.2.3', 'type=edge'],
    tags: ['1.2.3', 'edge', 'latest'],
  },
  { event: 'main', lines: ['type=match,enable=false,pattern=v(.*),group=1,value=v1.2.3', 'type=edge'], tags: ['edge'] },
  {
    event: 'main',
    lines: ALL_RAW,
    tags: [
      'mytag-main',
      'mytag-20200110',
      'mytag-cd-20200110',
      'mytag-20200110-093000',
      'mytag-tag-',
      'mytag-baseref-',
      'mytag-defbranch',
    ],
  },
  {
    event: 'dev',
    lines: ALL_RAW,
    tags: ['mytag-dev', 'mytag-20200110', 'mytag-cd-20200110', 'mytag-20200110-093000', 'mytag-tag-', 'mytag-baseref-'],
  },
  { event: 'dev', lines: ['type=ref,event=branch', 'type=sha,format=long'], tags: ['dev', `sha-${SHA}`] },
  {
    event: 'dev',
    lines: [
      'type=edge,branch=main',
      'type=ref,event=branch,enable=false',
      'type=sha,format=long',
      'type=raw,value=defbranch,enable={{is_default_branch}}',
    ],
    tags: [`sha-${SHA}`],
  },
  { event: 'dev', lines: ['type=raw,value=other,enable={{is_not_default_branch}}'], tags: ['other'] },
  { event: 'main', lines: ['type=raw,value=other,enable={{is_not_default_branch}}'], tags: [] },
  { event: 'created', lines: ['type=raw,value=def,enable={{is_default_branch}}'], tags: ['def'] },
  {
    event: 'discussion',
    lines: ['type=raw,value=def,enable={{is_default_branch}}', 'type=edge'],
    tags: ['def', 'edge'],
  },
  { event: 'issue', lines: ['type=raw,value=def,enable={{is_default_branch}}'], tags: ['def'] },
  { event: 'created', lines: DEFAULT, tags: ['dev'] },
  { event: 'longSha', lines: ['type=sha', 'type=raw,value=x-{{sha}}'], tags: ['sha-0123456789ab', 'x-0123456789ab'] },
  { event: 'main', lines: ['type=raw,value=latest,enable={{is_default_branch}}'], tags: ['latest'] },
  { event: 'dev', lines: ['type=raw,value=latest,enable={{is_default_branch}}'], tags: [] },
  { event: 'dev', lines: ['type=sha,prefix=,suffix=-x'], tags: ['0123456-x'] },
  { event: 'dev', lines: ['type=sha,prefix={{branch}}-,format=short'], tags: ['dev-0123456'] },
  { event: 'dev', lines: ['type=ref,event=branch,prefix=br-'], tags: ['br-dev'] },
  { event: 'dev', lines: ["type=ref,event=branch,suffix=-{{date 'YYYY.MM.DD'}}"], tags: ['dev-2020.01.10'] },
  { event: 'dev', lines: ['type=edge,branch=dev,suffix=-alpine'], tags: ['edge-alpine'] },
  { event: 'dev', lines: ['type=raw,value=a/b c'], tags: ['a-b-c'] },
  { event: 'dev', lines: ['type=raw,enable=true,priority=200,prefix=,suffix=,value=foo'], tags: ['foo'] },
  { event: 'dev', lines: ['TYPE=raw,VALUE=foo'], tags: ['foo'] },
  { event: 'dev', lines: ['value=foo,enable=true'], tags: ['foo'] },
  { event: 'dev', lines: ["type=raw,x-{{date 'YYYYMMDDHH' tz='Asia/Tokyo'}}"], tags: ['x-2020011009'] },

  { event: 'release1', lines: DEFAULT, tags: ['release1', 'latest'] },
  { event: '20200110-RC2', lines: DEFAULT, tags: ['20200110-RC2', 'latest'] },
  { event: '20200110-RC2', lines: ['type=match,pattern=\\d{8}'], flavor: NO_LATEST, tags: ['20200110'] },
  { event: '20200110-RC2', lines: ['type=match,pattern=(.*)-RC,group=1'], flavor: NO_LATEST, tags: ['20200110'] },
  { event: 'v1.1.1', lines: ['type=match,"pattern=\\d.\\d.\\d"'], tags: ['1.1.1', 'latest'] },
  { event: 'v1.1.1', lines: ['type=match,"pattern=^v(\\d.\\d.\\d)$",group=1'], tags: ['1.1.1', 'latest'] },
  {
    event: 'v2.0.8-beta.67',
    lines: ['type=match,"pattern=\\d.\\d.\\d-(alpha|beta).\\d+"'],
    tags: ['2.0.8-beta.67', 'latest'],
    guarded: ['latest'],
    said: PRERELEASE,
  },
  {
    event: 'v2.0.8-beta.67',
    lines: ['type=match,"pattern=\\d.\\d"'],
    tags: ['2.0', 'latest'],
    guarded: ['2.0', 'latest'],
    said: PRERELEASE,
  },
  {
    event: 'v2.0.8-beta.67',
    lines: ['type=match,"pattern=v(.*)-beta.(.*)",group=1', 'type=match,"pattern=v(.*)-beta.(.*)",group=2'],
    tags: ['2.0.8', '67', 'latest'],
    guarded: ['latest'],
    said: PRERELEASE,
  },
  { event: 'sometag', lines: ['type=match,"pattern=\\d.\\d"'], tags: [], said: /sometag does not match it/ },
  { event: 'v1.1.1', lines: SEMVER, tags: ['1.1.1', '1.1', '1', 'latest'] },
  {
    event: 'v1.1.1',
    lines: ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}.{{patch}}'],
    tags: ['1.1.1', 'latest'],
  },
  {
    event: 'v2.0.8-beta.67',
    lines: ['type=semver,pattern={{major}}.{{minor}}', 'type=semver,pattern={{major}}'],
    tags: ['2.0.8-beta.67'],
  },
  {
    event: 'sometag',
    lines: ['type=ref,event=tag', ...SEMVER],
    flavor: NO_LATEST,
    tags: ['sometag'],
    said: /sometag is not a SemVer version/,
  },
  {
    event: 'v2.0.8-beta.67',
    lines: ['type=raw,priority=2000,foo', 'type=semver,pattern={{version}}', 'type=match,"pattern=\\d.\\d"'],
    tags: ['foo', '2.0.8-beta.67', '2.0'],
    guarded: ['2.0'],
    said: PRERELEASE,
  },
  {
    event: 'v1.1.1',
    lines: ['type=raw,priority=2000,foo', 'type=ref,event=tag', 'type=edge'],
    tags: ['foo', 'v1.1.1'],
  },
  {
    event: 'p1/v1.0.0',
    lines: [
      'type=match,"pattern=/^v(\\d.\\d.\\d)$/ig",group=1',
      'type=match,pattern=\\d.\\d.\\d',
      'type=match,pattern=\\d.\\d',
      'type=ref,event=pr',
      'type=sha',
    ],
    tags: ['1.0.0', '1.0', 'sha-0123456', 'latest'],
  },
  {
    event: 'p1/v1.0.0',
    lines: [
      'type=match,pattern=p1/v(\\d.\\d.\\d),group=1',
      'type=match,pattern=p1/v(\\d.\\d),group=1',
      'type=match,pattern=p1/v(\\d.\\d),group=3',
      'type=ref,event=pr',
      'type=sha',
    ],
    tags: ['1.0.0', '1.0', 'sha-0123456', 'latest'],
    said: /has no group 3/,
  },
  {
    event: 'p1/v1.0.0',
    lines: [
      'type=match,pattern=p1/v(\\d.\\d.\\d),group=1',
      'type=match,pattern=p1/v(\\d.\\d),group=1,suffix=',
      'type=ref,event=pr',
      'type=sha',
    ],
    flavor: ['suffix=-dev'],
    tags: ['1.0.0-dev', '1.0', 'sha-0123456-dev', 'latest'],
  },
  {
    event: 'v1.1.1',
    lines: [
      'type=raw,{{tag}}-{{sha}}-foo',
      'type=raw,{{base_ref}}-foo',
      'type=raw,defbranch-foo,enable={{is_default_branch}}',
    ],
    tags: ['v1.1.1-0123456-foo', 'main-foo'],
  },
  {
    event: 'v1.1.1',
    lines: SEMVER.slice(0, 1),
    flavor: ['suffix=-dev,onlatest=true'],
    tags: ['1.1.1-dev', 'latest-dev'],
  },
  { event: 'v1.1.1', lines: SEMVER.slice(0, 1), flavor: ['suffix=-dev,onlatest=false'], tags: ['1.1.1-dev', 'latest'] },
  {
    event: 'v1.1.1',
    lines: ['type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}.{{patch}}'],
    flavor: ['prefix=foo-,onlatest=true', 'suffix=-dev,onlatest=true'],
    tags: ['foo-1.1.1-dev', 'foo-latest-dev'],
  },
  {
    event: 'v1.1.1',
    lines: ['type=pep440,pattern={{raw}}', 'type=pep440,pattern={{major}}.{{minor}}'],
    tags: ['v1.1.1', '1.1', 'latest'],
  },
  { event: '1.2', lines: PEP440.slice(0, 2), tags: ['1.2', 'latest'] },
  { event: '1.1beta2', lines: PEP440.slice(1), tags: ['1.1b2'] },
  { event: '1.0dev4', lines: PEP440.slice(1), tags: ['1.0.dev4'] },
  { event: '1.2.3rc2', lines: ['type=pep440,pattern={{raw}}', ...PEP440], tags: ['1.2.3rc2'] },
  {
    event: 'v1.1.1',
    lines: [...PEP440, 'type=pep440,pattern={{major}}.{{minor}}.{{patch}}'],
    tags: ['1.1.1', '1.1', '1', 'latest'],
  },
  { event: '1.2post1', lines: PEP440, tags: ['1.2.post1'] },
  {
    event: 'sometag',
    lines: ['type=ref,event=tag', ...PEP440],
    flavor: NO_LATEST,
    tags: ['sometag'],
    said: /by PEP 440/,
  },
  { event: 'v2.0.8-beta.67', lines: ['type=semver,pattern={{raw}}'], tags: ['v2.0.8-beta.67'] },
  {
    event: 'v1.2.3rc2',
    lines: ['type=pep440,pattern={{raw}}', 'type=pep440,pattern={{major}}.{{minor}}'],
    tags: ['v1.2.3rc2', '1.2.3rc2'],
  },
  { event: 'v9.5.7-alpha.2+fork.3', lines: ['type=semver,pattern={{raw}}'], tags: ['v9.5.7-alpha.2-fork.3'] },
  { event: 'v9.5.7-alpha.2+fork.3', lines: ['type=semver,pattern={{version}}'], tags: ['9.5.7-alpha.2'] },
  { event: 'v101.12.13', lines: SEMVER, tags: ['101.12.13', '101.12', '101', 'latest'] },
  { event: 'v0.3.0', lines: SEMVER, tags: ['0.3.0', '0.3', '0', 'latest'] },
  {
    event: 'v1.1.1',
    lines: ['type=semver,pattern=v{{major}}.{{minor}}', 'type=semver,pattern=v{{version}}'],
    tags: ['v1.1', 'v1.1.1', 'latest'],
  },
  {
    event: 'v1.1.1',
    lines: ['type=semver,pattern={{version}},prefix=v,suffix=-alpine'],
    tags: ['v1.1.1-alpine', 'latest'],
  },
  {
    event: 'v1.1.1',
    lines: ['type=semver,pattern={{raw}}', 'type=semver,pattern={{version}}'],
    tags: ['v1.1.1', '1.1.1', 'latest'],
  },

  { event: 'app-v1.2.3', lines: versionsOf('app-v(.*)'), tags: ['1.2.3', '1.2', 'latest'] },
  {
    event: 'app-v1.2.3',
    lines: versionsOf('^app-(v\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)$'),
    tags: ['1.2.3', '1.2', 'latest'],
  },
  { event: 'p1/v1.0.0', lines: versionsOf('^p1/v(.+)$'), tags: ['1.0.0', '1.0', 'latest'] },
  { event: 'app-v2.0.0-rc.1', lines: versionsOf('app-v(.*)'), tags: ['2.0.0-rc.1'] },
  { event: 'v1.1.1', lines: versionsOf('docker-(.*)'), tags: ['1.1.1', '1.1', 'latest'] },
  { event: 'app-v1.2.3', lines: versionsOf('worker-v(.*)'), tags: [], said: /app-v1\.2\.3 is not a SemVer version/ },
  { event: 'app-v1.2.3', lines: versionsOf('/app-v(.*)/i'), tags: [], said: /app-v1\.2\.3 is not a SemVer version/ },
  {
    event: 'main',
    lines: ['type=semver,pattern={{raw}},match=app-(.*),value=app-v3.1.4', 'type=edge'],
    tags: ['v3.1.4', 'edge', 'latest'],
  },
  {
    event: 'app/24.10',
    lines: ['type=pep440,pattern={{version}},match=app/(.*)', 'type=pep440,pattern={{major}},match=app/(.*)'],
    tags: ['24.10', '24', 'latest'],
  },

  { event: 'release1', lines: ['type=match,"pattern=^release\\d{1,2}"'], tags: ['release1', 'latest'] },
  { event: '20200110-RC2', lines: ['type=match,"pattern=^\\d+-RC\\d{1,2}"'], tags: ['20200110-RC2', 'latest'] },
  { event: '20200110-RC2', lines: ['type=match,pattern=\\d{8}'], tags: ['20200110', 'latest'] },
  { event: 'v1.1.1', lines: DEFAULT, tags: ['v1.1.1', 'latest'] },
  {
    event: 'v2.0.8-beta.67',
    lines: ['type=match,"pattern=\\d.\\d.\\d"'],
    tags: ['2.0.8', 'latest'],
    guarded: ['latest'],
    said: PRERELEASE,
  },
  {
    event: 'v2.0.8-beta.67',
    lines: DEFAULT,
    tags: ['v2.0.8-beta.67', 'latest'],
    guarded: ['latest'],
    said: PRERELEASE,
  },
  { event: 'v1.1.1', lines: ['type=ref,event=tag'], flavor: NO_LATEST, tags: ['v1.1.1'] },
  { event: 'sometag', lines: ['type=ref,event=tag,prefix=x-'], tags: ['x-sometag', 'latest'] },

  { event: 'pull', lines: DEFAULT, tags: ['pr-7'] },
  { event: 'pull', lines: ['type=ref,event=pr', 'type=sha'], tags: ['pr-7', 'sha-0123456'] },
  { event: 'pull', lines: ['type=sha,priority=2000', 'type=ref,event=pr'], tags: ['sha-0123456', 'pr-7'] },
  { event: 'pull', lines: ['type=ref,event=pr'], flavor: AFFIXES, tags: ['pr-7-bal'] },
  { event: 'pull', lines: ['type=ref,event=pr,prefix='], flavor: AFFIXES, tags: ['7-bal'] },
  {
    event: 'pull',
    lines: ['type=raw,value=mytag-{{base_ref}}', 'type=raw,mytag-defbranch,enable={{is_default_branch}}'],
    tags: ['mytag-main'],
  },
  { event: 'pull', lines: ['type=raw,value={{commit_date YYYY-MM-DD-HHmmSS}}'], tags: ['2020-01-10T00-30-00Z'] },
  { event: 'headOfPull', lines: DEFAULT, tags: ['pr-7'] },
  { event: 'headOfPull', lines: ['type=ref,event=pr', 'type=sha'], tags: ['pr-7', 'sha-fedcba9'] },
  { event: 'headOfPull', lines: ['type=sha,format=long', 'type=sha'], tags: [`sha-${HEAD}`, 'sha-fedcba9'] },
  { event: 'headOfPull', lines: ['type=raw,value=src-{{commit_date YYYY-MM-DD}}'], tags: ['src-2020-01-10T00-30-00Z'] },
  {
    event: 'pull',
    lines: ['type=ref,event=pr,prefix='],
    tags: ['7'],
    guarded: ['7'],
    said: /a pull request never writes the tags of releases/,
  },
  {
    event: 'pull',
    lines: DEFAULT,
    flavor: ['latest=true'],
    tags: ['pr-7', 'latest'],
    guarded: ['latest'],
    said: /a pull request never writes the tags of releases/,
  },

  { event: 'schedule', lines: DEFAULT, tags: ['nightly', 'main'] },
  {
    event: 'bareSchedule',
    lines: ['type=schedule', 'type=edge', 'type=raw,value=def,enable={{is_default_branch}}'],
    tags: ['nightly', 'edge', 'def'],
  },
  {
    event: 'schedule',
    lines: [
      "type=schedule,pattern={{date 'YYYYMMDD'}}",
      "type=schedule,pattern=source-date-{{commit_date 'YYYY-MM-DD'}}",
    ],
    tags: ['20200110', 'source-date-2020-01-10'],
  },
  { event: 'schedule', lines: ["type=schedule,pattern={{date 'YYYYMMDD-HHmmss'}}"], tags: ['20200110-003000'] },
  { event: 'schedule', lines: ['type=schedule', 'type=sha'], tags: ['nightly', 'sha-0123456'] },
  {
    event: 'schedule',
    lines: ['type=schedule', 'type=sha,priority=2000', 'type=raw,value=defbranch,enable={{is_default_branch}}'],
    tags: ['sha-0123456', 'nightly', 'defbranch'],
  },
  { event: 'schedule', lines: ['type=schedule'], flavor: AFFIXES, tags: ['glo-nightly-bal'] },
  {
    event: 'schedule',
    lines: [
      "type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
      "type=schedule,pattern=src-{{commit_date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}",
    ],
    tags: ['20200110-093000', 'src-20200110-093000'],
  },
  { event: 'schedule', lines: ['type=schedule,pattern=main'], tags: ['main'] },
  {
    event: 'main',
    lines: ['type=schedule'],
    tags: [],
    said: /^tags: no line has a tag on this event \(push of main\)$/,
  },

  { event: 'release', lines: DEFAULT, tags: ['v1.1.1', 'latest'] },
  {
    event: 'release',
    lines: [
      'type=ref,event=tag',
      'type=raw,value=baseref-{{base_ref}}',
      'type=raw,value=defbranch,enable={{is_default_branch}}',
    ],
    tags: ['v1.1.1', 'baseref-', 'latest'],
  },
  {
    event: 'release',
    lines: ["type=raw,value=src-{{commit_date 'YYYYMMDD-HHmmss'}}", "type=raw,value={{date 'YYYYMMDD-HHmmss'}}"],
    tags: ['src-20200110-003000', '20200110-003000'],
  },

  { event: 'dev', lines: ['type=ref,event=branch', ...RAWS], tags: ['dev', 'my', 'custom', 'tags'] },
  { event: 'dev', lines: ['type=ref,event=branch', 'type=raw,my'], tags: ['dev', 'my'] },
  { event: 'release1', lines: ['type=ref,event=tag', ...RAWS], tags: ['release1', 'my', 'custom', 'tags', 'latest'] },
  {
    event: '20200110-RC2',
    lines: ['type=match,pattern=\\d{8}', ...RAWS],
    flavor: NO_LATEST,
    tags: ['20200110', 'my', 'custom', 'tags'],
  },
  { event: 'v1.1.1', lines: [...SEMVER, ...RAWS], tags: ['1.1.1', '1.1', '1', 'my', 'custom', 'tags', 'latest'] },
  { event: 'v1.1.1', lines: RAWS, tags: ['my', 'custom', 'tags'] },
  {
    event: 'dev',
    lines: ['type=ref,priority=90,event=branch', ...RAWS],
    flavor: ['latest=true'],
    tags: ['my', 'custom', 'tags', 'dev', 'latest'],
  },
  { event: 'dev', lines: ['type=match,pattern=\\d{8}', ...RAWS], flavor: NO_LATEST, tags: ['my', 'custom', 'tags'] },
  {
    event: 'dev',
    lines: ['type=match,pattern=\\d{8}', 'type=raw,my,prefix=foo-,suffix=-bar', 'type=raw,custom', 'type=raw,tags'],
    flavor: [...NO_LATEST, ...AFFIXES],
    tags: ['foo-my-bar', 'glo-custom-bal', 'glo-tags-bal'],
  },
  {
    event: 'dev',
    lines: ['type=raw,foo', 'type=raw,bar,enable=false', 'type=raw,baz,enable=true'],
    flavor: NO_LATEST,
    tags: ['foo', 'baz'],
  },
  {
    event: 'v1.1.1',
    lines: ['type=raw,value=latest,priority=1000', ...SEMVER],
    flavor: NO_LATEST,
    tags: ['latest', '1.1.1', '1.1', '1'],
  },
  {
    event: 'v1.1.1',
    lines: SEMVER,
    flavor: ['latest=true', 'suffix=-{{branch}}x'],
    tags: ['1.1.1-x', '1.1-x', '1-x', 'latest'],
  },
];
