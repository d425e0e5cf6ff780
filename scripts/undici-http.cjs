// What undici takes from node:http, which it serves to nobody here: build.ts puts this in its place, since Node needs 15 ms to load the real one.
module.exports = {
  /** Only compared with the class of a response that a program got by node:http itself. */
  IncomingMessage: class {},
  /** Bytes; Node's own default. https://nodejs.org/api/http.html#httpmaxheadersize */
  maxHeaderSize: 16_384,
};
