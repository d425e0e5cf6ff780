import { MessageChannel, type MessagePort } from 'node:worker_threads';

/**
 * Gives back the memory of bytes that nobody will read again. The collector would let 64 MiB of such pieces come together.
 * Nothing happens where the bytes are a part of other memory, or memory that threads share.
 */
export function freeMemory({ buffer, length }: Uint8Array): void {
  if (length === 0 || buffer.byteLength !== length || !(buffer instanceof ArrayBuffer)) return;
  if (hasTransfer(buffer)) buffer.transfer(0);
  else nowhere().postMessage(undefined, [buffer]);
}

/** Since Node 21. */
function hasTransfer(buffer: object): buffer is { transfer(length: number): unknown } {
  return 'transfer' in buffer;
}

let closed: MessagePort | undefined;

/** What is sent to a closed port is gone, with the memory that it takes along. https://nodejs.org/api/worker_threads.html#portclose */
function nowhere(): MessagePort {
  if (closed === undefined) {
    closed = new MessageChannel().port1;
    closed.close();
  }
  return closed;
}
