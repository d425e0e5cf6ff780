const project = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
};

/**
 * Three suites: `unit` needs nothing but Node; `sweep` needs no more, and goes through thousands of faults; `real` needs the
 * registries, clients and runtimes that .ci/run installs.
 */
const config = {
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/__tests__/real/', '<rootDir>/__tests__/sweep/'],
    },
    { ...project, displayName: 'sweep', testMatch: ['<rootDir>/__tests__/sweep/**/*.test.ts'] },
    {
      ...project,
      displayName: 'real',
      testMatch: ['<rootDir>/__tests__/real/**/*.test.ts'],
      setupFiles: ['<rootDir>/__tests__/real/support/extend-path.ts'],
    },
  ],
  testTimeout: 30_000,
};

// Jest reads its configuration from a default export.
export default config;
