/**
 * Whether the arguments of a noun match a pattern of token restrictions (auth-and-system.md,
 * "token_restrictions" 7.6): segments between `/`; `*` is exactly one argument that is not
 * empty, `#` any number of arguments, anything else itself. `/` alone means no arguments.
 * Takes time proportional to pattern × arguments at most.
 */
export function matchesArguments(pattern: string, args: readonly string[]): boolean {
  const segments = segmentsOf(pattern)
  let segment = 0
  let argument = 0
  // Where to go on when what follows the last `#` does not fit: that `#` takes one argument more.
  let afterHash = -1
  let takenFrom = 0
  while (argument < args.length) {
    if (segments[segment] === '#') {
      segment += 1
      afterHash = segment
      takenFrom = argument
    } else if (segment < segments.length && fits(segments[segment], args[argument])) {
      segment += 1
      argument += 1
    } else if (afterHash >= 0) {
      takenFrom += 1
      argument = takenFrom
      segment = afterHash
    } else return false
  }
  return segments.slice(segment).every((each) => each === '#')
}

function segmentsOf(pattern: string): readonly string[] {
  const segments = pattern.split('/')
  while (segments.at(-1) === '') segments.pop()
  return segments
}

function fits(segment: string | undefined, argument: string | undefined): boolean {
  return segment === '*' ? argument !== '' : segment === argument
}
