import Type from 'typebox'
import { Matching, OneOf, Ref } from './keywords.ts'
import type { FormattersFormatOptions } from './formatters.format_options.ts'

/** Changes of numbers and headers of a call, by header or field. */
export const Formatters = Matching({
  '^[[:alnum:]_]+$': OneOf([
    Type.Array(Ref<FormattersFormatOptions>('formatters.format_options')),
    Ref<FormattersFormatOptions>('formatters.format_options'),
  ]),
})

export type Formatters = Type.Static<typeof Formatters>
