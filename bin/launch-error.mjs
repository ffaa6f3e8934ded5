/** A start that cannot go on, with one line that says why. */
export class LaunchError extends Error {}
