import { createHash } from 'node:crypto';
import type { Digest } from '../../src/oci/digest.ts';
import type { RunReport } from '../../src/report/run-report.ts';

/** A digest as real ones look, the same for the same seed. */
export function digest(seed: string): Digest {
  return `sha256:${createHash('sha256').update(seed).digest('hex')}`;
}

const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** A release of two platforms to two registries, as the summary shows it. */
export const RELEASE: RunReport = {
  root: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: digest('a'), size: 685 },
  version: '1.4.2',
  platforms: (['amd64', 'arm64'] as const).map((architecture, place) => ({
    platform: `linux/${architecture}`,
    digest: digest(`${place + 1}`),
    manifestSize: 702,
    config: digest(`${place + 3}`),
    configSize: 1180,
    layers: [
      { name: 'kit', digest: digest('7'), diffId: digest('8'), size: 140_211, mediaType: LAYER, uploaded: 'existed' },
      {
        name: 'binary',
        digest: digest(`${place + 5}`),
        diffId: digest('b'),
        size: 4_811_020 - place * 210_000,
        mediaType: LAYER,
        uploaded: 'sent',
      },
    ],
  })),
  images: [
    {
      name: 'ghcr.io/acme/app',
      digest: digest('a'),
      tags: [
        { name: '1.4.2', state: 'written' },
        { name: '1.4', state: 'moved' },
        { name: '1', state: 'left alone', reason: '1.5.0 is higher' },
        { name: 'latest', state: 'left alone', reason: '2.0.1 is higher' },
      ],
    },
  ],
  pushed: true,
  reason: 'the event push',
  files: [],
  sbomFiles: [],
  checks: [
    { state: 'ok', label: 'Static', detail: 'needs neither a loader nor shared libraries' },
    { state: 'ok', label: 'Not root', detail: 'runs as 65532:65532' },
    { state: 'ok', label: 'Certificates', detail: 'included: the program names /etc/ssl/certs/ca-certificates.crt' },
    { state: 'none', label: 'Time zones', detail: "not included: the program does not use the system's time zones" },
    { state: 'ok', label: 'Size', detail: 'the image is 9.6 MB compressed; its programs are 22.1 MB' },
    {
      state: 'warning',
      label: 'Stripped',
      detail: '6.9 MB of 22.1 MB are debug information, which no container reads: `-ldflags="-s -w"` leaves it out.',
    },
    { state: 'ok', label: 'Build information', detail: 'go1.26.0, example.com/acme/app, 31 dependencies' },
    {
      state: 'ok',
      label: 'Source state',
      detail: 'commit 0123456789ab for linux/amd64, linux/arm64, no uncommitted changes',
    },
  ],
  decisions: [
    { part: 'users', included: true, reason: 'every image has them' },
    { part: 'tmp', included: true, reason: 'every image has it' },
    { part: 'certificates', included: true, reason: 'the program names /etc/ssl/certs/ca-certificates.crt' },
    { part: 'zones', included: false, reason: "the program does not use the system's time zones" },
  ],
  warnings: [],
  traffic: { requests: 19, tokenRequests: 1, bytesSent: 9_414_560, retries: 1, waited: 740 },
  stages: [
    { name: 'read', milliseconds: 31 },
    { name: 'publish', milliseconds: 1290 },
  ],
  elapsed: 1340,
};
