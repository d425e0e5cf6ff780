import { type Problems, quote } from './problems.ts';
import { oneOrMore, type Reader, readText } from './readers.ts';
import type { Value } from './value.ts';

const PORT = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i;

/** Nobody listens on more, and each is a line of the image's config. */
const MOST = 1000;

/** `8080`, `53/udp` or `8000-8010`, one or a list of them; always with their protocols: `8080/tcp`. */
export function readExpose(value: Value, problems: Problems): readonly string[] | undefined {
  const ports = new Set<string>();
  const collect: Reader<true> = (item) => {
    for (const port of ports.size > MOST ? [] : (readPorts(item, problems) ?? [])) ports.add(port);
    return true;
  };
  if (oneOrMore(collect)(value, problems) === undefined) return undefined;
  return ports.size > MOST ? problems.add(value, `more than ${MOST} ports`) : [...ports];
}

function readPorts(value: Value, problems: Problems): readonly string[] | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  const [, first, last = first, protocol = 'tcp'] = PORT.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1 && to <= 65_535 && from <= to)) return problems.add(value, faultOf(text));
  if (to - from >= MOST) return problems.add(value, `${quote(text)} is a range of more than ${MOST} ports`);
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}/${protocol.toLowerCase()}`);
}

function faultOf(text: string): string {
  const fault = `${quote(text)} is not a port: write 8080, 53/udp or 8000-8010, from 1 to 65535, with tcp, udp or sctp`;
  return text.includes(':') ? `${fault}; which port of the host it gets is decided where the container is run` : fault;
}
