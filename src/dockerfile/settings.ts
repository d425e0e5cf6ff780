import { posix } from 'node:path';
import { nameFault } from '../config/container-path.ts';
import { readExpose } from '../config/ports.ts';
import { quote } from '../config/problems.ts';
import { readStopSignal } from '../config/stop-signal.ts';
import { execForm } from './exec-form.ts';
import type { StageContext } from './stage-context.ts';
import { splitBlanks, splitWords } from './words.ts';

/** Instructions that set what the image's configuration says. */
export const SETTINGS: Readonly<Record<string, (context: StageContext) => undefined>> = {
  ARG: readArg,
  ENV: readEnv,
  LABEL: readLabel,
  MAINTAINER: (context) => {
    if (context.instruction.text === '')
      return context.fault('nothing stands after it; write LABEL org.opencontainers.image.authors=NAME');
    context.state.labels.set('org.opencontainers.image.authors', context.instruction.text);
  },
  EXPOSE: readPorts,
  VOLUME: readVolumes,
  WORKDIR: readWorkdir,
  USER: (context) => {
    const user = context.single('USER 65532:65532');
    if (user === undefined) return;
    context.state.user = user;
    context.state.positions.set('user', context.instruction.position);
  },
  STOPSIGNAL: readSignal,
  ENTRYPOINT: (context) => {
    const list = execForm(context);
    if (list === undefined) return;
    context.state.entrypoint = list;
    context.state.positions.set('entrypoint', context.instruction.position);
    if (!context.state.ownCmd) context.state.cmd = undefined;
  },
  CMD: (context) => {
    const list = execForm(context);
    if (list === undefined) return;
    Object.assign(context.state, { cmd: list, ownCmd: true });
    context.state.positions.set('cmd', context.instruction.position);
  },
  SHELL: (context) => {
    context.notice('is left out, as nothing is run by a shell');
  },
  ONBUILD: (context) =>
    context.fault(
      'is for images that others build upon with a Dockerfile, and is not kept; move what it holds to those Dockerfiles',
    ),
};

/** The arguments of the build win over defaults, and those over what stands before the first FROM. */
function readArg(context: StageContext): undefined {
  const { state, around, instruction } = context;
  const words = splitWords(instruction.text, around.escapeCharacter);
  if (words.length === 0) return context.fault('a name is missing; write ARG VERSION');
  for (const { text, offset } of words) {
    const equals = text.indexOf('=');
    const name = context.expand(equals < 0 ? text : text.slice(0, equals), offset);
    if (name === undefined) continue;
    if (name === '') context.fault('a name is missing; write ARG VERSION', offset);
    const given = around.buildArg(name);
    const standard = equals < 0 ? around.globalArg(name) : context.expand(text.slice(equals + 1), offset + equals + 1);
    const value = given ?? standard;
    if (value !== undefined) state.scope.set(name, value);
  }
}

function readEnv(context: StageContext): undefined {
  const pairs = readPairs(context);
  for (const { key, value, offset } of pairs) {
    if (key === '' || /[=\p{Cc}]/u.test(key)) context.fault(`${quote(key)} is not a valid name of a variable`, offset);
    if (value.includes('\0')) context.fault('the text holds a NUL character', offset);
    context.state.env.set(key, value);
    context.state.scope.set(key, value);
  }
}

function readLabel(context: StageContext): undefined {
  for (const { key, value, offset } of readPairs(context)) {
    if (key.trim() === '' || /\p{Cc}/u.test(key)) context.fault(`${quote(key)} is not a valid key`, offset);
    context.state.labels.set(key, value);
  }
}

interface Pair {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
}

/** `A=1 B="2 3"`, or the old form `A 1`. All of them see the variables as they were before the instruction. */
function readPairs(context: StageContext): Pair[] {
  const { text, keyword } = context.instruction;
  const words = splitWords(text, context.around.escapeCharacter);
  const [first] = words;
  if (first === undefined) {
    context.fault(`nothing stands after it; write ${keyword} NAME=value`);
    return [];
  }
  if (!first.text.includes('=')) return oldForm(context, text);
  return words.flatMap(({ text: word, offset }) => {
    const equals = word.indexOf('=');
    if (equals < 0) {
      context.fault(`${quote(word)} has no "="; write NAME=value, and a value with blanks in quotes`, offset);
      return [];
    }
    return pairOf(context, word.slice(0, equals), word.slice(equals + 1), offset);
  });
}

function oldForm(context: StageContext, text: string): Pair[] {
  const [, key = '', blank = '', value = ''] = /^(\S+)(\s+)(.*)$/s.exec(text) ?? [];
  if (key !== '') return pairOf(context, key, value, 0, key.length + blank.length);
  context.fault(`a value is missing; write ${context.instruction.keyword} ${text}=value`);
  return [];
}

function pairOf(
  context: StageContext,
  rawKey: string,
  rawValue: string,
  offset: number,
  at = offset + rawKey.length + 1,
): Pair[] {
  const key = context.expand(rawKey, offset);
  const value = context.expand(rawValue, at);
  return key === undefined || value === undefined ? [] : [{ key, value, offset }];
}

function readPorts(context: StageContext): undefined {
  const words = splitBlanks(context.instruction.text);
  if (words.length === 0) return context.fault('nothing stands after it; write EXPOSE 8080');
  for (const { text, offset } of words) {
    const ports =
      context
        .expand(text, offset)
        ?.split(/\s+/)
        .filter((port) => port !== '') ?? [];
    for (const port of ports) {
      for (const one of readExpose(context.value(port, offset), context.around.problems) ?? [])
        context.state.expose.add(one);
    }
  }
}

function readVolumes(context: StageContext): undefined {
  const words = context.list();
  if (words?.length === 0) context.fault('nothing stands after it; write VOLUME /data');
  for (const { text, offset } of words ?? []) {
    const fault = text.trim() === '' ? 'an empty path' : nameFault(text);
    if (fault === undefined) context.state.volumes.add(text);
    else context.fault(fault, offset);
  }
}

/** BuildKit makes the directory, for the user of that moment. */
function readWorkdir(context: StageContext): undefined {
  const text = context.single('WORKDIR /srv');
  if (text === undefined) return;
  const path = text === '' ? context.fault('an empty path; write WORKDIR /srv') : context.path(text);
  if (path === undefined) return;
  const { state, instruction } = context;
  state.workdir = posix.join(path, '.').replace(/(.)\/$/, '$1');
  state.positions.set('workdir', instruction.position);
  if (state.workdir === '/') return;
  const owner = state.user === '' ? {} : { owner: state.user };
  state.steps.push({
    type: 'directory',
    path: state.workdir,
    keyword: 'WORKDIR',
    position: instruction.position,
    ...owner,
  });
}

/** Checked, and kept as it was written. */
function readSignal(context: StageContext): undefined {
  const text = context.single('STOPSIGNAL SIGTERM');
  if (text === undefined || readStopSignal(context.value(text), context.around.problems) === undefined) return;
  context.state.stopSignal = text;
}
