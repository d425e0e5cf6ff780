/** Where the run comes from, as facts: the event, the ref and the repository, already read from environment and payload. */
export interface SourceContext {
  /** `push`, `release`, `workflow_dispatch`, …; empty outside of a runner. */
  readonly event: string;
  /** `refs/tags/v1.2.3`; may be empty. */
  readonly ref: string;
  /** The commit; of the pull request's head where there is one. */
  readonly revision?: string;
  /** The commit that the event ran on; of a pull request the merge into its base, unless the environment says otherwise. */
  readonly eventCommit?: string;
  /** Short name of the branch that a pull request goes to, or that a tag was pushed with. */
  readonly baseRef?: string;
  /** Letters of a short commit, where it is not git's usual number. */
  readonly shortShaLength?: number;
  /** `owner/name` with its upper and lower case. */
  readonly repository?: string;
  readonly serverUrl: string;
  readonly defaultBranch?: string;
  readonly description?: string;
  /** Address of the repository's page. */
  readonly htmlUrl?: string;
  /** SPDX identifier. */
  readonly license?: string;
  /** Seconds since 1970 of the commit, where the payload or git tells it. */
  readonly commitTime?: number;
  /** Seconds since 1970 at which goreleaser built, where it did. */
  readonly buildTime?: number;
  readonly release?: { readonly tag: string; readonly prerelease: boolean; readonly draft: boolean };
  readonly pullRequest?: { readonly number: number; readonly fromFork: boolean };
  /** The ref of the event is gone; the runner then stands on the default branch. */
  readonly deleted?: boolean;
  /** `dependabot[bot]` and the like. */
  readonly actor?: string;
}
