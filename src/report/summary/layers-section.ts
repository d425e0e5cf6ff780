import type { Uploaded } from '../../publish/publish-report.ts';
import { formatBytes, formatDuration } from '../../quantities.ts';
import type { LayerReport, RunReport } from '../run-report.ts';
import { details, plain, table, unbroken } from './markdown.ts';

const UPLOADED: Readonly<Record<Uploaded, string>> = {
  sent: 'sent',
  existed: 'already there',
  mounted: 'mounted',
};

/**
 * What the image is made of and what it took, folded away: it is there when someone asks.
 * @param alone whether the traffic is this image's; several of one run share theirs
 */
export function layersSection(report: RunReport, alone = true): string {
  const layers = table(['layer', 'compressed', 'upload'], layerRows(report));
  return details('Layers, traffic and time', [layers, trafficTable(report, alone)].join('\n\n'));
}

/** A layer that platforms share is one row. */
function layerRows({ platforms }: RunReport): string[][] {
  return unique(platforms.flatMap(({ layers }) => layers)).map(({ name, digest, size, uploaded }) => {
    const owners = platforms.filter(({ layers }) => layers.some((layer) => layer.digest === digest));
    const all = platforms.length > 1 && owners.length === platforms.length;
    const where = all ? 'all platforms' : owners.map(({ platform }) => platform).join(', ');
    const what = uploaded === undefined ? '' : UPLOADED[uploaded];
    return [plain(`${name} (${where})`.trim()), unbroken(formatBytes(size)), what];
  });
}

function trafficTable({ traffic, stages, platforms }: RunReport, alone: boolean): string {
  const layers = unique(platforms.flatMap((platform) => platform.layers));
  const saved = layers.filter(({ uploaded }) => uploaded !== undefined && uploaded !== 'sent');
  const rows = [
    ...(alone ? [['bytes sent', formatBytes(traffic.bytesSent)]] : []),
    ['bytes already in the registry', formatBytes(saved.reduce((sum, { size }) => sum + size, 0))],
    ...(alone ? requestRows(traffic) : []),
    ...stages.map(({ name, milliseconds }) => [`time: ${plain(name)}`, formatDuration(milliseconds)]),
  ];
  return table(['what', 'how much'], rows);
}

function requestRows(traffic: RunReport['traffic']): string[][] {
  return [
    ['requests', `${traffic.requests}, ${traffic.tokenRequests} of them for tokens`],
    ['retries', retriesOf(traffic)],
  ];
}

function retriesOf({ retries, waited }: RunReport['traffic']): string {
  return retries === 0 ? '0' : `${retries}, after ${formatDuration(waited)} of waiting`;
}

function unique(layers: readonly LayerReport[]): LayerReport[] {
  return [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
}
