import Type from 'typebox'
import { Words } from '../keywords.ts'

/** System-wide settings of `number_manager.voxbone`. */
export const SystemConfigNumberManagerVoxbone = Type.Object({
  api_password: Type.Optional(Type.String({ default: '' })),
  api_username: Type.Optional(Type.String({ default: '' })),
  environment: Type.Optional(Words(['sandbox', 'production', 'beta'], { default: 'sandbox' })),
  max_page_size: Type.Optional(Type.Integer({ default: 20 })),
})

export type SystemConfigNumberManagerVoxbone = Type.Static<typeof SystemConfigNumberManagerVoxbone>
