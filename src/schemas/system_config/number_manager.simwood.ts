import Type from 'typebox'

/** System-wide settings of `number_manager.simwood`. */
export const SystemConfigNumberManagerSimwood = Type.Object({
  auth_password: Type.Optional(Type.String({ default: '' })),
  auth_username: Type.Optional(Type.String({ default: '' })),
  numbers_api_url: Type.Optional(Type.String({ default: 'https://api.simwood.com/v3/numbers' })),
  simwood_account_id: Type.Optional(Type.String({ default: '' })),
})

export type SystemConfigNumberManagerSimwood = Type.Static<typeof SystemConfigNumberManagerSimwood>
