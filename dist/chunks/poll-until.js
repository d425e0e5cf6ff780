// src/publish/poll-until.ts
var WAITS_MS = [500, 1e3, 2e3, 4e3, 7500, 15e3];
async function pollUntil(clock, ask) {
  for (const wait of WAITS_MS) {
    const answer = await ask();
    if (answer !== void 0) return answer;
    await clock.sleep(wait);
  }
  return ask();
}

export { pollUntil };
