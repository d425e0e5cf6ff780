import { formatBytes, formatDuration } from '../quantities.ts';
import type { LayerReport, RunReport, Uploaded } from '../run-report.ts';
import { details, plain, table, unbroken } from './markdown.ts';

const UPLOADED: Readonly<Record<Uploaded, string>> = {
  sent: 'sent',
  existed: 'was there',
  mounted: 'mounted',
};

/**
 * What the image is made of and what it took, folded away: it is there when someone asks.
 * @param alone whether the traffic is this image's; several of one run share theirs
 */
export function layersSection(report: RunReport, alone = true): string {
  const rows = report.platforms.flatMap(({ platform, layers }) => layers.map((layer) => layerRow(platform, layer)));
  const layers = table(['layer', 'size', 'upload'], rows);
  return details('Layers, traffic and time', [layers, trafficTable(report, alone)].join('\n\n'));
}

function layerRow(platform: string, { name, size, uploaded }: LayerReport): string[] {
  const what = uploaded === undefined ? '' : UPLOADED[uploaded];
  return [plain(`${platform} ${name}`.trim()), unbroken(formatBytes(size)), what];
}

function trafficTable({ traffic, stages, platforms }: RunReport, alone: boolean): string {
  const layers = unique(platforms.flatMap((platform) => platform.layers));
  const saved = layers.filter(({ uploaded }) => uploaded !== undefined && uploaded !== 'sent');
  const rows = [
    ...(alone ? [['sent', formatBytes(traffic.bytesSent)]] : []),
    ['saved: the registry had it', formatBytes(saved.reduce((sum, { size }) => sum + size, 0))],
    ...(alone ? requestRows(traffic) : []),
    ...stages.map(({ name, milliseconds }) => [`time: ${plain(name)}`, formatDuration(milliseconds)]),
  ];
  return table(['what', 'how much'], rows);
}

function requestRows(traffic: RunReport['traffic']): string[][] {
  return [
    ['requests', `${traffic.requests}, ${traffic.tokenRequests} of them for tokens`],
    ['tried again', retriesOf(traffic)],
  ];
}

function retriesOf({ retries, waited }: RunReport['traffic']): string {
  if (retries === 0) return 'never';
  return `${retries === 1 ? 'once' : `${retries} times`}, waiting ${formatDuration(waited)}`;
}

function unique(layers: readonly LayerReport[]): LayerReport[] {
  return [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
}
