/** Kinds of DNS records that can be asked for (RFC 1035, 2782, 3403). */
export const recordTypes = ['A', 'CNAME', 'MX', 'NAPTR', 'SRV', 'TXT'] as const

/** One of the kinds of DNS records. */
export type RecordType = (typeof recordTypes)[number]

/** The domain name system. */
export interface Names {
  /**
   * Records of a host, each in one line: SRV `priority weight port target`, MX `priority exchange`, NAPTR
   * `order preference "flags" "service" "regexp" replacement`. Empty when there are none, or nobody answers
   * within a few seconds. Asked of the name servers of `domain` where it has some, else of the usual ones.
   */
  records(host: string, type: RecordType, domain: string): Promise<readonly string[]>
}
