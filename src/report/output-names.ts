/** Every output, in the order of action.yml. */
export const OUTPUT_NAMES = [
  'digest',
  'image',
  'images',
  'name',
  'tags',
  'version',
  'imageid',
  'platforms',
  'size',
  'pushed',
  'metadata',
  'attestations',
  'sbom',
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];
