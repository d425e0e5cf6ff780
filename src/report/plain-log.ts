import type { Clock, Environment, PrintedLog } from '../ports.ts';

/** How lines look where they may have colours; each takes finished text. */
export interface Style {
  readonly title: (text: string) => string;
  readonly detail: (text: string) => string;
  readonly notice: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly error: (text: string) => string;
}

const same = (text: string) => text;
const WITHOUT_STYLE: Style = { title: same, detail: same, notice: same, warning: same, error: same };

export interface PlainLogOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  /** Takes out secrets and what a runner would obey. */
  readonly clean: (text: string) => string;
  /** Prints a text with a line break after it. */
  readonly print: (text: string) => void;
  readonly style?: Style;
}

/** A log of plain lines, for every place but GitHub's runner. Groups fold in GitLab's job log. */
export function plainLog({ environment, clock, clean, print, style = WITHOUT_STYLE }: PlainLogOptions): PrintedLog {
  let depth = 0;
  const fold = environment['GITLAB_CI'] === 'true' ? gitlabSections(clock, print) : undefined;
  const info = (line: string) => print(depth > 0 ? style.detail(clean(line)) : clean(line));
  return {
    debug: (line) => print(style.detail(clean(`Debug: ${line}`))),
    info,
    notice: (line) => print(style.notice(clean(`Notice: ${line}`))),
    warning: (line) => print(style.warning(clean(`Warning: ${line}`))),
    error: (text) => print(style.error(clean(`Error: ${text}`))),
    group: async (title, work) => {
      const shown = style.title(clean(title).replaceAll('\n', ' '));
      const end = fold === undefined ? print(shown) : fold(shown);
      depth += 1;
      try {
        return await work();
      } finally {
        depth -= 1;
        end?.();
      }
    },
  };
}

/** Removes what stood in the line: GitLab shows the title only. */
const START_OF_LINE = '\r\u001b[0K';

/** https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections Returns what begins a section, which returns what ends it. */
function gitlabSections(clock: Clock, print: (text: string) => void): (title: string) => () => void {
  let count = 0;
  const seconds = () => Math.floor(clock.now() / 1000);
  return (title) => {
    count += 1;
    const name = `from_scratch_${count}`;
    print(`\u001b[0Ksection_start:${seconds()}:${name}[collapsed=true]${START_OF_LINE}${title}`);
    return () => print(`\u001b[0Ksection_end:${seconds()}:${name}${START_OF_LINE}`);
  };
}
