import type { Binary } from '../binary/binary.ts';
import { describePlan } from '../image/describe-plan.ts';
import type { Plan } from '../image/plan.ts';
import { formatPlatform } from '../oci/platform.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Log } from '../ports.ts';
import { printable } from '../printable.ts';
import { tagNames } from '../publish/tags/tag-plan.ts';
import { formatBytes } from '../quantities.ts';
import type { RunConfig } from './resolve-config.ts';

/** Says in the log what was found and what is going to be done, before anything is sent. */
export async function logConfig(config: RunConfig, plan: Plan, log: Log): Promise<void> {
  const name = config.program === '' ? '' : ` (${config.program})`;
  await log.group(`What was found${name}`, async () => {
    for (const binary of config.binaries) log.info(describeBinary(binary));
  });
  await log.group(`What the image will be${name}`, async () => {
    for (const line of describePlan(plan)) log.info(line);
  });
  if (config.stages.length > 0)
    await (await import('./describe-stages.ts')).describeStages(config.stages, config.decision.publish, log);
  for (const notice of plan.notices) log.notice(notice);
  for (const warning of plan.warnings) log.warning(warning);
  logTagNotices(config, log);
  const where = config.request.targets.map(({ repository }) => formatRepository(repository)).join(', ');
  const tags = tagsOf(config);
  if (tags !== '') log.info(`Tags asked for: ${tags}`);
  log.info(
    config.decision.publish ? `Publishing to ${where}` : `Not publishing to ${where}: ${config.decision.reason}`,
  );
}

/** As far as that is known before a registry is asked. */
function tagsOf({ tagPlans }: Pick<RunConfig, 'tagPlans'>): string {
  const names = [...new Set(tagPlans.flatMap(tagNames))];
  return names.slice(0, 20).join(', ') + (names.length > 20 ? ' and more' : '');
}

/** What was skipped or changed of the tags, once for all repositories. */
export function logTagNotices({ tagPlans }: Pick<RunConfig, 'tagPlans'>, log: Log): void {
  for (const notice of new Set(tagPlans.flatMap(({ notices }) => notices))) log.notice(notice);
}

function describeBinary({ source, platform, linkage, go, rust, compiler }: Binary): string {
  const made = go?.goVersion ?? (rust === undefined ? compiler : 'Rust');
  const module = go?.main?.path === undefined ? '' : ` (${printable(go.main.path, 100)})`;
  const by = made === undefined ? '' : `, built with ${printable(made, 100)}${module}`;
  return `${printable(source.name, 200)}: ${formatPlatform(platform)}, ${linkage}, ${formatBytes(source.size)}${by}`;
}
