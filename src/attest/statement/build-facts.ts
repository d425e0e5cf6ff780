import type { Digest } from '../../oci/digest.ts';

/** What a run knows of its own making, besides what the CI system vouches for. */
export interface BuildFacts {
  /** The programs that went into the image, as files of the workspace. */
  readonly binaries: readonly { readonly name: string; readonly digest: Digest }[];
  /** This action as the workflow names it. */
  readonly action: { readonly repository: string; readonly ref: string };
}

/** https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
export interface ResourceDescriptor {
  readonly uri?: string;
  readonly name?: string;
  readonly digest?: Readonly<Record<string, string>>;
}

/** The programs were made before this step ran: they are inputs of it, as the source is. */
export function binaryDependencies({ binaries }: BuildFacts): ResourceDescriptor[] {
  return binaries.map(({ name, digest }) => ({ name, digest: { sha256: digest.slice('sha256:'.length) } }));
}

/** Empty where the step was not started by `uses:`. */
export function actionDependencies({ action }: BuildFacts): ResourceDescriptor[] {
  if (action.repository === '') return [];
  const version = action.ref === '' ? '' : `@${action.ref}`;
  const commit = /^[0-9a-f]{40}$/.test(action.ref) ? { digest: { gitCommit: action.ref } } : {};
  return [{ name: 'action', uri: `pkg:github/${action.repository}${version}`, ...commit }];
}
