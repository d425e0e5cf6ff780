import { expect, test } from '@jest/globals';
import { terminalView } from '../../src/report/terminal-view.ts';

const SUMMARY = `## 📦 ghcr.io/o/app 1.0.0

\`\`\`sh
docker run --rm ghcr.io/o/app:1.0.0
\`\`\`

| tag | state |
| --- | ---: |
| <code>1.0.0</code> | ✅ written |
| <code>a&#124;b</code> | 1.9&nbsp;kB |

### Checklist

- ⚠️ **Stripped**: &#96;-s -w&#96; &amp; &lt;more&gt;

<details><summary>Layers</summary>

text

</details>
`;

test('a job summary reads in a terminal without tags, fences and entities', () => {
  expect(terminalView(SUMMARY.trim())).toEqual([
    '📦 ghcr.io/o/app 1.0.0',
    '',
    'docker run --rm ghcr.io/o/app:1.0.0',
    '',
    'tag    state',
    '1.0.0  ✅ written',
    'a|b    1.9 kB',
    '',
    'Checklist:',
    '',
    '- ⚠️ Stripped: `-s -w` & <more>',
    '',
    'Layers:',
    '',
    'text',
    '',
  ]);
});
