import type { JsonObject } from '../../json.ts'

const regions = ['central', 'east', 'west'] as const

/** The DNS records a domain needs where an operator set no others (auth-and-system.md, "whitelabel" 9). */
export const usualDomains: JsonObject = {
  A: {
    'us-central.{{domain}}': address('Secondary Proxy', 'us-central'),
    'us-east.{{domain}}': address('Primary Proxy', 'us-east'),
    'us-west.{{domain}}': address('Tertiary Proxy', 'us-west'),
  },
  CNAME: {
    'api.{{domain}}': { name: 'API', mapping: ['api.yourcompany.net'] },
    'portal.{{domain}}': { name: 'Web GUI', mapping: ['ui.yourcompany.net'] },
  },
  MX: {},
  NAPTR: Object.fromEntries(
    regions.map((region) => [
      `proxy-${region}.{{domain}}`,
      {
        name: `${region.charAt(0).toUpperCase()}${region.slice(1)} NAPTR`,
        mapping: [`10 100 "S" "SIP+D2U" "" _sip._udp.proxy-${region}.{{domain}}`],
      },
    ]),
  ),
  SRV: {
    '_sip._udp.proxy-east.{{domain}}': {
      name: 'East SRV',
      mapping: [
        '10 10 7000 us-east.{{domain}}',
        '15 15 7000 us-central.{{domain}}',
        '20 20 7000 us-west.{{domain}}',
      ],
    },
  },
  TXT: {},
}

function address(name: string, zone: string): JsonObject {
  return { name, zone, mapping: ['127.0.0.1'] }
}
