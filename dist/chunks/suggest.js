import {
  editDistance
} from "./edit-distance.js";

// src/config/suggest.ts
var LONGEST = 40;
function suggest(word, candidates) {
  if (word.length > LONGEST) return void 0;
  const plain = flatten(word);
  const limit = Math.max(1, Math.floor(plain.length / 3));
  const ranked = candidates.map((candidate) => ({ candidate, distance: editDistance(plain, flatten(candidate)) })).filter(({ distance, candidate }) => distance <= limit && distance < flatten(candidate).length).sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}
function didYouMean(word, candidates) {
  const candidate = suggest(word, candidates);
  return candidate === void 0 ? "" : `; did you mean "${candidate}"?`;
}
function flatten(word) {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

export {
  suggest,
  didYouMean
};
