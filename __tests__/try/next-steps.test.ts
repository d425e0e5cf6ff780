import { expect, test } from '@jest/globals';
import { howToServe, howToServeAndMore } from '../../try/next-steps.ts';

test('a trial that has ended tells how to keep the registry', () => {
  expect(howToServe()).toContain('npm run try -- --serve');
});

test('a registry that stays up tells how to pull from it and how to push to it', () => {
  const text = howToServeAndMore('127.0.0.1:5000', 'you/app:1.2.3', "/a b/it's/dist/cli.js");
  expect(text).toContain('docker run --rm 127.0.0.1:5000/you/app:1.2.3\n');
  expect(text).toContain('app --image 127.0.0.1:5000/you/mine --tags 1.2.3 --push');
  expect(text).toContain(String.raw`node '/a b/it'\''s/dist/cli.js'`);
});
