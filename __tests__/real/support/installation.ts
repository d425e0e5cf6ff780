const DEBIAN_PACKAGES: Readonly<Record<string, string>> = {
  ctr: 'containerd',
  'musl-gcc': 'musl-tools',
  busybox: 'busybox-static',
  nginx: 'nginx-light',
};

/** What .ci/install builds, in versions that it names; every other program is a Debian package. */
const BUILT = new Set([
  'crane',
  'registry',
  'act',
  'actionlint',
  'scalibr',
  'zig',
  'ocimem',
  'oci-registry',
  'moto-s3',
]);

/** A sentence on how to get a program that a real test needs. */
export function installHint(program: string): string {
  if (program.startsWith('/')) return 'Tests in __tests__/real need it: run .ci/install';
  const other = BUILT.has(program) ? '' : `, or apt-get install ${DEBIAN_PACKAGES[program] ?? program}`;
  return `Tests in __tests__/real need it: run .ci/install${other}`;
}
