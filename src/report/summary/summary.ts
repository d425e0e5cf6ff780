import { printable } from '../../printable.ts';
import type { TagReport } from '../../publish/publish-report.ts';
import { formatBytes, formatDuration } from '../../quantities.ts';
import { sizeOf } from '../outputs.ts';
import type { Check, ImageReport, RunReport } from '../run-report.ts';
import { layersSection } from './layers-section.ts';
import { code, codeBlock, details, plain, prose, table, unbroken } from './markdown.ts';
import { proofSection } from './proof-section.ts';

/**
 * The job summary: what was published first, then whether it is sound, then what it took. Markdown as GitHub renders it.
 * @param alone whether it is the only image of the run
 */
export function summaryOf(report: RunReport, alone = true): string {
  const sections = [
    headline(report),
    ...report.images.map((image) => imageSection(report, image)),
    filesSection(report.files),
    platformsSection(report),
    checklist(report.checks),
    proofSection(report),
    warningsSection(report.warnings),
    decisionsSection(report),
    layersSection(report, alone),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline(report: RunReport): string {
  const name = report.images[0]?.name ?? 'image';
  const version = report.version === '' ? '' : ` ${plain(report.version)}`;
  const failed = report.images.filter(({ error }) => error !== undefined);
  const state =
    failed.length > 0
      ? failureState(failed.length, report.images.length)
      : report.pushed
        ? '✅ Published.'
        : `Built, not pushed: ${prose(report.reason)}.`;
  return [`## 📦 ${plain(name)}${version}`, `${state} ${figures(report)}`].join('\n\n');
}

/** What a registry that failed holds is not known; its section says which tags were written. */
function failureState(failed: number, all: number): string {
  if (all === 1) return '❌ Failed.';
  return failed === all
    ? `❌ Failed at all ${all} images.`
    : `❌ Not published everywhere: ${failed} of ${all} images failed.`;
}

function figures(report: RunReport): string {
  const platforms = report.platforms.length === 1 ? '1 platform' : `${report.platforms.length} platforms`;
  return `${platforms}, ${formatBytes(sizeOf(report.platforms))} compressed, ${formatDuration(report.elapsed)}.`;
}

/** Where one registry failed, the others have the image all the same. */
function isPublished({ pushed, images }: RunReport): boolean {
  return pushed || images.some(({ error }) => error !== undefined);
}

function imageSection(report: RunReport, image: ImageReport): string {
  const title = report.images.length > 1 ? [`### ${plain(image.name)}`] : [];
  if (image.error !== undefined)
    return [...title, `❌ ${prose(image.error, 1000)}`, tagsTable(image.tags)].filter(Boolean).join('\n\n');
  const reference = `${image.name}@${image.digest}`;
  if (!isPublished(report)) return [...title, codeBlock('text', [reference])].join('\n\n');
  const short = image.tags[0] === undefined ? reference : `${image.name}:${image.tags[0].name}`;
  const run = report.starts === false ? [] : [`docker run --rm ${short}`];
  const commands = codeBlock('sh', [`docker pull ${reference}`, ...run]);
  return [...title, codeBlock('text', [reference]), commands, tagsTable(image.tags)].filter(Boolean).join('\n\n');
}

const TAG_MARK: Readonly<Record<TagReport['state'], string>> = {
  written: '✅ written',
  moved: '✅ moved here',
  unchanged: '✅ was here already',
  'left alone': '➖ left alone',
  failed: '❌ not written',
  unknown: '❓ not known whether it was written',
};

function tagsTable(tags: readonly TagReport[]): string {
  if (tags.length === 0) return '';
  const rows = tags.map(({ name, state, reason }) => {
    return [code(name), TAG_MARK[state] + (reason === undefined ? '' : `: ${prose(reason)}`)];
  });
  return table(['tag', 'state'], rows);
}

function filesSection(files: readonly string[]): string {
  return files.length === 0 ? '' : `Written to disk: ${files.map((file) => code(file)).join(', ')}`;
}

/** The digest of a single platform is the image's own. In a block a digest can be copied, and a phone shows it on one line. */
function platformsSection({ platforms }: RunReport): string {
  const rows = platforms.map((one) => [plain(one.platform), unbroken(formatBytes(sizeOf([one])))]);
  const digests = platforms.map(({ platform, digest }) => `${digest}  ${printable(platform, 60)}`);
  const sizes = table(['platform', 'compressed'], rows);
  return platforms.length > 1 ? [sizes, codeBlock('text', digests)].join('\n\n') : sizes;
}

const CHECK_MARK: Readonly<Record<Check['state'], string>> = { ok: '✅', none: '➖', warning: '⚠️' };

/** A line that begins with its mark: a bullet before it would be one too many, and a table too wide for a phone. */
function marked(mark: string, label: string, detail: string): string {
  return `${mark}&nbsp;**${plain(label)}**: ${detail}`;
}

function checklist(checks: readonly Check[]): string {
  if (checks.length === 0) return '';
  const lines = checks.map(({ state, label, detail }) => marked(CHECK_MARK[state], label, prose(detail, 400)));
  return ['### Checklist', lines.join('<br>\n')].join('\n\n');
}

function warningsSection(warnings: readonly string[]): string {
  return warnings.map((warning) => `> ⚠️ ${prose(warning, 600)}`).join('\n>\n');
}

function decisionsSection({ decisions }: RunReport): string {
  if (decisions.length === 0) return '';
  const lines = decisions.map(({ part, included, reason }) => {
    return marked(included ? '✅' : '➖', part, `${included ? 'included' : 'not included'}: ${prose(reason, 300)}`);
  });
  return details('What was added to the image besides the binary, and why', lines.join('<br>\n'));
}
