import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export interface WorkflowStep {
  readonly file: string;
  /** The names under `with:`. */
  readonly inputs: readonly string[];
  /** The outputs of this step that the text around it reads. */
  readonly outputs: readonly string[];
}

/** Every step that uses this action, in the YAML files and in the YAML blocks of the Markdown files of the project. */
export async function workflowSteps(root: string): Promise<WorkflowStep[]> {
  const files = await textFiles(root);
  const found = await Promise.all(files.map(async (file) => stepsOf(file, await readFile(join(root, file), 'utf8'))));
  return found.flat();
}

async function textFiles(root: string): Promise<string[]> {
  const folders = ['docs', 'examples', '.github'];
  const nested = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      return names.map((name) => join(folder, name));
    }),
  );
  return ['README.md', ...nested.flat()].filter((name) => /\.(md|ya?ml)$/.test(name));
}

/** The YAML blocks of a Markdown text, or the whole of a YAML file. */
export function yamlBlocks(file: string, text: string): string[] {
  if (!file.endsWith('.md')) return [text];
  return [...text.matchAll(/^```ya?ml[^\n]*\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
}

function stepsOf(file: string, text: string): WorkflowStep[] {
  return yamlBlocks(file, text).flatMap((block) =>
    parseAllDocuments(block)
      .flatMap((document) => stepsIn(document.toJS()))
      .map(({ id, inputs }) => ({ file, inputs, outputs: id === undefined ? [] : outputsOf(id, block) })),
  );
}

function outputsOf(id: string, text: string): string[] {
  return [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([, step, name = '']) =>
    step === id ? [name] : [],
  );
}

const OURS = /^(?:\.\/|(?:https:\/\/github\.com\/)?[^/]+\/from-scratch@)/;

interface OwnStep {
  readonly id: string | undefined;
  readonly inputs: readonly string[];
}

function stepsIn(value: unknown): OwnStep[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { uses, with: inputs, id } = value as { uses?: unknown; with?: unknown; id?: unknown };
  const own = typeof uses === 'string' && OURS.test(uses) && typeof inputs === 'object' && inputs !== null;
  const step = own ? [{ id: typeof id === 'string' ? id : undefined, inputs: Object.keys(inputs) }] : [];
  return [...step, ...Object.values(value).flatMap(stepsIn)];
}
