/** How far a run has come, for the report of one that fails. */
export interface RunProgress {
  /** Something may have been sent to a registry. */
  sending: boolean;
  /** The report tells all there is to tell. */
  reported: boolean;
}
