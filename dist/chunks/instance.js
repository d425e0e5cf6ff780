import { textAt, jsonOf, wordsOf } from './service.js';
import { printable } from './start.js';
import { ActionError } from './boot.js';

// src/attest/identity/identity-token.ts
function tokenSource(environment) {
  const given = environment.SIGSTORE_ID_TOKEN?.trim();
  if (given) return { kind: "given", token: given };
  const url = environment.ACTIONS_ID_TOKEN_REQUEST_URL ?? "";
  const requestToken = environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "";
  if (!URL.canParse(url) || requestToken === "") return void 0;
  return { kind: "actions", url: new URL(url), requestToken };
}
function missingIdentity(environment) {
  const hint = environment.GITLAB_CI === "true" ? "Give the job a token: `id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }`, or sign with a key: `signing-key`." : environment.GITHUB_ACTIONS === "true" ? "Add `id-token: write` to the permissions of this job: `permissions: { contents: read, packages: write, id-token: write, attestations: write }`. Pull requests of forks never get it." : "Put a token of an identity provider that Fulcio knows into SIGSTORE_ID_TOKEN, or sign with a key: `signing-key`.";
  return new ActionError("attest", "attest: this job has no identity that could be signed with", { hint });
}
async function fetchToken(source, audience, fetch) {
  if (source.kind === "given") return source.token;
  const url = new URL(source.url);
  url.searchParams.set("audience", audience);
  const action = "Getting an identity token from the runner";
  const headers = { accept: "application/json" };
  const authorization = `Bearer ${source.requestToken}`;
  const answer = await fetch({ action, method: "GET", url, headers, authorization });
  const token = answer.status === 200 ? textAt(jsonOf(answer), "value") : void 0;
  if (token !== void 0) return token;
  throw new ActionError(
    "attest",
    `${action} failed: ${printable(wordsOf(answer).replaceAll(source.requestToken, "***"))}`,
    {
      hint: "Does the job have `permissions: id-token: write`, and was it not started by a pull request of a fork?"
    }
  );
}

// src/attest/instance.ts
var AUDIENCE = "sigstore";
var PUBLIC = {
  name: "public",
  fulcio: new URL("https://fulcio.sigstore.dev"),
  rekor: { url: new URL("https://rekor.sigstore.dev"), version: 1 },
  audience: AUDIENCE
};
function instanceFor(setting, visibility, environment) {
  if (typeof setting === "object") return customInstance(setting);
  const server = hostOf(environment.GITHUB_SERVER_URL ?? environment.CI_SERVER_URL ?? "");
  const known = server === "github.com" || server === "gitlab.com";
  if (setting === "public" || setting === "auto" && visibility === "public" && known) return PUBLIC;
  const github = githubInstance(server);
  if (github !== void 0) return github;
  throw new ActionError(
    "attest",
    "sigstore: this is not a public repository of github.com or gitlab.com, and its forge has no Sigstore of its own",
    {
      hint: "Sign with a key of your own (`signing-key`), name your own Sigstore in `sigstore`, or write `sigstore: public`: the name of the repository is then in a public log for good."
    }
  );
}
function customInstance({ fulcio, audience = AUDIENCE, ...services }) {
  if (fulcio === void 0) throw new ActionError("input", "sigstore: fulcio is missing");
  return { ...services, fulcio, audience, name: "custom" };
}
function hostOf(url) {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
function servicesForKey(setting) {
  if (typeof setting === "object") return setting;
  return setting === "public" && PUBLIC.rekor !== void 0 ? { rekor: PUBLIC.rekor } : {};
}
function githubInstance(host) {
  const of = (fulcio, tsa) => {
    return { name: "github", fulcio: new URL(fulcio), tsa: new URL(tsa), audience: AUDIENCE };
  };
  if (host === "github.com") return of("https://fulcio.githubapp.com", "https://timestamp.githubapp.com");
  if (host.endsWith(".ghe.com")) return of(`https://fulcio.${host}`, `https://timestamp.${host}`);
  return void 0;
}
var GITHUB_REFUSAL = "For a private or internal repository this needs GitHub Enterprise Cloud. Without it, sign with a key of your own: `cosign generate-key-pair`, then `signing-key` and `signing-key-password`.";

export { GITHUB_REFUSAL, fetchToken, instanceFor, missingIdentity, servicesForKey, tokenSource };
