import { describe, expect, test } from '@jest/globals';
import { csvFields } from '../../../../src/publish/tags/metadata/csv-fields.ts';
import { NO_FLAVOR, parseFlavor } from '../../../../src/publish/tags/metadata/flavor.ts';
import { parseTagLine } from '../../../../src/publish/tags/metadata/tag-line.ts';
import { planFor, pushOf } from '../../../support/publishing.ts';

describe('the fields of a line', () => {
  test.each([
    ['type=raw,value=a', ['type=raw', 'value=a']],
    ['type=match,"pattern=\\d{1,3}"', ['type=match', 'pattern=\\d{1,3}']],
    ['"a=say ""x""",b=1', ['a=say "x"', 'b=1']],
    [
      "type=raw,value={{date 'YYYY, MM' tz='UTC'}},suffix=-x",
      ['type=raw', "value={{date 'YYYY, MM' tz='UTC'}}", 'suffix=-x'],
    ],
    ['type=sha # short', ['type=sha']],
    ['type=raw,value=a#b', ['type=raw', 'value=a#b']],
    [' type = raw , , x ', ['type = raw', 'x']],
    ['', []],
  ])('%j', (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });
});

describe('what is wrong with a line', () => {
  test.each([
    ['type=semver', 'pattern= is missing, which type=semver needs'],
    ['type=match', 'pattern= is missing, which type=match needs'],
    ['type=ref', 'event= is missing, which type=ref needs'],
    ['type=raw,enable=true', 'value= is missing, which type=raw needs'],
    ['type=semvar,pattern=x', 'type=semvar is not known'],
    ['type=semver,patern={{version}}', '"patern" is not an attribute'],
    ['type=ref,event=push', 'event=push is not known to type=ref; there are branch, tag, pr'],
    ['type=sha,format=full', 'format=full is not known to type=sha; there are short, long'],
    ['type=raw,value=x,priority=high', 'priority=high is not a number'],
    ['type=match,pattern=x,group=one', 'group=one is not the number of a group'],
    ['type=match,pattern=(', 'pattern=( is not a valid regular expression'],
    ['type=semver,pattern={{version}},match=(', 'match=( is not a valid regular expression'],
    ['type=pep440,pattern={{version}},match=app-v', 'match=app-v has no group for the version'],
    ['type=semver,pattern={{vresion}}', '{{vresion}} is not known; there are {{raw}} {{version}}'],
    ['type=raw,value={{version}}', '{{version}} is not known; there are {{branch}} {{tag}}'],
    ['type=raw,value={{#if x}}y{{/if}}', '{{#if x}} is not understood'],
    ['type=raw,value={{branch', 'has a {{ without its }}'],
    ["type=raw,value={{date 'YYYY' zone='UTC'}}", "{{date}} has no option zone; there is tz='Europe/Zurich'"],
    ["type=raw,x,suffix={{commit_date 'YYYY' tz='Mars'}}", "tz='Mars' is not a known time zone"],
    ['type=raw,value=x,type=sha', 'there are two of type=; write one line for each tag'],
    ['latest,type=raw,value=x', 'there are two of value=; write one line for each tag'],
  ])('%s', (line, fault) => {
    expect(() => parseTagLine(line)).toThrow(`tags: in "${line}", `);
    expect(() => parseTagLine(line)).toThrow(fault);
  });

  test('a slip is met with what may have been meant', () => {
    expect(() => parseTagLine('type=sha,prefx=')).toThrow(expect.objectContaining({ hint: 'Did you mean prefix?' }));
  });

  test.each([
    ['enable=', 'enable= is not true or false'],
    ['enable=yes', 'enable=yes is not true or false'],
    ["enable={{date 'YYYY'}}", 'is not true or false'],
  ])('%s, which only a run can tell', (attribute, fault) => {
    expect(() => planFor(pushOf('refs/heads/main'), [`type=raw,value=x,${attribute}`])).toThrow(fault);
  });

  test('the time of the commit, where nobody knows it, is said', () => {
    const plan = planFor(pushOf('refs/heads/main'), ["type=raw,value=x-{{commit_date 'YYYY'}}", 'main']);
    expect(plan.plain).toEqual(['main']);
    expect(plan.notices.join()).toContain('was skipped: the time of the commit is not known');
  });
});

describe('flavor', () => {
  test('has all forms, and the last one counts', () => {
    expect(parseFlavor([])).toEqual(NO_FLAVOR);
    expect(parseFlavor(['latest=true', 'prefix=v,onlatest=true', 'suffix=-x', 'suffix=-y,onlatest=true'])).toEqual({
      latest: true,
      prefix: { text: ['v'], onLatest: true },
      suffix: { text: ['-y'], onLatest: true },
    });
    expect(parseFlavor(['latest=false,prefix=a-,suffix=-b']).latest).toBe(false);
    expect(parseFlavor(['suffix=-a,onlatest=true', 'suffix=']).suffix).toEqual({ text: [], onLatest: false });
  });

  test('names everything that is wrong at once', () => {
    expect(() =>
      parseFlavor(['latest=maybe', 'onlatest=true', 'suffix=-x,onlatest=1', 'alpine', 'prefix={{x}}']),
    ).toThrow(
      [
        'flavor: in "latest=maybe", latest=maybe is not auto, true or false',
        'flavor: in "onlatest=true", onlatest= belongs behind a prefix= or suffix=',
        'flavor: in "suffix=-x,onlatest=1", onlatest=1 is not true or false',
        'flavor: in "alpine", "alpine" is not known; there are latest=, prefix=, suffix=, onlatest=',
        'flavor: in "prefix={{x}}", {{x}} is not known',
      ].join('\n'),
    );
  });

  test('stands around the own entries too, and not around full references', () => {
    const inputs = { flavor: ['prefix=x-,onlatest=true', 'suffix=-y'] };
    const plan = planFor(pushOf('refs/tags/v1.4.2'), ['auto', 'nightly', 'v{{version}}'], inputs);
    expect(plan.exact).toEqual(['x-1.4.2-y', 'x-v1.4.2-y']);
    expect(plan.plain).toEqual(['x-nightly-y']);
    expect(plan.moving.map(({ name }) => name)).toEqual(['x-1.4-y', 'x-1-y', 'x-latest']);
  });

  test('latest=false and the input latest: false leave latest out', () => {
    const names = (inputs: object) =>
      planFor(pushOf('refs/tags/v1.4.2'), ['auto'], inputs).moving.map(({ name }) => name);
    expect(names({ flavor: ['latest=false'] })).toEqual(['1.4', '1']);
    expect(names({ latest: false })).toEqual(['1.4', '1']);
  });
});
