import type { ConfigBlock } from './config-block.ts';

/** The config block of somebody who wrote none. It is here so that such a run needs no YAML reader. */
export const EMPTY_BLOCK: ConfigBlock = {
  env: {},
  expose: [],
  volumes: [],
  labels: {},
  annotations: {},
  kit: true,
  users: [],
  tmp: true,
  caCertificates: 'auto',
  timeZones: 'auto',
  nsswitch: 'auto',
  files: [],
  positions: {},
};
