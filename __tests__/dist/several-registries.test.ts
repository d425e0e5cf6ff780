import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../testing/validate-image.ts';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';

const binary = join(PROJECT, 'examples/hello/hello-linux-amd64');
const USERS = { me: 'secret' };

let registries: StrictRegistry[];
let refusing: StrictRegistry;
beforeAll(async () => {
  const open = startStrictRegistry();
  const own = startStrictRegistry({ auth: { kind: 'bearer', users: USERS } });
  refusing = await startStrictRegistry({ auth: { kind: 'basic', users: { other: 'secret' } } });
  registries = await Promise.all([open, own]);
});
afterAll(() => Promise.all([...registries, refusing].map((registry) => registry.close())));

test('two of three registries have the image, the error names the third, and outputs and summary say which', async () => {
  const good = registries.map(({ host }) => `${host}/acme/app`);
  const bad = `${refusing.host}/acme/app`;
  const logins = [...registries.slice(1), refusing].map(({ host }) => {
    return `- { registry: "${host}", username: me, password: secret }`;
  });
  const [first = '', second = ''] = good;
  const inputs = { binary, image: [first, bad, second].join('\n'), tags: '1.0.0', 'registry-auth': logins.join('\n') };
  const run = await runAction(inputs);
  expect(run.exitCode).toBe(1);
  const [annotation, ...others] = run.stdout.match(/^::error.*/gm) ?? [];
  expect(annotation).toContain(`${first}, ${second} have the image; it failed for ${bad}: `);
  expect(others).toEqual([]);

  const { digest } = run.outputs;
  expect(run.outputs).toMatchObject({
    pushed: 'false',
    image: `${first}@${digest}`,
    images: `${first}@${digest}\n${second}@${digest}`,
    tags: `${first}:1.0.0\n${second}:1.0.0`,
  });
  for (const { origin, ownerAuthorization: authorization } of registries) {
    const found = await validateImage({ origin, authorization, repository: 'acme/app', reference: '1.0.0' });
    expect(found.digest).toBe(digest);
  }
  expect(run.artifacts).toBe('');
  expect(run.summary).toContain('❌ Not published everywhere: 1 of 3 images failed.');
  for (const image of [first, second, bad]) expect(run.summary).toContain(`### ${image}`);
});

afterAll(removeTemporaryFolders);
