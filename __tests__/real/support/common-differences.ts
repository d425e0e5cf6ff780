import type { Explanations } from './differences.ts';

export const LABELS: Explanations = {
  'label org.opencontainers.image.*': 'the run tells where the image comes from; labels take no layer',
};

/** Where neither names a directory to start in. */
export const WORKING_DIRECTORY: Explanations = {
  'WorkingDir: "/", there nothing': 'what a runtime starts in anyway; docker writes it, buildah does not',
};

export const DEFAULT_USER: Explanations = {
  'User: "65532:65532", there nothing': 'nothing runs as root unless that is asked for',
};

/** Of the kit, what every image gets; `kit: false` leaves it out. */
export const KIT: Explanations = {
  'only here: /etc': 'the kit: users',
  'only here: /etc/group': 'the kit: root, nobody and nonroot',
  'only here: /etc/passwd': 'the kit: root, nobody and nonroot',
  'only here: /tmp': 'the kit: programs expect a place for temporary files',
};
