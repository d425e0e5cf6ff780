import type { Assets, CaBundle } from './assets.ts';
import type { Choice } from './auto.ts';
import { type KitPart, kitFile, leftOut } from './kit-part.ts';
import { type PemFile, readPem } from './pem.ts';

/** The first place where Go, and one of those where OpenSSL's, rustls' and Zig's finders look. */
const PATH = 'etc/ssl/certs/ca-certificates.crt';

export interface CertificateRequest {
  /** Mozilla's list, as the project brings it. */
  readonly publicBundle: boolean;
  readonly files: readonly PemFile[];
  /** Milliseconds since 1970: an expired certificate is warned about. */
  readonly now: number;
}

/** One bundle of the public list and the user's own certificates, each once. */
export async function certificatesPart(
  { included, reason }: Choice,
  request: CertificateRequest,
  assets: Assets,
): Promise<KitPart> {
  if (!included) return leftOut('certificates', reason);
  const bundle = request.publicBundle ? await assets.caBundle() : undefined;
  const own = request.files.map((file) => readPem(file, request.now));
  const blocks = new Set([...blocksOf(bundle), ...own.flatMap((certificates) => certificates.blocks).toSorted()]);
  const origins = [...(bundle === undefined ? [] : [bundle.origin]), ...request.files.map(({ name }) => name)];
  return {
    entries: [kitFile(PATH, [...blocks].join(''))],
    decision: {
      part: 'certificates',
      included,
      reason,
      detail: `${blocks.size} from ${origins.join(', ')}`,
      ...(bundle === undefined ? {} : { package: bundle.package }),
    },
    warnings: own.flatMap((certificates) => certificates.warnings),
  };
}

const END = '-----END CERTIFICATE-----\n';

function blocksOf(bundle: CaBundle | undefined): string[] {
  return (bundle?.pem.split(END) ?? []).filter((block) => block !== '').map((block) => block + END);
}
