/**
 * Groups of media types that binary operations provide and accept, by the names the reference
 * knows them by (media-and-messaging.md, "Content-type groups").
 */
export const jsonTypes = ['application/json', 'application/x-json'] as const
export const csvTypes = ['application/octet-stream', 'text/csv', 'text/comma-separated-values'] as const
export const multipartTypes = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/mixed',
] as const
export const audioTypes = ['audio/x-wav', 'audio/wav', 'audio/mpeg', 'audio/mp3', 'audio/ogg'] as const
export const videoTypes = [
  'video/x-flv',
  'video/h264',
  'video/mpeg',
  'video/quicktime',
  'video/mp4',
  'video/webm',
] as const
export const base64Types = ['application/base64', 'application/x-base64'] as const
export const pdfTypes = ['application/pdf', 'application/x-pdf'] as const
export const imageTypes = ['image/jpg', 'image/jpeg', 'image/png', 'image/gif'] as const
