/**
 * The usual file extension of a media type: the first one of Apache's mime.types, except for
 * the sound formats telephones exchange (media-and-messaging.md, "binary bodies").
 */
const extensions: ReadonlyMap<string, string> = new Map([
  ['application/gzip', 'gz'],
  ['application/json', 'json'],
  ['application/msword', 'doc'],
  ['application/octet-stream', 'bin'],
  ['application/pdf', 'pdf'],
  ['application/postscript', 'ai'],
  ['application/rtf', 'rtf'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/x-pdf', 'pdf'],
  ['application/xml', 'xml'],
  ['application/zip', 'zip'],
  ['audio/basic', 'au'],
  ['audio/midi', 'mid'],
  ['audio/mp3', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['audio/mpeg', 'mp3'],
  ['audio/mpeg3', 'mp3'],
  ['audio/ogg', 'oga'],
  ['audio/wav', 'wav'],
  ['audio/webm', 'weba'],
  ['audio/x-aac', 'aac'],
  ['audio/x-flac', 'flac'],
  ['audio/x-wav', 'wav'],
  ['audio/x-wave', 'wav'],
  ['image/bmp', 'bmp'],
  ['image/gif', 'gif'],
  ['image/jpeg', 'jpeg'],
  ['image/jpg', 'jpg'],
  ['image/png', 'png'],
  ['image/svg+xml', 'svg'],
  ['image/tiff', 'tiff'],
  ['image/webp', 'webp'],
  ['image/x-icon', 'ico'],
  ['text/csv', 'csv'],
  ['text/html', 'html'],
  ['text/plain', 'txt'],
  ['text/vcard', 'vcard'],
  ['text/xml', 'xml'],
  ['video/h264', 'h264'],
  ['video/mp4', 'mp4'],
  ['video/mpeg', 'mpeg'],
  ['video/quicktime', 'qt'],
  ['video/webm', 'webm'],
  ['video/x-flv', 'flv'],
])

/** File extension, without its dot, of a media type (parameters do not matter); `undefined` when none is known. */
export function extensionOf(contentType: string): string | undefined {
  return extensions.get((contentType.split(';', 1)[0] ?? '').trim().toLowerCase())
}

/** Media type that a file extension (without its dot) stands for; `application/octet-stream` when none is known. */
export function contentTypeOfExtension(extension: string): string {
  const preferred = preferredTypes.get(extension)
  if (preferred !== undefined) return preferred
  for (const [type, known] of extensions) if (known === extension) return type
  return 'application/octet-stream'
}

/** Where several types share an extension, the registered one. */
const preferredTypes: ReadonlyMap<string, string> = new Map([
  ['mp3', 'audio/mpeg'],
  ['ogg', 'audio/ogg'],
  ['tif', 'image/tiff'],
  ['wav', 'audio/x-wav'],
])
