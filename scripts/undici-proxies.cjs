// What src/registry/http/proxy-agent.ts takes from undici: build.ts puts this in the place of undici's own entry.
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');

// How a proxy is asked for a tunnel.
Dispatcher.prototype.connect = require('undici/lib/api/api-connect.js');

module.exports = {
  Pool: require('undici/lib/dispatcher/pool.js'),
  ProxyAgent: require('undici/lib/dispatcher/proxy-agent.js'),
};
