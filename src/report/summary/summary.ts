import { sizeOf } from '../outputs.ts';
import { formatBytes, formatDuration } from '../quantities.ts';
import type { Check, ImageReport, RunReport, TagReport } from '../run-report.ts';
import { layersSection } from './layers-section.ts';
import { code, codeBlock, details, plain, shortDigest, table, unbroken } from './markdown.ts';

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
      ? `❌ Not everywhere: ${failed.length} of ${report.images.length} registries failed.`
      : report.pushed
        ? '✅ Published.'
        : `Built, not pushed: ${plain(report.reason)}.`;
  return [`## 📦 ${plain(name)}${version}`, `${state} ${figures(report)}`].join('\n\n');
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
    return [...title, `❌ ${plain(image.error, 1000)}`, tagsTable(image.tags)].filter(Boolean).join('\n\n');
  const reference = `${image.name}@${image.digest}`;
  if (!isPublished(report)) return [...title, codeBlock('text', [reference])].join('\n\n');
  const short = image.tags[0] === undefined ? reference : `${image.name}:${image.tags[0].name}`;
  const commands = codeBlock('sh', [`docker pull ${reference}`, `docker run --rm ${short}`]);
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
    return [code(name), TAG_MARK[state] + (reason === undefined ? '' : `: ${plain(reason)}`)];
  });
  return table(['tag', 'state'], rows);
}

function filesSection(files: readonly string[]): string {
  return files.length === 0 ? '' : `Written to disk: ${files.map((file) => code(file)).join(', ')}`;
}

function platformsSection({ platforms }: RunReport): string {
  const rows = platforms.map((one) => [
    plain(one.platform),
    unbroken(formatBytes(sizeOf([one]))),
    code(shortDigest(one.digest)),
  ]);
  return table(['platform', 'size', 'digest'], rows);
}

const CHECK_MARK: Readonly<Record<Check['state'], string>> = { ok: '✅', none: '➖', warning: '⚠️' };

/** A line that begins with its mark: a bullet before it would be one too many, and a table too wide for a phone. */
function marked(mark: string, label: string, detail: string): string {
  return `${mark}&nbsp;**${plain(label)}**: ${detail}`;
}

function checklist(checks: readonly Check[]): string {
  if (checks.length === 0) return '';
  const lines = checks.map(({ state, label, detail }) => marked(CHECK_MARK[state], label, plain(detail, 400)));
  return ['### Checklist', lines.join('<br>\n')].join('\n\n');
}

function warningsSection(warnings: readonly string[]): string {
  return warnings.map((warning) => `> ⚠️ ${plain(warning, 600)}`).join('\n>\n');
}

function decisionsSection({ decisions }: RunReport): string {
  if (decisions.length === 0) return '';
  const lines = decisions.map(({ part, included, reason }) => marked(included ? '✅' : '➖', part, plain(reason, 300)));
  return details('What the image got besides the binary, and why', lines.join('<br>\n'));
}
