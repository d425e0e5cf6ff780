import type { GoBuildInfo, GoModule } from './binary.ts';
import { goUnquote } from './go-unquote.ts';

/**
 * The lines that runtime/debug.BuildInfo.String writes, columns parted by tabs.
 * https://github.com/golang/go/blob/master/src/runtime/debug/mod.go
 */
export function parseModuleInfo(text: string): Omit<GoBuildInfo, 'goVersion'> {
  const modules: { readonly kind: 'mod' | 'dep'; module: GoModule }[] = [];
  const settings = new Map<string, string>();
  let path: string | undefined;
  for (const line of text.split('\n')) {
    const [kind = '', ...columns] = line.split('\t');
    if (kind === 'path') path = columns[0];
    if (kind === 'mod' || kind === 'dep') modules.push({ kind, module: goModule(columns) });
    if (kind === '=>') replaceLast(modules, columns);
    if (kind === 'build') addSetting(settings, columns.join('\t'));
  }
  const main = modules.find(({ kind }) => kind === 'mod')?.module;
  return {
    ...(path ? { path } : {}),
    ...(main?.path ? { main } : {}),
    dependencies: modules.filter(({ kind, module }) => kind === 'dep' && module.path).map(({ module }) => module),
    settings: Object.fromEntries(settings),
  };
}

/** A module that was not fetched by version has none: `(devel)`. */
function goModule([path = '', version = '', sum = '']: readonly string[]): GoModule {
  return {
    path,
    ...(version === '' || version === '(devel)' ? {} : { version }),
    ...(sum === '' ? {} : { sum }),
  };
}

/** A `replace` names what was built instead, unless it is a directory on the machine that built it. */
function replaceLast(modules: { module: GoModule }[], columns: readonly string[]): void {
  const last = modules.at(-1);
  const [path = ''] = columns;
  if (last === undefined || columns.length !== 3 || path === '' || /^[./]/.test(path)) return;
  last.module = goModule(columns);
}

/** `KEY=VALUE`, either of which is quoted as in Go source where it holds what would end it. */
function addSetting(settings: Map<string, string>, text: string): void {
  const quotedKey = /^("(?:[^"\\]|\\.)*"|`[^`]*`)=/.exec(text)?.[1];
  const key = quotedKey ?? text.split('=', 1)[0] ?? '';
  if (key === '' || text[key.length] !== '=') return;
  settings.set(goUnquote(key), goUnquote(text.slice(key.length + 1)));
}
