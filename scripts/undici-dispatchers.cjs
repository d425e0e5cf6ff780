// What src/registry takes from undici, by the files that hold it: build.ts puts this in the place of undici's own entry.
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');

// As undici's index.js does: the methods of a dispatcher come from a place of their own.
Object.assign(Dispatcher.prototype, {
  request: require('undici/lib/api/api-request.js'),
  // How a proxy is asked for a tunnel.
  connect(...given) {
    return require('undici/lib/api/api-connect.js').apply(this, given);
  },
});

module.exports = {
  Dispatcher,
  Agent: require('undici/lib/dispatcher/agent.js'),
  /** Few runs have a proxy, and it brings a client for SOCKS along. */
  get ProxyAgent() {
    return require('undici/lib/dispatcher/proxy-agent.js');
  },
  buildConnector: require('undici/lib/core/connect.js'),
  Pool: require('undici/lib/dispatcher/pool.js'),
};
