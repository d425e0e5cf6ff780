// What src/registry takes from undici, by the files that hold it: build.ts puts this in the place of undici's own entry.
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');

// As undici's index.js does: the methods of a dispatcher come from a place of their own.
Dispatcher.prototype.request = require('undici/lib/api/api-request.js');

module.exports = {
  Dispatcher,
  Agent: require('undici/lib/dispatcher/agent.js'),
  buildConnector: require('undici/lib/core/connect.js'),
  Pool: require('undici/lib/dispatcher/pool.js'),
};
