import { assetReader } from '../../src/files/open-file.ts';
import { type Assets, assetsFrom } from '../../src/image/kit/assets.ts';

/** The project's own assets, as the action reads them. */
export const ASSETS: Assets = assetsFrom(assetReader(new URL('../../assets', import.meta.url)));

/** For kits that must not need any. */
export const NO_ASSETS: Assets = {
  caBundle: () => Promise.reject(new Error('the certificates were read')),
  zoneinfo: () => Promise.reject(new Error('the zones were read')),
};
