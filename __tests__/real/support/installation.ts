/** Go programs by the path that `go install` takes; every other program is a Debian package. */
const GO_PROGRAMS: Readonly<Record<string, string>> = {
  crane: 'github.com/google/go-containerregistry/cmd/crane',
  registry: 'github.com/distribution/distribution/v3/cmd/registry',
  regctl: 'github.com/regclient/regclient/cmd/regctl',
  act: 'github.com/nektos/act',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint',
  scalibr: 'github.com/google/osv-scalibr/binary/scalibr',
};

const DEBIAN_PACKAGES: Readonly<Record<string, string>> = {
  ctr: 'containerd',
  'musl-gcc': 'musl-tools',
  busybox: 'busybox-static',
};

/** A sentence on how to get a program that a real test needs. */
export function installHint(program: string): string {
  if (program.startsWith('/')) return 'Tests in __tests__/real need it: run .ci/install';
  const go = GO_PROGRAMS[program];
  const command = go ? `go install ${go}@latest` : `apt-get install ${DEBIAN_PACKAGES[program] ?? program}`;
  return `Tests in __tests__/real need it: run .ci/install, or ${command}`;
}
