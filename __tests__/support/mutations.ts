import fc from 'fast-check';

/** Random text, and the samples with pieces cut out, doubled, replaced or put in. */
export function mutationsOf(samples: readonly string[]): fc.Arbitrary<string> {
  const cut = fc.tuple(fc.constantFrom(...samples), fc.nat(200), fc.nat(12), fc.string({ maxLength: 6 }));
  const mutated = cut.map(([text, at, length, put]) => {
    const from = text.length === 0 ? 0 : at % text.length;
    return text.slice(0, from) + put + text.slice(from + length);
  });
  const joined = fc.tuple(mutated, fc.constantFrom(', ', ' ', ';', '\n', ''), mutated).map((parts) => parts.join(''));
  const binary = fc.string({ unit: 'binary', maxLength: 40 });
  return fc.oneof(
    { weight: 4, arbitrary: mutated },
    { weight: 1, arbitrary: joined },
    { weight: 1, arbitrary: binary },
  );
}
