import type { Exchange } from './exchange.ts';
import { forbidden, refused, refusedAs } from './refusal.ts';
import type { State } from './state.ts';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags */
export async function answerTags(exchange: Exchange, state: State, repository: string): Promise<void> {
  if (state.quirks.tagList !== undefined) throw refusedAs(state.quirks.tagList);
  const store = state.store.find(repository);
  if (store === undefined) throw refused(404, 'NAME_UNKNOWN', 'repository name not known to registry');
  const asked = exchange.query.get('n');
  if (asked !== null && !/^[0-9]+$/.test(asked)) throw forbidden(400, 'PAGINATION_NUMBER_INVALID', `n=${asked}`);
  const limit = Math.min(asked === null ? Number.POSITIVE_INFINITY : Number(asked), state.quirks.tagPage ?? 10000);
  const last = exchange.query.get('last') ?? '';
  const rest = [...store.tags.keys()].sort().filter((tag) => tag > last);
  const page = rest.slice(0, limit);
  const end = encodeURIComponent(page.at(-1) ?? '');
  const link =
    page.length < rest.length ? `</v2/${repository}/tags/list?n=${limit}&last=${end}>; rel="next"` : undefined;
  const body = Buffer.from(JSON.stringify({ name: repository, tags: page }));
  await exchange.answer(200, { 'content-type': 'application/json', link }, body);
}
