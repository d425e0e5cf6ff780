import { UsageError, FLAG_NAMES, FLAGS_WITHOUT_VALUE } from './start-command.js';
import { SWITCH_INPUTS } from './start.js';
import './builtin-node-util.js';
import './boot.js';

// src/cli/completion.ts
var CHOICES = {
  compression: ["gzip", "zstd", "none"],
  tags: ["auto", "none"],
  completion: ["bash", "zsh", "fish"]
};
var SHELLS = { bash, zsh, fish };
function completionFor(shell) {
  const script = SHELLS[shell];
  if (script === void 0 || !Object.hasOwn(SHELLS, shell)) {
    throw new UsageError(`--completion: "${shell}" is not one of bash, zsh, fish`);
  }
  return script();
}
function bash() {
  const cases = Object.entries(CHOICES).map(
    ([name, values]) => `    --${name}) COMPREPLY=($(compgen -W "${values.join(" ")}" -- "$word")); return ;;`
  );
  return `# In ~/.bashrc: eval "$(from-scratch --completion bash)"
_from_scratch() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${cases.join("\n")}
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "${FLAG_NAMES.map((name) => `--${name}`).join(" ")}" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _from_scratch from-scratch
`;
}
function zsh() {
  const flags = FLAG_NAMES.map((name) => {
    const choices = CHOICES[name];
    if (FLAGS_WITHOUT_VALUE.has(name)) return `  '--${name}'`;
    if (choices !== void 0) return `  '*--${name}:value:(${choices.join(" ")})'`;
    return SWITCH_INPUTS.has(name) ? `  '--${name}=-:value:(auto true false)'` : `  '*--${name}:value:_files'`;
  });
  return `#compdef from-scratch
# In ~/.zshrc, after compinit: eval "$(from-scratch --completion zsh)"
_from_scratch() {
  _arguments -s \\
${flags.map((flag) => `${flag} \\`).join("\n")}
  '*:binary:_files'
}
compdef _from_scratch from-scratch
`;
}
function fish() {
  const flags = FLAG_NAMES.map((name) => {
    const choices = CHOICES[name];
    const bare = SWITCH_INPUTS.has(name) || FLAGS_WITHOUT_VALUE.has(name);
    const value = choices === void 0 ? bare ? "" : " -r" : ` -x -a '${choices.join(" ")}'`;
    return `complete -c from-scratch -l ${name}${value}`;
  });
  return `# In ~/.config/fish/config.fish: from-scratch --completion fish | source
${flags.join("\n")}
`;
}

export { completionFor };
