// What undici takes from node:assert, the function alone: build.ts puts this in its place, since Node's comes with all that compares objects.
class AssertionError extends Error {
  name = 'AssertionError';
  code = 'ERR_ASSERTION';
}

module.exports = (value, message) => {
  if (!value)
    throw message instanceof Error
      ? message
      : new AssertionError(message ?? 'undici is in a state that it never should be in');
};
