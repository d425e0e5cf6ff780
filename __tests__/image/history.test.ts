import { describe, expect, test } from '@jest/globals';
import { historyOf } from '../../src/image/history.ts';
import { runtimeConfig } from '../../src/image/runtime-config.ts';
import { blockOf } from '../support/plan-values.ts';

const CREATED = '2026-01-01T00:00:00Z';

describe('the history', () => {
  test('has one line for each layer, and one for each setting', () => {
    const block = blockOf(`
env: { TZ: UTC }
expose: [8080]
volumes: [/data]
workdir: /srv
stop-signal: SIGINT
healthcheck: { test: [CMD, /app, health], interval: 30s, timeout: 500ms, start-period: 1m, start-interval: 2s, retries: 3 }
cmd: [serve]
`);
    const layers = [{ createdBy: 'COPY kit / # from-scratch: users' }, { createdBy: 'COPY /app /app # from-scratch' }];
    const history = historyOf(layers, runtimeConfig(block, '/app', { a: 'b' }), CREATED);
    expect(history.slice(0, 2)).toEqual([
      { created: CREATED, created_by: 'COPY kit / # from-scratch: users' },
      { created: CREATED, created_by: 'COPY /app /app # from-scratch' },
    ]);
    expect(history.slice(2).every((entry) => entry.empty_layer === true && entry.created === CREATED)).toBe(true);
    expect(history.slice(2).map((entry) => entry.created_by)).toEqual([
      'ENV TZ=UTC',
      'EXPOSE 8080/tcp',
      'VOLUME ["/data"]',
      'WORKDIR /srv',
      'STOPSIGNAL SIGINT',
      'HEALTHCHECK --interval=30s --timeout=500ms --start-period=60s --start-interval=2s --retries=3 CMD ["/app","health"]',
      'USER 65532:65532',
      'ENTRYPOINT ["/app"]',
      'CMD ["serve"]',
    ]);
  });

  test('of a block that says nothing tells user and entrypoint alone', () => {
    const history = historyOf([], runtimeConfig(blockOf(''), '/app', {}), CREATED);
    expect(history.map((entry) => entry.created_by)).toEqual(['USER 65532:65532', 'ENTRYPOINT ["/app"]']);
  });

  test('tells of a health check that is switched off', () => {
    const history = historyOf([], runtimeConfig(blockOf('healthcheck: { test: [NONE] }'), '/app', {}), CREATED);
    expect(history[0]?.created_by).toBe('HEALTHCHECK NONE');
  });
});
