// What src/registry takes from undici, by the files that hold it: build.ts puts this in the place of undici's own entry.
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');

// As undici's index.js does: the methods of a dispatcher come from a place of their own.
// `connect` is how a proxy is asked for a tunnel.
Object.assign(Dispatcher.prototype, {
  request: require('undici/lib/api/api-request.js'),
  connect: require('undici/lib/api/api-connect.js'),
});

module.exports = {
  Agent: require('undici/lib/dispatcher/agent.js'),
  EnvHttpProxyAgent: require('undici/lib/dispatcher/env-http-proxy-agent.js'),
  Pool: require('undici/lib/dispatcher/pool.js'),
};
