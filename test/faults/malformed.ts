import fc from 'fast-check'

/** Answers with 500 and above that the specification asks for: they tell of no fault. */
export const answersByContract: readonly string[] = [
  'account_has_descendants',
  // Configuration of a category that has no schema.
  '"message":"schema ',
  // Text to speech without a provider.
  'flite',
  // A channel that no switch tells of (calls-and-events.md, "channels").
  '"message":"datastore timeout"',
]

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'data',
  'id',
  'name',
  'username',
  'password',
  'enabled',
  'flow',
  'numbers',
  'patterns',
  'module',
  'children',
  'sip',
  'media',
  'mailbox',
  'messages',
  'folder',
  'source_id',
  'to',
  'action',
  'verb',
  'accept',
  'credentials',
  'account_name',
  'realm',
  'timezone',
  'caller_id',
  'call_forward',
  'default',
  'pvt_type',
]

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names) },
  fc.string({ unit: 'binary', maxLength: 20 }),
)

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, '', '0', 'true', 'inherit'),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    '\ufff0',
    '\ud800',
    '\u0000',
    'ﷺ',
    '👩‍👩‍👧‍👦',
    'a'.repeat(3_000),
    '../../etc/passwd',
    "'; drop table documents; --",
  ),
)

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    // Own properties of any name, `__proto__` among them.
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 6 })
      .map((pairs) => Object.fromEntries(pairs) as unknown),
  ),
}))

const envelope = value.map((data) => JSON.stringify({ data }))

/** Bodies: proper ones with senseless content, and improper ones. */
export const bodies: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 6, arbitrary: envelope.map((text) => Buffer.from(text)) },
  {
    weight: 2,
    arbitrary: fc.tuple(envelope, fc.nat(200)).map(([text, cut]) => Buffer.from(text.slice(0, cut))),
  },
  fc
    .constantFrom(
      '{"data":{"__proto__":{"admin":true},"name":"x"}}',
      '{"data":{"constructor":{"prototype":{"polluted":1}}}}',
      '{"__proto__":{"data":{}}}',
      `{"data":${'['.repeat(50_000)}`,
      `{"data":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      `{"data":{"flow":${'{"module":"menu","data":{},"children":{"_":'.repeat(300)}{}${'}}'.repeat(300)}}}`,
      '{"data":{"a":1e999,"b":-1e999,"c":123456789012345678901234567890}}',
      '{"data":[1,2,3]}',
      '{"data":"text"}',
      '[]',
      'null',
      '"',
      '',
      '--xx\r\nContent-Type: application/json\r\n\r\n{"data":{}}\r\n--xx--\r\n',
      '--xx\r\nContent-Type: audio/mpeg\r\n\r\nsound',
      'data:audio/mp3;base64,SUQzBAAAAAAA',
      'data:;base64,!!!!',
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
)

/** Path segments that no client should send, percent-encoded or hostile as they are. */
export const hostileSegments: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    '%2e%2e',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%zz',
    '%ff%fe',
    '',
    'undefined',
    'null',
    '-1',
    '999999-00000000000000000000000000000000',
    '202613-00000000000000000000000000000000',
    'a'.repeat(2_000),
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => encodeURIComponent(text)),
  fc.stringMatching(/^[0-9a-f]{32}$/),
)

const queryName = fc.constantFrom(
  'page_size',
  'start_key',
  'end_key',
  'created_from',
  'created_to',
  'modified_from',
  'paginate',
  'ascending',
  'descending',
  'is_chunked',
  'chunk_size',
  'accept',
  'verb',
  'auth_token',
  'filter_name',
  'filter_not_name',
  'filter___proto__.x',
  'filter_a.b.c',
  'has_key',
  'key_missing',
  'has_value',
  'value_missing',
  'jsonp',
  'pretty_print',
  'file_name',
  'filename',
  'utc_offset',
  'folder',
  'with_defaults',
  'include_api_key',
  'should_soft_delete',
  'action',
)
const queryValue = fc.oneof(
  fc.constantFrom(
    '1',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    'true',
    'false',
    'csv',
    'pdf',
    'text/csv',
    '[',
    '["a"]',
    '%',
    '%zz',
  ),
  fc.constantFrom(
    'g2wAAAACbgUAvn1W1A5tAAAACDk4MDE2ODAwag',
    'g2wAAAD_',
    'g20AAAAE',
    'g1',
    'gw',
    'g2gCYQFhAg',
    'g2wAAAABbAAAAAFsAAAAAWo',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => encodeURIComponent(text)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from([131, ...bytes]).toString('base64url')),
)

/** Query strings, with their question mark. */
export const queries: fc.Arbitrary<string> = fc
  .array(fc.tuple(queryName, queryValue), { maxLength: 4 })
  .map((pairs) =>
    pairs.length === 0 ? '' : `?${pairs.map(([name, content]) => `${name}=${content}`).join('&')}`,
  )

/** In one of ten cases; `null` in all others. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, arbitrary)
}

/** Headers: types of bodies and answers, ranges, conditions, languages. */
export const requestHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record({
    'content-type': fc.oneof(
      { weight: 5, arbitrary: fc.constant('application/json') },
      fc.constantFrom(
        'application/json',
        'application/json; charset=utf-8',
        'application/x-www-form-urlencoded',
        'multipart/mixed; boundary=xx',
        'multipart/form-data',
        'application/base64',
        'audio/mpeg',
        'text/csv',
        'nonsense',
        '/',
      ),
    ),
    accept: seldom(
      fc.constantFrom('*/*', 'text/csv', 'audio/mpeg', 'application/zip', 'image/svg+xml;q=0', ';;'),
    ),
    range: seldom(
      fc.constantFrom(
        'bytes=0-0',
        'bytes=5-',
        'bytes=-5',
        'bytes=9-1',
        'bytes=a',
        'bytes=99999999999999999999-',
      ),
    ),
    'if-match': seldom(fc.constantFrom('*', '"x"', 'W/"x"', '"', ',,')),
    'if-none-match': seldom(fc.constantFrom('*', '"x"', '"')),
    'x-request-id': seldom(fc.constantFrom('short', 'x'.repeat(400), 'a b')),
    'accept-language': seldom(fc.constantFrom('de', ';;;', 'en-US,en;q=0.5', '*')),
    authorization: seldom(fc.constantFrom('Basic !!!', 'Bearer x.y.z', 'Basic YTpi', 'Digest x')),
  })
  .map((headers) =>
    Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
  )
