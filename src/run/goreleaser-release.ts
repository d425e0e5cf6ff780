import { ActionError } from '../errors.ts';
import type { ReleaseMetadata } from '../inputs/goreleaser-artifacts.ts';
import type { Request } from '../inputs/request.ts';
import { sourceRef } from '../publish/tags/source-ref.ts';
import { releaseVersion } from '../publish/tags/version.ts';
import type { SourceContext } from '../source-context.ts';

/** The context with what goreleaser knows and the event does not: the commit, a time, and outside of a runner the git tag. */
export function withRelease(context: SourceContext, { tag, version, commit, time }: ReleaseMetadata): SourceContext {
  // A snapshot has the tag of the release before it.
  const released = tag !== undefined && version !== undefined && tag.endsWith(version);
  return {
    ...context,
    ...(context.ref === '' && context.release === undefined && released ? { ref: `refs/tags/${tag}` } : {}),
    ...(context.revision === undefined && commit !== undefined ? { revision: commit } : {}),
    ...(time === undefined ? {} : { buildTime: time }),
  };
}

/** The request with goreleaser's version where neither an input nor a git tag says one; of a pull request nothing is a release. */
export function withReleaseVersion(request: Request, context: SourceContext, { version }: ReleaseMetadata): Request {
  const { kind } = sourceRef(context);
  const fits = version !== undefined && request.version === '' && ['branch', 'schedule', 'none'].includes(kind);
  return fits && isVersion(version, request, context) ? { ...request, version } : request;
}

/** `{{ .Version }}` may be any text: goreleaser's templates make it. */
function isVersion(version: string, { tagPrefix }: Request, context: SourceContext): boolean {
  try {
    return releaseVersion({ version, tagPrefix }, context) !== undefined;
  } catch (thrown) {
    if (thrown instanceof ActionError) return false;
    throw thrown;
  }
}
