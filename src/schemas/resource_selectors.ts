import Type from 'typebox'

/** Rules by which carriers are chosen for an account. */
export const ResourceSelectors = Type.Object({
  name: Type.String(),
  resource: Type.String(),
  selector: Type.String(),
  start_time: Type.Optional(Type.Integer()),
  stop_time: Type.Optional(Type.Integer()),
  value: Type.Optional(Type.String()),
})

export type ResourceSelectors = Type.Static<typeof ResourceSelectors>
