import { printable } from '../printable.ts';
import type { Position } from './config-block.ts';

/** `config:12:5`. */
export function formatPosition({ document, line, column }: Position): string {
  return `${printable(document, 200)}:${line}:${column}`;
}
