import Type from 'typebox'

/** System-wide settings of `notify.fax`. */
export const SystemConfigNotifyFax = Type.Object({
  attachment_format: Type.Optional(Type.String({ default: 'pdf' })),
  tiff_to_pdf_conversion_command: Type.Optional(
    Type.String({ default: 'tiff2pdf -o ~s ~s &> /dev/null && echo -n "success"' }),
  ),
})

export type SystemConfigNotifyFax = Type.Static<typeof SystemConfigNotifyFax>
