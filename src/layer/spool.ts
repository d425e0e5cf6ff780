import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A temporary file that grows at its end and can be read at any place. It is made at the first append. */
export class Spool {
  readonly #folder: string;
  #file: Promise<FileHandle> | undefined;
  #made: string | undefined;
  #size = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes bytes at the end and resolves with their position. One append at a time. */
  async append(bytes: Uint8Array): Promise<number> {
    this.#file ??= this.#create();
    const file = await this.#file;
    const position = this.#size;
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
    this.#size += bytes.length;
    return position;
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const file = await this.#file;
    if (file === undefined) throw new Error('nothing has been spooled');
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) throw new Error('the spooled bytes are gone');
      done += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    const file = await this.#file?.catch(() => undefined);
    this.#file = undefined;
    await file?.close();
    if (this.#made !== undefined) await rm(this.#made, { recursive: true, force: true });
  }

  async #create(): Promise<FileHandle> {
    this.#made = await mkdtemp(join(this.#folder, 'from-scratch-layer-'));
    const file = await open(join(this.#made, 'blob'), 'wx+', 0o600);
    // An open file needs no name, and one without a name stays behind nowhere. Windows keeps it until it is closed.
    await rm(this.#made, { recursive: true, force: true }).catch(() => {});
    return file;
  }
}
