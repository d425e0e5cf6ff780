import type { FileSource } from '../files/file-source.ts';
import { digestOf } from '../oci/digest.ts';
import { type Entry, isDirectory, type SubtreeEntry } from '../rootfs/entry.ts';
import type { LayerPlan } from './plan-layers.ts';

/** Gives platforms whose layers hold the same the very same object, so that it is made and sent once. */
export class LayerShare {
  readonly #layers = new Map<string, LayerPlan>();
  readonly #contents = new Map<FileSource | Uint8Array, string>();

  shared(layer: LayerPlan): LayerPlan {
    const key = JSON.stringify([
      layer.createdBy,
      layer.entries.map((entry) => this.#keyOf(entry)),
      this.#lowerKey(layer),
    ]);
    const known = this.#layers.get(key);
    if (known !== undefined) return known;
    this.#layers.set(key, layer);
    return layer;
  }

  /** Only directories of the layers below show in a layer. */
  #lowerKey({ lower }: LayerPlan): unknown {
    return lower.filter(isDirectory).map((entry) => this.#keyOf(entry));
  }

  #keyOf(entry: Entry): unknown {
    const { type, path, mode, uid, gid, mtime } = entry;
    const capabilities = entry.type === 'file' ? entry.capabilities : undefined;
    return [type, path, mode, uid, gid, mtime, this.#substanceOf(entry), capabilities];
  }

  #substanceOf(entry: Entry): string {
    switch (entry.type) {
      case 'directory':
        return '';
      case 'subtree':
        return this.#subtreeKey(entry);
      case 'file':
        return this.#contentKey(entry.content);
      default:
        return entry.target;
    }
  }

  /** Hashed once for all platforms: they have one kit. */
  #subtreeKey({ tar }: SubtreeEntry): string {
    const key = this.#contents.get(tar) ?? digestOf(tar);
    this.#contents.set(tar, key);
    return key;
  }

  /** By small contents themselves, by the file behind it, else by identity. */
  #contentKey(content: FileSource): string {
    const known = this.#contents.get(content);
    if (known !== undefined) return known;
    const onDisk = content.path ?? `source ${this.#contents.size}`;
    const key = content.bytes === undefined ? onDisk : digestOf(content.bytes);
    this.#contents.set(content, key);
    return key;
  }
}
