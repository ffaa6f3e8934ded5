import Type from 'typebox'

/** A bulk import of numbers from a carrier. */
export const ResourceJob = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  numbers: Type.Array(Type.String(), { minItems: 1 }),
  resource_id: Type.String(),
})

export type ResourceJob = Type.Static<typeof ResourceJob>
