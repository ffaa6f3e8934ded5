import type { Rule } from '../declaration/module.ts'

/** For what is there to be refused: a path that the original answers with 403, whoever asks. */
export const nobody: Rule = { name: 'nobody', allows: () => false }
