/** Offered to everyone; besides, what a client names first (core.md §10). */
const offered = ['en', 'en-us', 'en-gb']

/**
 * The language an answer says it is in, by the request's `Accept-Language` (core.md §10, RFC 9110 §12.5.4): the one
 * liked best of those offered, in lower case; `en` where the client names none, or any.
 */
export function contentLanguage(header: string | undefined): string {
  if (header === undefined) return 'en'
  const ranges = header
    .toLowerCase()
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { tag, quality: quality === undefined ? 1 : Number(quality) || 0 }
    })
  const choices = [...offered, '*', ranges[0]?.tag]
  const [best] = ranges
    .filter(({ tag, quality }) => quality > 0 && choices.includes(tag))
    .toSorted((a, b) => b.quality - a.quality)
  return best && best.tag !== '*' && best.tag !== '' ? best.tag : 'en'
}
