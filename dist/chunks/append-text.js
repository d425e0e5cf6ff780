import {
  open
} from "./promises.js";
import {
  constants
} from "./builtin-node-fs.js";

// src/report/append-text.ts
var FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0);
async function appendText(file, text) {
  const handle = await open(file, FLAGS);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

export {
  appendText
};
