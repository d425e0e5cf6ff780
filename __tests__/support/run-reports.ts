import { createHash } from 'node:crypto';
import type { RunReport } from '../../src/action/report/run-report.ts';
import type { Digest } from '../../src/oci/digest.ts';

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
  checks: [
    { state: 'ok', label: 'Static', detail: 'runs without a loader and without libraries' },
    { state: 'ok', label: 'Not root', detail: 'runs as 65532:65532' },
    { state: 'ok', label: 'Certificates', detail: 'the binary names /etc/ssl/certs/ca-certificates.crt' },
    { state: 'none', label: 'Time zones', detail: 'the binary does not look for them' },
    { state: 'ok', label: 'Size', detail: '9.6 MB compressed, 22.1 MB of program' },
    {
      state: 'warning',
      label: 'Stripped',
      detail: '6.9 MB of 22.1 MB are for a debugger; build with -ldflags="-s -w"',
    },
    { state: 'ok', label: 'Build information', detail: 'go1.26.0, example.com/acme/app, 31 dependencies' },
    { state: 'ok', label: 'Source state', detail: 'commit 0123456789ab for linux/amd64, linux/arm64, no changes' },
  ],
  decisions: [
    { part: 'users', included: true, reason: 'root, nobody and nonroot' },
    { part: 'tmp', included: true, reason: 'by default' },
    { part: 'certificates', included: true, reason: 'the binary names /etc/ssl/certs/ca-certificates.crt' },
    { part: 'zones', included: false, reason: 'the binary does not look for them' },
  ],
  warnings: [],
  traffic: { requests: 19, tokenRequests: 1, bytesSent: 9_414_560, retries: 1, waited: 740 },
  stages: [
    { name: 'read', milliseconds: 31 },
    { name: 'publish', milliseconds: 1290 },
  ],
  elapsed: 1340,
};
