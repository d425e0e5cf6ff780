import { describe, expect, test } from '@jest/globals';
import { leftOutAnnotations, levelFault, readAnnotationLines } from '../../src/config/annotation-lines.ts';

describe('annotation lines, as docker/metadata-action writes them', () => {
  test('are sorted by their levels; those of descriptors are left out, which is said once', () => {
    const lines = [
      'manifest:a=1',
      'index:b=2',
      'manifest,index:c=3',
      'd=4=5',
      'manifest-descriptor:e=5',
      'index-descriptor:f=6',
      'index,manifest-descriptor:g=7',
      'manifest-descriptor:h=8',
    ];
    expect(readAnnotationLines(lines)).toEqual({
      manifest: { a: '1', c: '3', d: '4=5' },
      index: { b: '2', c: '3', d: '4=5', g: '7' },
    });
    expect(leftOutAnnotations(lines)).toEqual([
      'annotations: those of the level manifest-descriptor: are left out; write manifest: or index: to have them',
      'annotations: those of the level index-descriptor: are left out; write manifest: or index: to have them',
    ]);
  });

  test('keep no quotes around a line, and are not folded into one line', () => {
    expect(readAnnotationLines(['"manifest:a=1, 2"']).manifest).toEqual({ a: '1, 2' });
    expect(() => readAnnotationLines(['index:a.b.c=1 manifest:org.opencontainers.image.title=x'])).toThrow(
      'has more than one key=value; write one per line. With "annotations: |" YAML keeps the lines',
    );
    expect(() => readAnnotationLines(['a\u0007=1'])).toThrow('has a control character');
  });

  test('a level that does not exist is an error, and in the config block one that is not written', () => {
    expect(() => readAnnotationLines(['manifest,layer:a=1'])).toThrow('the level "layer" is not known here');
    expect(levelFault('manifest-descriptor:a')).toContain('its level is not written; use manifest: or index:');
    expect(levelFault('manifest:a')).toBeUndefined();
  });
});
