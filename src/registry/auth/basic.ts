export function basicPair(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}

export function basicHeader(username: string, password: string): string {
  return `Basic ${basicPair(username, password)}`;
}
