// src/version.ts
var VERSION = false ? "development" : "1.0.0";
var url = false ? "https://github.com/" : "https://github.com/OWNER/from-scratch";
var USER_AGENT = `from-scratch/${VERSION} (+${url})`;

export {
  VERSION,
  USER_AGENT
};
