import { describe, expect, test } from '@jest/globals';
import { mayLead, reachOf } from '../../../src/registry/http/address.ts';

describe('the reach of an address', () => {
  test.each([
    ['r.example.com', 'public'],
    ['93.184.216.34', 'public'],
    ['[2606:2800:220:1::1]', 'public'],
    ['localhost', 'loopback'],
    ['a.localhost.', 'loopback'],
    ['127.8.8.8', 'loopback'],
    ['[::1]', 'loopback'],
    ['10.1.2.3', 'private'],
    ['[fd12::1]', 'private'],
    ['[fec0::1]', 'private'],
    ['0.0.0.0', 'private'],
    ['[::]', 'private'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
  ])('%s is %s', (host, reach) => {
    expect(reachOf(host)).toBe(reach);
  });

  test.each([
    ['mapped', '[::ffff:10.0.0.1]', 'private'],
    ['mapped', '[::ffff:a9fe:a9fe]', 'link-local'],
    ['mapped', '[::ffff:93.184.216.34]', 'public'],
    ['translated', '[::ffff:0:127.0.0.1]', 'loopback'],
    ['compatible', '[::127.0.0.1]', 'loopback'],
    ['compatible', '[::169.254.169.254]', 'link-local'],
    ['NAT64', '[64:ff9b::169.254.169.254]', 'link-local'],
    ['NAT64', '[64:ff9b::a00:1]', 'private'],
    ['NAT64', '[64:ff9b::93.184.216.34]', 'public'],
    ['local NAT64', '[64:ff9b:1::5db8:d822]', 'private'],
    ['6to4', '[2002:7f00:1::]', 'loopback'],
    ['6to4', '[2002:a9fe:a9fe::1]', 'link-local'],
    ['6to4', '[2002:5db8:d822::1]', 'public'],
    // 10.0.0.1 inverted is f5ff:fffe.
    ['Teredo', '[2001:0:5db8:d822:0:0:f5ff:fffe]', 'private'],
    ['Teredo', '[2001:0:a9fe:a9fe::a247:27dd]', 'link-local'],
    ['ISATAP', '[2606:2800::5efe:10.0.0.1]', 'private'],
    ['ISATAP', '[2606:2800::200:5efe:127.0.0.1]', 'loopback'],
  ])('%s: %s is %s by what it embeds', (_, host, reach) => {
    expect(reachOf(host)).toBe(reach);
  });

  test.each([
    'metadata.google.internal',
    'METADATA.google.internal.',
    'metadata',
    'metadata.goog',
    'instance-data',
    'instance-data.ec2.internal',
    'metadata.azure.internal',
    'metadata.tencentyun.com',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '[::ffff:168.63.129.16]',
  ])('%s is a metadata service', (host) => {
    expect(reachOf(host)).toBe('metadata');
  });

  test('nobody leads to a metadata service or into the link, and only this machine to this machine', () => {
    const reaches = ['metadata', 'link-local', 'loopback', 'private', 'public'] as const;
    const leads = (from: (typeof reaches)[number]) => reaches.filter((to) => mayLead(from, to));
    expect(leads('public')).toEqual(['public']);
    expect(leads('private')).toEqual(['private', 'public']);
    expect(leads('loopback')).toEqual(['loopback', 'private', 'public']);
  });
});
