import type { RunPorts } from './run-ports.ts';
import type { RunProgress } from './run-progress.ts';

/** Runs, and where the run fails without a report, writes a job summary that tells of the failure. */
export async function withFailureSummary(
  ports: RunPorts,
  work: (progress: RunProgress) => Promise<void>,
): Promise<void> {
  const progress: RunProgress = { sending: false, reported: false };
  try {
    await work(progress);
  } catch (error) {
    if (!progress.reported && wantsSummary(ports)) await writeFailure(error, progress, ports);
    throw error;
  }
}

/** Read by itself: the inputs may be what is wrong. */
function wantsSummary({ environment }: RunPorts): boolean {
  return environment.INPUT_SUMMARY?.trim().toLowerCase() !== 'false';
}

async function writeFailure(error: unknown, { sending }: RunProgress, ports: RunPorts): Promise<void> {
  const [{ failureSummary }, { writePage }] = await Promise.all([
    import('../report/failure-summary.ts'),
    import('../report/summary/write-summary.ts'),
  ]);
  await writePage(failureSummary(error, sending), ports.environment, ports.secrets, ports.log);
}
