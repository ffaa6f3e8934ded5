import Type from 'typebox'

/** Host names a white-labelled domain needs, by template. */
export const DomainHosts = Type.Unsafe<{ name: string; mapping: string[] }>({
  additionalProperties: false,
  patternProperties: {
    '.*[\\{]{2}domain[\\}]{2}.*': Type.Object({
      name: Type.String(),
      mapping: Type.Array(Type.String(), { minItems: 1 }),
    }),
  },
})

export type DomainHosts = Type.Static<typeof DomainHosts>
