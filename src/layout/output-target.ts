import { ActionError, about } from '../errors.ts';
import { isTag, parseReference, type Reference } from '../oci/reference.ts';
import { printable } from '../printable.ts';

/** A line of the input `output`: the transports of skopeo, as it writes them. */
export interface OutputTarget {
  readonly kind: 'oci' | 'oci-archive' | 'docker-archive';
  /** As written. */
  readonly path: string;
  /** The tag of an OCI layout's descriptor; for a docker archive a name with its tag. */
  readonly name?: string;
}

const FORMS = 'oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:REF]';

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md: the grammar of org.opencontainers.image.ref.name. */
const REF_NAME = /^[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*)*$/;

/** Reads `oci-archive:FILE:TAG`. As with skopeo, a path ends at its first colon (but for a drive's, on Windows). */
export function parseOutput(text: string): OutputTarget {
  const [, kind = '', rest = ''] = /^([a-z-]+):(.*)$/s.exec(text) ?? [];
  if (kind !== 'oci' && kind !== 'oci-archive' && kind !== 'docker-archive') throw unknownForm(text);
  const [, path = '', name] = /^((?:[A-Za-z]:(?=[\\/]))?[^:]*)(?::(.*))?$/s.exec(rest) ?? [];
  if (path === '' || /\p{Cc}/u.test(path)) throw fault(text, 'names no path');
  if (name === undefined) return { kind, path };
  return kind === 'docker-archive'
    ? { kind, path, name: repoTag(text, name) }
    : { kind, path, name: refName(text, name) };
}

function refName(text: string, name: string): string {
  if (isTag(name) || (REF_NAME.test(name) && name.length <= 255)) return name;
  throw fault(text, `has "${printable(name, 100)}" for a tag`);
}

/** What `docker load` and `podman load` take: a name with a tag. */
function repoTag(text: string, name: string): string {
  const { tag, digest } = referenceIn(name);
  if (digest !== undefined) throw fault(text, 'names a digest; a docker archive holds names with tags');
  return tag === undefined ? `${name}:latest` : name;
}

function referenceIn(name: string): Reference {
  try {
    return parseReference(name);
  } catch (error) {
    throw about('output', error);
  }
}

function unknownForm(text: string): ActionError {
  const buildx = /^type=/.test(text) ? ' What buildx writes as type=oci,dest=FILE is oci-archive:FILE here.' : '';
  return fault(text, 'is not a known output', `Write ${FORMS}.${buildx}`);
}

function fault(text: string, what: string, hint = `Write ${FORMS}.`): ActionError {
  return new ActionError('output', `output: "${printable(text, 200)}" ${what}`, { hint });
}
