/** A database by the name it has here, of the one operators know: `account/ab/cd/…` (also encoded) is an account’s. */
export function databaseId(written: string): string {
  return /^account(?:%2F|\/)/i.test(written)
    ? written.replace(/%2F/gi, '/').split('/').slice(1).join('')
    : written
}
