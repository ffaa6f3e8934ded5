import Type from 'typebox'

/** System-wide settings of `kazoo.pdf`. */
export const SystemConfigKazooPdf = Type.Object({
  html2pdf: Type.Optional(Type.String({ default: '/usr/bin/htmldoc --quiet --webpage -f $pdf$ $html$' })),
})

export type SystemConfigKazooPdf = Type.Static<typeof SystemConfigKazooPdf>
