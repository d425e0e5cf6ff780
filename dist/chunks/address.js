import {
  BlockList,
  isIP
} from "./builtin-node-net.js";

// src/registry/http/address.ts
var WORST = ["metadata", "link-local", "loopback", "private", "public"];
var RANGES = [
  ["metadata", "100.100.100.200", 32],
  ["metadata", "168.63.129.16", 32],
  ["metadata", "192.0.0.192", 32],
  ["metadata", "fd00:ec2::", 32],
  ["metadata", "fd20:ce::254", 128],
  ["metadata", "fd00:42::42", 128],
  ["loopback", "127.0.0.0", 8],
  ["loopback", "::1", 128],
  ["link-local", "169.254.0.0", 16],
  ["link-local", "fe80::", 10],
  ["private", "0.0.0.0", 8],
  ["private", "10.0.0.0", 8],
  ["private", "100.64.0.0", 10],
  ["private", "172.16.0.0", 12],
  ["private", "192.0.0.0", 24],
  ["private", "192.168.0.0", 16],
  ["private", "224.0.0.0", 3],
  ["private", "::", 128],
  ["private", "64:ff9b:1::", 48],
  ["private", "fc00::", 7],
  ["private", "fec0::", 10],
  ["private", "ff00::", 8]
];
var METADATA_NAMES = /^(?:metadata|instance-data|metadata\.goog|metadata\.google\.internal|instance-data\.(?:.+\.)?internal|metadata\.azure\.(?:internal|com)|metadata\.tencentyun\.com|metadata\.platformequinix\.com)$/;
function reachOf(hostname) {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/%.*$/, "").replace(/\.$/, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  if (METADATA_NAMES.test(host)) return "metadata";
  if (isIP(host) === 0) return "public";
  const reaches = [host, ...embeddedIn(host)].map(reachOfAddress);
  return WORST.find((reach) => reaches.includes(reach)) ?? "public";
}
function mayLead(from, to) {
  if (to === "public") return true;
  if (to === "private") return from !== "public";
  return to === "loopback" && from === "loopback";
}
function reachOfAddress(address) {
  return RANGES.find(([_, network, prefix]) => isWithin(address, network, prefix))?.[0] ?? "public";
}
function isWithin(address, network, prefix) {
  const list = new BlockList();
  list.addSubnet(network, prefix, familyOf(network));
  return list.check(address, familyOf(address));
}
function familyOf(address) {
  return address.includes(":") ? "ipv6" : "ipv4";
}
function embeddedIn(host) {
  if (!host.includes(":")) return [];
  const groups = groupsOf(host);
  const [a, b, c, d, e, f] = groups;
  const last = addressAt(groups, 6);
  const zeros = (from, to) => groups.slice(from, to).every((group) => group === 0);
  if (a === 100 && b === 65435 && zeros(2, 6)) return [last];
  if (a === 8194) return [addressAt(groups, 1)];
  if (a === 8193 && b === 0)
    return [
      addressAt(groups, 2),
      addressAt(
        groups.map((group) => group ^ 65535),
        6
      )
    ];
  if ((e & 65023) === 0 && f === 24318) return [last];
  if (zeros(0, 4) && (e === 65535 || e === 0 && f === 65535)) return [last];
  return zeros(0, 6) && (groups[6] !== 0 || c === 0 && d === 0 && (groups[7] ?? 0) > 1) ? [last] : [];
}
function addressAt(groups, place) {
  const [high = 0, low = 0] = groups.slice(place, place + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
function groupsOf(host) {
  const text = new URL(`http://[${host}]`).hostname.slice(1, -1);
  const [before = [], after = []] = text.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const missing = text.includes("::") ? 8 - before.length - after.length : 0;
  return [...before, ...Array(missing).fill("0"), ...after].map((group) => Number.parseInt(group, 16));
}

export {
  reachOf,
  mayLead
};
