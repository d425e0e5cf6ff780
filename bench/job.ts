import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtraLayer, Job } from './candidates/candidate.ts';
import type { Certificate } from './path/certificate.ts';
import { freshCopy, type Program } from './program.ts';
import type { Scenario } from './scenario.ts';

/** Lays out a new job: a build context with fresh copies of the programs. */
export async function layOutJob(
  scenario: Scenario,
  originals: readonly Program[],
  folder: string,
  where: {
    readonly hosts: readonly [string, ...string[]];
    readonly repository: string;
    readonly certificate: Certificate | undefined;
  },
): Promise<Job> {
  const context = join(folder, 'context');
  const programs: Program[] = [];
  for (const { platform, file } of originals) {
    const copy = originals.length > 1 ? join(context, platform, 'app') : join(context, 'app');
    await freshCopy(file, copy);
    programs.push({ platform, file: copy });
  }
  const [host, ...others] = where.hosts;
  const referenceAt = (registry: string) => `${registry}/${where.repository}:bench`;
  return {
    host,
    certificate: where.certificate?.file,
    reference: referenceAt(host),
    copies: others.map(referenceAt),
    compression: scenario.compression,
    folder,
    context,
    programs,
    extraLayers: scenario.content === 'three-layers' ? await layOutExtraLayers(context) : [],
  };
}

/** What a base layer holds, and a few megabytes of assets. */
async function layOutExtraLayers(context: string): Promise<ExtraLayer[]> {
  await mkdir(join(context, 'base/etc'), { recursive: true });
  await writeFile(join(context, 'base/etc/passwd'), 'root:x:0:0:root:/root:/sbin/nologin\n');
  await writeFile(join(context, 'base/etc/group'), 'root:x:0:\n');
  await mkdir(join(context, 'assets'), { recursive: true });
  for (let page = 0; page < 200; page++) await writeFile(join(context, `assets/page-${page}.html`), htmlPage(page));
  return [
    { folder: 'base', path: '/' },
    { folder: 'assets', path: '/srv/' },
  ];
}

function htmlPage(page: number): string {
  const lines = Array.from(
    { length: 300 },
    (_, line) => `<p id="${page}-${line}">${(page * 7919 + line * 104729) % 1e6}</p>`,
  );
  return `<!doctype html>\n${lines.join('\n')}\n`;
}
