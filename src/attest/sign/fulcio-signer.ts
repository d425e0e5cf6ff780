import { createPublicKey, generateKeyPair, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { ActionError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { Claims } from '../identity/claims.ts';
import { addressAt, jsonOf, jsonPost, type ServiceAnswer, type ServiceFetch, valueAt, wordsOf } from '../service.ts';
import type { Signature, Signer } from './signer.ts';

/** Whose name the certificate is for. */
export interface Identity {
  readonly token: string;
  readonly claims: Claims;
}

export interface FulcioOptions {
  readonly url: URL;
  readonly identity: () => Promise<Identity>;
  readonly fetch: ServiceFetch;
  readonly clock: Clock;
  /** What to do where this instance refuses; absent for the public one. */
  readonly refusedHint?: string;
}

interface Certified {
  readonly privateKey: KeyObject;
  readonly der: Buffer;
  /** On our own clock, whatever it shows: the certificate is nearly over then. */
  readonly staleAt: number;
}

/** Time that the log and the timestamp authority may take with a certificate that is used once more. */
const MARGIN = 120_000;

/**
 * Signs with a key that exists for this run alone and a certificate of Fulcio that names who runs it.
 * https://github.com/sigstore/fulcio/blob/main/docs/how-certificate-issuing-works.md
 */
export class FulcioSigner implements Signer {
  readonly #options: FulcioOptions;
  #certified: Promise<Certified> | undefined;

  constructor(options: FulcioOptions) {
    this.#options = options;
  }

  async sign(data: Buffer): Promise<Signature> {
    const { privateKey, der } = await this.#current();
    return { bytes: sign('sha256', data, privateKey), material: { kind: 'certificate', der } };
  }

  /** One certificate serves all statements of a run, while it lasts. */
  async #current(): Promise<Certified> {
    this.#certified ??= this.#certify();
    const asked = this.#certified;
    const known = await asked.catch((error) => {
      if (this.#certified === asked) this.#certified = undefined;
      throw error;
    });
    if (this.#options.clock.now() < known.staleAt) return known;
    if (this.#certified === asked) this.#certified = undefined;
    return this.#current();
  }

  async #certify(): Promise<Certified> {
    const { clock } = this.#options;
    const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
    const { token, claims } = await this.#options.identity();
    const asked = clock.now();
    const pem = await this.#request(token, claims, publicKey, privateKey);
    const certificate = parse(pem);
    if (!certificate.publicKey.equals(publicKey))
      throw new ActionError('attest', 'The certificate from Fulcio is for another key');
    const lasts = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
    return { privateKey, der: certificate.raw, staleAt: asked + lasts - Math.min(MARGIN, lasts / 2) };
  }

  async #request(token: string, claims: Claims, publicKey: KeyObject, privateKey: KeyObject): Promise<string> {
    const body = {
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: 'ECDSA', content: publicKey.export({ type: 'spki', format: 'pem' }) },
        proofOfPossession: sign('sha256', Buffer.from(claims.challenge), privateKey).toString('base64'),
      },
    };
    const { fetch, url } = this.#options;
    const answer = await fetch({
      action: 'Getting a certificate from Fulcio',
      ...jsonPost(addressAt(url, '/api/v2/signingCert'), body),
    });
    const found = answer.status < 300 ? leafOf(answer) : undefined;
    if (found === undefined) throw this.#refused(answer, token, claims);
    return found;
  }

  #refused(answer: ServiceAnswer, token: string, claims: Claims): ActionError {
    const { url, clock, refusedHint } = this.#options;
    // Whoever was given a secret may repeat it.
    const told = printable(wordsOf(answer).replaceAll(token, '***'));
    const message = `Getting a certificate from Fulcio failed: ${told} (${url.host})`;
    return new ActionError('attest', message, { hint: timeHint(answer, claims, clock.now()) ?? refusedHint });
  }
}

/** Whether the token is to blame, by the server's clock and not by ours. */
function timeHint(answer: ServiceAnswer, claims: Claims, now: number): string | undefined {
  const told = [answer.headers.date].flat()[0];
  const server = told === undefined ? Number.NaN : Date.parse(told);
  const there = Number.isNaN(server) ? now : server;
  const off = Math.round((now - there) / 1000);
  const clock =
    Math.abs(off) > 60
      ? ` The clock of this machine is ${Math.abs(off)} s ${off > 0 ? 'ahead of' : 'behind'} Fulcio's.`
      : '';
  const [expires, begins] = [claims.time('exp'), claims.time('nbf') ?? claims.time('iat')];
  if (expires !== undefined && expires * 1000 < there) {
    return `The identity token expired at ${new Date(expires * 1000).toISOString()}: let the job sign sooner after it began, or run it again.${clock}`;
  }
  if (begins !== undefined && begins * 1000 > there + 5000)
    return `The identity token is not valid yet: the clock of its issuer or of Fulcio is off.${clock}`;
  return clock === '' ? undefined : clock.trim();
}

/** With the timestamp of a certificate log in it, or without one where an instance has no such log. */
function leafOf(answer: ServiceAnswer): string | undefined {
  const document = jsonOf(answer);
  const chain =
    valueAt(document, 'signedCertificateEmbeddedSct', 'chain', 'certificates') ??
    valueAt(document, 'signedCertificateDetachedSct', 'chain', 'certificates');
  const first: unknown = Array.isArray(chain) ? chain[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function parse(pem: string): X509Certificate {
  try {
    const certificate = new X509Certificate(pem);
    createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' }));
    return certificate;
  } catch (cause) {
    throw new ActionError('attest', 'What Fulcio answered is not a certificate', { cause });
  }
}
