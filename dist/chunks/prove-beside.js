import {
  attests
} from "./setting.js";

// src/run/attest/prove-beside.ts
async function proveBeside({ order, clients, documents, image }, ports, work) {
  const { attest } = order;
  if (attest === void 0 || !attests(attest.request)) return { result: await work(void 0), proof: void 0 };
  const opening = import("./open-prover.js").then(
    ({ openProver }) => openProver(attest, order, clients, documents, ports)
  );
  if (image !== void 0) opening.then(({ prover }) => prover.begin(image())).catch(() => {
  });
  try {
    const result = await work({ attach: async (...given) => (await opening).prover.attach(...given) });
    return { result, proof: await (await opening).prover.proof() };
  } finally {
    await opening.then(({ close }) => close());
  }
}

export {
  proveBeside
};
