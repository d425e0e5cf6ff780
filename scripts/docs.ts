/** Writes the tables of inputs and outputs into README.md from action.yml; with --check it only compares. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EXPRESSION_DEFAULTS, INPUT_DEFAULTS } from '../src/inputs/input-table.ts';
import { OUTPUT_NAMES } from '../src/report/output-names.ts';
import { workflowSteps } from './workflow-steps.ts';

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const root = join(import.meta.dirname, '..');
const action: ActionFile = parse(await readFile(join(root, 'action.yml'), 'utf8'));

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

function inputTable(): string {
  const rows = Object.entries(action.inputs).map(([name, input]) => {
    const value = input.default === undefined ? '' : `\`${input.default}\``;
    return `| \`${name}\` | ${value} | ${cell(input.description)} |`;
  });
  return ['| input | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function outputTable(): string {
  const rows = Object.entries(action.outputs).map(([name, output]) => `| \`${name}\` | ${cell(output.description)} |`);
  return ['| output | meaning |', '|---|---|', ...rows].join('\n');
}

function replaced(text: string, section: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${section} -->\\n)[\\s\\S]*?(<!-- /${section} -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no section ${section}`);
  return text.replace(pattern, (_, start, end) => `${start}${content}\n${end}`);
}

/** Differences between what action.yml promises and what the code reads and writes. */
function disagreements(): string[] {
  const defaults: Record<string, string> = { ...INPUT_DEFAULTS, ...EXPRESSION_DEFAULTS };
  const inputs = new Set([...Object.keys(action.inputs), ...Object.keys(defaults)]);
  const outputs = new Set([...Object.keys(action.outputs), ...OUTPUT_NAMES]);
  return [
    ...[...inputs].flatMap((name) => inputDisagreement(name, defaults[name])),
    ...[...outputs].flatMap((name) => outputDisagreement(name)),
  ];
}

function inputDisagreement(name: string, inCode: string | undefined): string[] {
  const stated = action.inputs[name];
  if (stated === undefined) return [`the code reads the input ${name}, action.yml does not have it`];
  if (inCode === undefined) return [`action.yml has the input ${name}, the code does not read it`];
  if ((stated.default ?? '') === inCode) return [];
  return [`the input ${name} has the default "${stated.default ?? ''}" in action.yml and "${inCode}" in the code`];
}

function outputDisagreement(name: string): string[] {
  if (!(name in action.outputs)) return [`the code writes the output ${name}, action.yml does not have it`];
  return isOutput(name) ? [] : [`action.yml has the output ${name}, the code does not write it`];
}

/** Names in docs/ and README that are written as inputs and outputs in workflows must exist. */
async function unknownInWorkflows(): Promise<string[]> {
  const steps = await workflowSteps(root);
  return steps.flatMap(({ file, inputs, outputs }) => [
    ...inputs.filter(isUnknownInput).map((name) => `${file} uses the input ${name}, which does not exist`),
    ...outputs
      .filter((name) => !isOutput(name))
      .map((name) => `${file} reads the output ${name}, which does not exist`),
  ]);
}

/** As another CI system sets them: `INPUT_DIGEST_FILE=…`. */
function unknownInCommands(text: string): string[] {
  const names = [...text.matchAll(/\bINPUT_([A-Z][A-Z_-]*)=/g)].map(([, name = '']) => name);
  return names
    .filter((name) => isUnknownInput(name.toLowerCase().replaceAll('_', '-')))
    .map((name) => `README.md sets INPUT_${name}, which does not exist`);
}

function isUnknownInput(name: string): boolean {
  return !Object.keys(INPUT_DEFAULTS).includes(name);
}

function isOutput(name: string): boolean {
  return OUTPUT_NAMES.some((one) => one === name);
}

const readme = await readFile(join(root, 'README.md'), 'utf8');
const wanted = replaced(replaced(readme, 'inputs', inputTable()), 'outputs', outputTable());
const problems = [...disagreements(), ...(await unknownInWorkflows()), ...unknownInCommands(readme)];
if (process.argv.includes('--check')) {
  if (wanted !== readme) problems.push('README.md is not what action.yml says; run npm run docs');
} else if (wanted !== readme) await writeFile(join(root, 'README.md'), wanted);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
