import { setTimeout as pause } from 'node:timers/promises'

/** What is changed at one process holds at the others after this time, in milliseconds. */
export const withinMs = 1000

/** Tries until it holds, for as long as processes may take to learn of each other's changes. */
export async function soon(check: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      await check()
      return
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await pause(20)
  }
}
