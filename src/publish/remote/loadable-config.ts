import { isObject } from '../../registry/protocol/json-object.ts';

/** https://pkg.go.dev/time#Time.UnmarshalJSON takes RFC 3339 and nothing else. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown) => typeof value === 'string';
const isTime = (value: unknown) => typeof value === 'string' && TIME.test(value);

const MADE: Fields = { created: isTime, author: isText };
const STEP: Fields = {
  ...MADE,
  created_by: isText,
  comment: isText,
  empty_layer: (value) => typeof value === 'boolean',
};

/**
 * Whether runtimes can read what says how an image was made. One field of another type and Go gives up the whole document,
 * and Docker loads no image whose history tells of more layers than there are.
 * https://github.com/moby/moby/blob/master/image/store.go
 */
export function isLoadable(document: Readonly<Record<string, unknown>>, layers: number): boolean {
  const history = document.history ?? [];
  const labels = isObject(document.config) ? (document.config.Labels ?? {}) : {};
  if (!Array.isArray(history) || !history.every((step) => isObject(step) && fits(step, STEP))) return false;
  if (!isObject(labels) || !Object.values(labels).every(isText)) return false;
  return fits(document, MADE) && history.filter((step) => step.empty_layer !== true).length <= layers;
}

/** Null is nothing, for Go. */
function fits(document: Readonly<Record<string, unknown>>, fields: Fields): boolean {
  return Object.entries(fields).every(
    ([name, holds]) => (document[name] ?? undefined) === undefined || holds(document[name]),
  );
}
