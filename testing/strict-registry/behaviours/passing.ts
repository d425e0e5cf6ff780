import { faultNamed } from '../faults.ts';
import type { Behaviour } from '../options.ts';
import type { RecordedRequest } from '../record.ts';

const isPatch = ({ method }: RecordedRequest) => method === 'PATCH';
const isPut = ({ method, endpoint }: RecordedRequest) => method === 'PUT' && endpoint === 'upload';
const isManifest = ({ endpoint }: RecordedRequest) => endpoint === 'manifest';
const isToken = ({ endpoint }: RecordedRequest) => endpoint === 'token';
const isStart = ({ endpoint }: RecordedRequest) => endpoint === 'upload-start';

/** Troubles that pass: a push has to get through. */
export const PASSING: readonly Behaviour[] = [
  {
    name: 'tokens that expire in the middle of a chunk',
    auth: { kind: 'bearer', users: { octocat: 'correct-horse' } },
    faults: [{ fault: faultNamed('401 in the body'), at: isPatch }],
  },
  {
    name: 'tokens that expire in the middle of a PUT',
    auth: { kind: 'bearer', users: { octocat: 'correct-horse' } },
    faults: [{ fault: faultNamed('401 in the body'), at: isPut }],
  },
  { name: '429 with seconds', faults: [{ fault: faultNamed('429 with seconds'), at: isStart }] },
  { name: '429 with a date', faults: [{ fault: faultNamed('429 with a date'), at: isStart }] },
  // https://github.com/gardenlinux/gardenlinux/issues/2868
  { name: '429 with a Go duration', faults: [{ fault: faultNamed('429 with a Go duration'), at: isStart, times: 3 }] },
  {
    name: '429 without Retry-After',
    faults: [{ fault: faultNamed('429 without Retry-After'), at: isStart, times: 2 }],
  },
  {
    name: '403 TOOMANYREQUESTS for a manifest, an upload and a token',
    auth: { kind: 'bearer', users: { octocat: 'correct-horse' } },
    faults: [isManifest, isStart, isPatch, isPut, isToken].map((at) => ({ fault: faultNamed('403 as a limit'), at })),
  },
  // https://github.com/docker/build-push-action/issues/251
  { name: 'a reset after the commit', faults: [{ fault: faultNamed('reset after the commit'), at: isPut }] },
  {
    name: '404 for a session',
    faults: [
      { fault: faultNamed('404 session'), at: isPatch },
      { fault: faultNamed('404 session'), at: isPut },
    ],
  },
];

/** What is found where referrers are asked for; none of it concerns a push. */
export const REFERRERS: readonly Behaviour[] = [
  { name: 'no referrers', quirks: { referrers: 'none' } },
  { name: 'referrers that are an HTML page', quirks: { referrers: 'html' } },
  { name: 'referrers that redirect elsewhere', quirks: { referrers: 'redirect' } },
  { name: 'referrers', quirks: { referrers: 'index' } },
];

/** The list of tags. */
export const TAG_LISTS: readonly Behaviour[] = [
  { name: 'tags in pages of two', quirks: { tagPage: 2 } },
  { name: 'tags that are not told', quirks: { tagList: { status: 403, code: 'DENIED', message: 'no list' } } },
  {
    name: 'tags that nobody asks for',
    quirks: { tagList: { status: 405, code: 'UNSUPPORTED', message: 'unsupported' } },
  },
];
