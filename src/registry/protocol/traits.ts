import { DOCKER_HUB } from '../../oci/reference.ts';

const MiB = 1024 * 1024;

/** What is known of a registry before it was asked; every row has its reason behind `link`. */
export interface Traits {
  readonly name: string;
  /** Matches the registry's host, as users write it. */
  readonly host: RegExp;
  /** Where the API is, if not at the host itself. */
  readonly apiHost?: string;
  /** Where its challenges send for a token, if not to the host itself. */
  readonly tokenServer?: string;
  /** `basic`: wants user and password with each request. `direct-bearer`: takes the base64 of the password as a bearer token, so that no token need be fetched. */
  readonly auth?: 'basic' | 'direct-bearer';
  /** Ranged PATCH is refused or done wrong. */
  readonly refusesRanges?: boolean;
  /** Bytes of a ranged chunk. */
  readonly chunk?: { readonly min?: number; readonly max?: number };
  readonly link: string;
}

const ROWS: readonly Traits[] = [
  {
    // More than 4 MiB in one ranged PATCH is refused with 416.
    name: 'GitHub Container Registry',
    host: /^ghcr\.io$/,
    auth: 'direct-bearer',
    refusesRanges: true,
    link: 'https://github.com/oras-project/rust-oci-client/issues/37',
  },
  {
    name: 'Docker Hub',
    host: /^docker\.io$/,
    apiHost: 'registry-1.docker.io',
    tokenServer: 'https://auth.docker.io',
    link: 'https://docs.docker.com/reference/api/registry/latest/',
  },
  {
    // Answers 201 to a chunk and a Range that stays at the first one; parts are 5 to 20 MB.
    name: 'Amazon ECR',
    host: /\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$/,
    auth: 'basic',
    refusesRanges: true,
    chunk: { min: 5 * MiB, max: 10 * MiB },
    link: 'https://github.com/aws/containers-roadmap/issues/2831',
  },
  {
    // The closing PUT fails after small chunks.
    name: 'Amazon ECR Public',
    host: /^public\.ecr\.aws$/,
    refusesRanges: true,
    chunk: { min: 10 * MiB },
    link: 'https://github.com/dotnet/sdk-container-builds/issues/472',
  },
  {
    name: 'Google Artifact Registry',
    host: /(-docker\.pkg\.dev|^(.+\.)?gcr\.io)$/,
    refusesRanges: true,
    link: 'https://cloud.google.com/artifact-registry/docs/reference/docker-api',
  },
  {
    name: 'Quay',
    host: /^quay\.io$/,
    link: 'https://github.com/quay/quay/blob/master/endpoints/v2/blob.py',
  },
  {
    name: 'Azure Container Registry',
    host: /\.azurecr\.(io|cn|us)$/,
    link: 'https://learn.microsoft.com/azure/container-registry/container-registry-skus',
  },
  {
    name: 'GitLab Container Registry',
    host: /^registry\.gitlab\.com$/,
    tokenServer: 'https://gitlab.com',
    link: 'https://docs.gitlab.com/user/packages/container_registry/',
  },
];

/** The row of a registry; an unknown one has nothing special. */
export function traitsOf(registry: string): Traits {
  return ROWS.find(({ host }) => host.test(registry)) ?? { name: registry, host: /^$/, link: '' };
}

export function isDockerHub(registry: string): boolean {
  return registry === DOCKER_HUB;
}
