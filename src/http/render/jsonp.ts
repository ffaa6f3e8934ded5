/** Content type of a JSONP answer (core.md §24). */
export const jsonpContentType = 'application/javascript'

const callback = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/

/**
 * The callback a client asks for by the request value `jsonp`: a name of identifiers and dots. Anything
 * else is ignored, so that no script of the client's making can be sent.
 */
export function jsonpCallback(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= 128 && callback.test(value) ? value : undefined
}

/** Wraps a JSON text in a call: `fn(<json>);`. */
export function wrapJsonp(name: string, json: string): string {
  // Both are line ends in older JavaScript, where they would break a string.
  const safe = json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return `${name}(${safe});`
}
