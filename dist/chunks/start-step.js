import {
  Secrets,
  plainLog,
  readInputs,
  start,
  systemClock
} from "./resolve-config.js";
import "./created.js";
import "./input-table.js";
import "./event-payload.js";
import "./lzma.js";
import "./exclusion.js";
import "./first-sight.js";
import "./check-contents.js";
import "./labels.js";
import "./check-program.js";
import "./entry.js";
import "./annotation-lines.js";
import "./real-place.js";
import "./read-text.js";
import "./workspace.js";
import "./refuse-own-inputs.js";
import "./disk-file.js";
import "./pem.js";
import "./accounts.js";
import "./readers.js";
import "./problems.js";
import "./suggest.js";
import "./bytes-source.js";
import "./failure-text.js";
import "./append-text.js";
import "./outputs.js";
import {
  require_node_fs
} from "./builtin-whole-node-path.js";
import "./builtin-node-worker_threads.js";
import "./folders.js";
import "./unreadable.js";
import "./file-identity.js";
import "./edit-distance.js";
import "./stored-layout.js";
import "./make-directory.js";
import "./promises.js";
import "./semver.js";
import "./builtin-node-zlib.js";
import "./platform.js";
import "./manifest.js";
import "./json.js";
import "./ci-systems.js";
import "./p-limit-index.js";
import "./reference.js";
import "./quantities.js";
import "./home-folder.js";
import "./builtin-node-os.js";
import {
  existsSync,
  statSync
} from "./builtin-node-fs.js";
import "./media-types.js";
import "./digest.js";
import "./builtin-node-crypto.js";
import "./builtin-node-path.js";
import {
  harmless,
  printable
} from "./printable.js";
import {
  ActionError,
  messageOf
} from "./errors.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./shared.js";

// builtin-whole:node:os
var require_node_os = __commonJS({
  "builtin-whole:node:os"(exports, module) {
    module.exports = __require("node:os");
  }
});

// builtin-whole:node:crypto
var require_node_crypto = __commonJS({
  "builtin-whole:node:crypto"(exports, module) {
    module.exports = __require("node:crypto");
  }
});

// node_modules/@actions/core/lib/command.js
var os = __toESM(require_node_os());

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
var crypto = __toESM(require_node_crypto());
var fs = __toESM(require_node_fs());
var os2 = __toESM(require_node_os());
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
var os3 = __toESM(require_node_os());
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os3.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function debug(message) {
  issueCommand("debug", {}, message);
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
  issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + os3.EOL);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
}
function group(name, fn) {
  return __awaiter(this, void 0, void 0, function* () {
    startGroup(name);
    let result;
    try {
      result = yield fn();
    } finally {
      endGroup();
    }
    return result;
  });
}

// src/runner/log.ts
function isRunner(environment) {
  return environment["GITHUB_ACTIONS"] === "true";
}
function runnerLog(clean) {
  return {
    debug: (line) => debug(clean(line)),
    info: (line) => info(clean(line)),
    notice: (line) => notice(clean(line)),
    warning: (line) => warning(clean(line)),
    error: (text) => error(clean(text)),
    group: (title, work) => group(clean(title).replaceAll("\n", " "), work)
  };
}

// src/runner/write-outputs.ts
function writeOutputs(outputs, environment) {
  const file = environment.GITHUB_OUTPUT;
  if (!file) return;
  try {
    assertFile(file);
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  } catch (error2) {
    const message = `The outputs cannot be written to GITHUB_OUTPUT (${printable(file, 300)}): ${printable(messageOf(error2), 300)}`;
    const published = outputs.pushed === "true" ? `The image is published: ${outputs.images}` : "Nothing was published.";
    throw new ActionError("output", message, {
      hint: `${published} Later steps do not get the outputs; let GITHUB_OUTPUT be a file that this run may write to.`,
      cause: error2
    });
  }
}
function assertFile(file) {
  if (!existsSync(file)) throw new Error("there is no such file");
  const stats = statSync(file);
  if (stats.isDirectory()) throw new Error("it is a directory");
  if (stats.isFIFO() || stats.isSocket()) throw new Error("it is not a file");
}

// src/start-step.ts
async function startStep(environment, distribution, encoder, ending) {
  const secrets = new Secrets(isRunner(environment) ? setSecret : void 0);
  const log = stepLog(environment, secrets);
  const results = {
    writeOutputs: (outputs) => writeOutputs(outputs, environment),
    announce: log.info,
    writeSummary: async (outcomes) => {
      const { writeSummary } = await import("./write-summary.js");
      await writeSummary(outcomes, environment, secrets, log);
    }
  };
  await start(distribution, encoder, { inputs: readInputs(environment), log, secrets, results }, ending);
}
function stepLog(environment, secrets) {
  const clean = (text) => harmless(secrets.redact(text));
  const print = (text) => void process.stdout.write(`${text}
`);
  const log = isRunner(environment) ? runnerLog(clean) : plainLog({ environment, clock: systemClock, clean, print });
  const debugging = environment["RUNNER_DEBUG"] === "1";
  return {
    ...log,
    debug: (line) => {
      if (debugging) log.debug(line);
    },
    secret: (value) => secrets.add(value)
  };
}
export {
  startStep,
  stepLog
};
