/** https://github.com/opencontainers/image-spec/blob/main/media-types.md */
export const MEDIA_TYPE = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
  layerTar: 'application/vnd.oci.image.layer.v1.tar',
  layerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
} as const;

/** What Docker wrote before OCI; read, never written. */
export const DOCKER_MEDIA_TYPE = {
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const;

export function isIndex(mediaType: string): boolean {
  return mediaType === MEDIA_TYPE.index || mediaType === DOCKER_MEDIA_TYPE.index;
}

export function isManifest(mediaType: string): boolean {
  return mediaType === MEDIA_TYPE.manifest || mediaType === DOCKER_MEDIA_TYPE.manifest;
}
