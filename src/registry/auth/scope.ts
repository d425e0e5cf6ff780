/** https://distribution.github.io/distribution/spec/auth/scope/: `repository:owner/name:pull,push`. */
export type Scope = string;

export function pushScope(path: string): Scope {
  return `repository:${path}:pull,push`;
}

export function pullScope(path: string): Scope {
  return `repository:${path}:pull`;
}

/** ACR puts two scopes into one parameter, parted by a space. */
export function splitScopes(parameter: string | undefined): readonly Scope[] {
  return (parameter ?? '').split(/\s+/).filter((scope) => scope !== '');
}

/** `wanted` first (some registries look at the first scope only), then what `asked` adds, as it was asked for. */
export function mergeScopes(wanted: readonly Scope[], asked: readonly Scope[]): readonly Scope[] {
  const merged = [...wanted];
  for (const scope of asked) if (!merged.some((known) => covers(known, scope))) merged.push(scope);
  return merged;
}

function covers(held: Scope, asked: Scope): boolean {
  if (held === asked) return true;
  const [resource, actions] = parts(held);
  const [otherResource, otherActions] = parts(asked);
  return resource === otherResource && otherActions.every((action) => actions.includes(action));
}

/** Actions stand behind the last colon: a resource's name may hold a port. */
function parts(scope: Scope): [string, string[]] {
  const colon = scope.lastIndexOf(':');
  return colon < 0 ? [scope, []] : [scope.slice(0, colon), scope.slice(colon + 1).split(',')];
}
