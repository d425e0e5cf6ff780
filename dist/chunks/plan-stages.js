import { joinPlans, checkContents, planImage, imageLabels } from './start.js';
import './boot.js';

// src/run/plan-stages.ts
async function planStages([first, ...rest], sources, created) {
  const others = rest.map((stage) => checkedPlan(stage, sources, created));
  return joinPlans([await checkedPlan(first, sources, created), ...await Promise.all(others)]);
}
async function checkedPlan(stage, sources, created) {
  const plan = planStage(stage, sources, created);
  return { ...plan, warnings: [...plan.warnings, ...await checkContents(stage.block, plan.platforms)] };
}
function planStage(stage, sources, created) {
  const { context, version, request, annotations } = sources;
  const { block, binary, binaryPath, platform, warnings } = stage;
  const binaries = binary === void 0 ? [] : [binary];
  const entries = stage.entries.map((entry) => ({ ...entry, mtime: created.mtime }));
  return planImage({
    block: binaryPath === void 0 ? block : { ...block, path: binaryPath },
    binaries,
    platforms: [platform],
    kit: { entries: [], decisions: decisionsOf(entries), warnings },
    filesFor: () => entries,
    created,
    labels: imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations })
  });
}
var PARTS = [
  {
    part: "certificates",
    paths: /^(?:etc\/ssl\/certs\/ca-certificates\.crt|etc\/ssl\/cert\.pem|etc\/ssl\/certs\/.+|etc\/pki\/tls\/certs\/.+)$/
  },
  { part: "zones", paths: /^(?:usr\/share\/zoneinfo\/.+|.*\/?zoneinfo\.zip)$/ }
];
function decisionsOf(entries) {
  return PARTS.map(({ part, paths }) => {
    const found = entries.find(({ type, path }) => type !== "directory" && paths.test(path));
    if (found === void 0) return { part, included: false, reason: "the Dockerfile brings none" };
    return { part, included: true, reason: `the Dockerfile brings /${found.path}` };
  });
}

export { planStages };
