import type { Answer } from './answer.ts'

/** What everything outside the API answers (core.md §1). */
export const banner: Answer = {
  status: 200,
  headers: { 'content-type': 'text/plain; charset=UTF-8' },
  body: [
    '   .--------------------------------------.',
    '   |  C R O S S B A R                     |',
    '   |  one switch, every line, one API     |',
    "   '--------------------------------------'",
    '',
    'The API answers below /v2.',
    '',
  ].join('\n'),
}
