import Type from 'typebox'
import { Words } from '../keywords.ts'

/** System-wide settings of `kazoo_convert.convertapi`. */
export const SystemConfigKazooConvertConvertapi = Type.Object({
  api_url: Type.Optional(Type.String({ default: 'https://v2.convertapi.com' })),
  pdf_version: Type.Optional(Words(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'], { default: '1.7' })),
  resolution: Type.Optional(Type.Integer({ minimum: 10, maximum: 2400, default: 200 })),
  secret: Type.Optional(Type.String()),
  timeout: Type.Optional(Type.Integer({ minimum: 10, maximum: 1200, default: 60 })),
  try_openoffice: Type.Optional(
    Words(['for_msoffice_files_also', 'for_openoffice_files_only', 'never'], {
      default: 'for_msoffice_files_also',
    }),
  ),
})

export type SystemConfigKazooConvertConvertapi = Type.Static<typeof SystemConfigKazooConvertConvertapi>
