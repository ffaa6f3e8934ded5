import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** System-wide settings of `kazoo_convert`. */
export const SystemConfigKazooConvert = Type.Object({
  fax: Type.Optional(
    Fields({
      attachment_format: Type.Optional(Type.String({ default: 'pdf' })),
      convert_command_timeout: Type.Optional(Type.Integer({ default: 120000 })),
      convert_image_command: Type.Optional(
        Type.String({
          default:
            'convert $FROM -resample 200x200 -units PixelsPerInch -resize 1728x2200 -compress group4 $TO',
        }),
      ),
      convert_openoffice_command: Type.Optional(
        Type.String({
          default:
            "libreoffice --headless --convert-to pdf $FROM --outdir $WORKDIR  2>&1 |egrep 'parser error|Error' && exit 1 || exit 0",
        }),
      ),
      convert_pdf_command: Type.Optional(
        Type.String({
          default:
            '/usr/bin/gs -q -r200x200 -g1728x2200 -dNOPAUSE -dBATCH -dSAFER -sDEVICE=tiffg4 -sOutputFile=$TO -- $FROM',
        }),
      ),
      convert_tiff_command: Type.Optional(Type.String({ default: 'tiff2pdf -o $TO $FROM' })),
      enable_openoffice: Type.Optional(Type.Boolean({ default: true })),
      large_tiff_command: Type.Optional(
        Type.String({
          default:
            'convert $FROM -resample 200x200 -units PixelsPerInch -resize 1728\\!x2200 -compress group4 $TO',
        }),
      ),
      resample_image_command: Type.Optional(
        Type.String({ default: 'convert $FROM -resample 200x200 -page +0+0 -compress group4 $TO' }),
      ),
      serialize_openoffice: Type.Optional(Type.Boolean({ default: true })),
      small_tiff_command: Type.Optional(
        Type.String({
          default:
            'convert $FROM -gravity center -resample 200x200 -units PixelsPerInch -extent 1728x2200 -compress group4 $TO',
        }),
      ),
      validate_pdf_command: Type.Optional(
        Type.String({ default: 'gs -dNOPAUSE -dBATCH -sDEVICE=nullpage $FILE' }),
      ),
      validate_tiff_command: Type.Optional(Type.String({ default: 'tiffinfo $FILE' })),
    }),
  ),
  fax_converter: Type.Optional(Type.String({ default: 'fax_converter' })),
  file_cache_path: Type.Optional(Type.String({ default: '/tmp/' })),
})

export type SystemConfigKazooConvert = Type.Static<typeof SystemConfigKazooConvert>
