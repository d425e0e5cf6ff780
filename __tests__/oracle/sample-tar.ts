/** One entry of a sample: raw header fields, so that a test can write nonsense. */
export interface SampleEntry {
  readonly name: string;
  readonly type?: string;
  readonly mode?: string;
  readonly size?: number;
  readonly content?: string;
  readonly target?: string;
  readonly owner?: string;
  readonly checksum?: string;
}

export const SAMPLE: readonly SampleEntry[] = [
  { name: 'app', mode: '755', content: 'program' },
  { name: 'etc/', type: '5', mode: '755' },
  { name: 'etc/passwd', content: 'root:x:0:0::/:\n' },
  { name: 'link', type: '2', mode: '777', target: 'app' },
];

export function sampleTar(entries: readonly SampleEntry[], end = 1024): Buffer {
  return Buffer.concat([...entries.flatMap(blocks), Buffer.alloc(end)]);
}

function blocks(entry: SampleEntry): Buffer[] {
  const { content = '', size = content.length } = entry;
  const header = Buffer.alloc(512);
  const octal = (value: number) => `${value.toString(8).padStart(11, '0')}\0`;
  const fields: readonly (readonly [number, string])[] = [
    [0, entry.name],
    [100, `${(entry.mode ?? '644').padStart(7, '0')}\0`],
    [108, '0000000\0'],
    [116, '0000000\0'],
    [124, octal(size)],
    [136, octal(0)],
    [148, '        '],
    [156, entry.type ?? '0'],
    [157, entry.target ?? ''],
    [257, 'ustar\x0000'],
    [265, entry.owner ?? ''],
  ];
  for (const [start, text] of fields) header.write(text, start, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(entry.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return [header, Buffer.from(content), padding];
}
