/** What to do after a trial whose registry is gone. */
export function howToServe(): string {
  return `
The registry is gone now. Next:

  npm run try -- --serve                         keeps it up: docker run --rm 127.0.0.1:5000/you/app
  npm run try -- path/to/app --config image.yml  your own program; every input of the action can be given so`;
}

/**
 * What to do while the registry is up.
 * @param host of the registry, `127.0.0.1:5000`
 * @param image a reference of the image that was pushed, without its registry
 * @param command the path of the command's bundle
 */
export function howToServeAndMore(host: string, image: string, command: string): string {
  return `
The registry stays up until Ctrl-C. In another shell, look at the image:

  docker run --rm ${host}/${image}
  podman run --rm --tls-verify=false ${host}/${image}
  skopeo inspect --tls-verify=false docker://${host}/${image}

and push a program of yours to it, from its folder:

  node ${quoted(command)} app --image ${host}/you/mine --tags 1.2.3 --push

Every input of a workflow is such a flag: \`config: image.yml\` is --config image.yml.`;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
