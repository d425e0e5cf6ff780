/** Where the run comes from, as facts: the event, the ref and the repository, already read from environment and payload. */
export interface SourceContext {
  /** `push`, `release`, `workflow_dispatch`, …; empty outside of a runner. */
  readonly event: string;
  /** `published`, `closed`, `completed`, …: what happened to what the event is about. */
  readonly action?: string;
  /** `refs/tags/v1.2.3`; may be empty. After another workflow's run, the branch of that run. */
  readonly ref: string;
  /** The commit that is built: the head of a pull request, or of the run that this one follows. */
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
  /** What people call the project, where that is another name than the repository's. */
  readonly title?: string;
  readonly description?: string;
  /** Address of the repository's page. */
  readonly htmlUrl?: string;
  /** `public`, `private` or `internal`. */
  readonly visibility?: string;
  /** SPDX identifier. */
  readonly license?: string;
  /** Seconds since 1970 of the commit, where the payload or git tells it. */
  readonly commitTime?: number;
  /** Seconds since 1970 at which goreleaser built, where it did. */
  readonly buildTime?: number;
  readonly release?: {
    readonly tag: string;
    readonly prerelease: boolean;
    readonly draft: boolean;
    /** The release had another tag before it was edited. */
    readonly changedTag: boolean;
  };
  /** The workflow run that this one follows; its conclusion is missing until it has ended. */
  readonly trigger?: { readonly event: string; readonly conclusion?: string };
  /** Of a fork, a workflow_run does not say which pull request it follows. */
  readonly pullRequest?: { readonly number?: number; readonly fromFork: boolean };
  /** The ref of the event is gone; the runner then stands on the default branch. */
  readonly deleted?: boolean;
  /** `dependabot[bot]` and the like. */
  readonly actor?: string;
  /** Host of the forge's own container registry, which takes the job's token: `registry.gitlab.com`, a Gitea's own host. */
  readonly ownRegistry?: string;
  /** The repository's image there. */
  readonly ownImage?: string;
}
