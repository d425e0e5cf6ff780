import type { CustomSigstore } from '../attest/setting.ts';
import { parseYaml } from './parse-yaml.ts';
import { Problems, quote } from './problems.ts';
import { fields, readText } from './readers.ts';
import type { Value } from './value.ts';

const readFields = fields(
  { fulcio: readUrl, rekor: readUrl, 'rekor-version': readVersion, tsa: readUrl, 'issuer-audience': readText },
  { 'fulcio-url': 'fulcio', 'rekor-url': 'rekor', 'tsa-url': 'tsa', audience: 'issuer-audience' },
);

/** Reads the input `sigstore` where it is a map: an instance of the user's own. Only `fulcio` may be left out where a key signs. */
export function readCustomSigstore(text: string, needsFulcio: boolean): CustomSigstore {
  const problems = new Problems();
  const value = parseYaml(text, 'sigstore', problems);
  const read = value === undefined ? undefined : readFields(value, problems);
  const { fulcio, rekor, tsa, 'rekor-version': version = 1, 'issuer-audience': audience } = read ?? {};
  if (value !== undefined && read !== undefined) {
    if (fulcio === undefined && needsFulcio)
      problems.add(value, 'fulcio is missing: the address of the certificate authority');
    if (needsFulcio && tsa === undefined && (rekor === undefined || version === 2))
      problems.add(
        value,
        'tsa is missing: without Rekor 1, only a timestamp authority can say when something was signed',
      );
  }
  problems.throwIfAny();
  return {
    ...(fulcio === undefined ? {} : { fulcio }),
    ...(rekor === undefined ? {} : { rekor: { url: rekor, version } }),
    ...(tsa === undefined ? {} : { tsa }),
    ...(audience === undefined ? {} : { audience }),
  };
}

function readUrl(value: Value, problems: Problems): URL | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    return problems.add(value, `${quote(text)} is not an address such as https://fulcio.example.com`);
  if (url.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
    return problems.add(
      value,
      `${quote(text)} is not encrypted; an identity token would go there for everybody to read. Write https://`,
    );
  return url;
}

function readVersion(value: Value, problems: Problems): 1 | 2 | undefined {
  const text = readText(value, problems);
  if (text === undefined || text === '1' || text === '2') return text === undefined ? undefined : text === '2' ? 2 : 1;
  return problems.add(value, `${quote(text)} is neither 1 nor 2`);
}
