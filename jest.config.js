import { availableParallelism } from 'node:os';

const project = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
};

/**
 * Four suites: `unit` needs nothing but Node; `sweep` needs no more, and takes longer: thousands of faults, and the bundle in
 * each surrounding; `real` needs the registries, clients and runtimes that .ci/run installs; `gitea` builds Gitea, which takes a
 * quarter of an hour.
 *
 * The files named *.sweep.test.ts try many cases: all of them in `sweep`, a tenth in `unit`, which people wait for.
 */
const config = {
  // Two more than there are cores: while one test waits for a process, a socket or a timer, another one runs.
  maxWorkers: availableParallelism() + 2,
  projects: [
    {
      ...project,
      displayName: 'unit',
      globals: { partOfSweep: 0.1 },
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['real', 'sweep', 'gitea'].map((suite) => `<rootDir>/__tests__/${suite}/`),
    },
    {
      ...project,
      displayName: 'sweep',
      globals: { partOfSweep: 1 },
      testMatch: ['<rootDir>/__tests__/sweep/**/*.test.ts', '<rootDir>/__tests__/**/*.sweep.test.ts'],
    },
    { ...project, displayName: 'gitea', testMatch: ['<rootDir>/__tests__/gitea/**/*.test.ts'] },
    {
      ...project,
      displayName: 'real',
      testMatch: ['<rootDir>/__tests__/real/**/*.test.ts'],
      setupFiles: ['<rootDir>/__tests__/real/support/extend-path.ts'],
    },
  ],
  // For a test that hangs alone: on a busy machine those that start processes take many times as long.
  testTimeout: 120_000,
};

// Jest reads its configuration from a default export.
export default config;
