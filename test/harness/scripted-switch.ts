import { after, before } from 'node:test'
import { noSwitch, silentSwitch } from '../../src/outside/switch/none.ts'
import type { Switch } from '../../src/outside/switch/port.ts'

/** Methods of the port that answer; all others are commands. */
type Question = {
  [Name in keyof Switch]: ReturnType<Switch[Name]> extends Promise<unknown> ? Name : never
}[keyof Switch]

/** A command as it was given: its name, then what it was given. */
export type Told = readonly [command: string, ...args: unknown[]]

/** Methods of the port that do not answer. */
const commands: readonly Exclude<keyof Switch, Question>[] = [
  'flushRegistrations',
  'flushCredentials',
  'checkSync',
  'notify',
  'updateMessageWaiting',
  'reloadAcls',
  'reloadGateways',
  'flushAccessLists',
  'actOnChannel',
  'runMetaflow',
  'startCall',
  'commandConference',
  'resetPresence',
  'updatePresence',
  'commandAgent',
  'sendMessage',
]

/**
 * A telephone network that does what a test says: from before to after the tests of the file or suite that it is made
 * in, it takes the place of the one a server has, which is silent. Servers of one test file share it.
 */
export class ScriptedSwitch {
  readonly #told: Told[] = []

  constructor() {
    before(() => {
      this.reset()
    })
    after(() => {
      Object.assign(noSwitch, silentSwitch())
    })
  }

  /** Commands given since the last reset, in order. */
  get told(): readonly Told[] {
    return this.#told
  }

  /** Has a question answered so, from now on. */
  answer<Name extends Question>(question: Name, reply: Switch[Name]): void {
    noSwitch[question] = reply
  }

  /** Back to silence, with nothing told. */
  reset(): void {
    this.#told.length = 0
    Object.assign(noSwitch, silentSwitch())
    for (const command of commands)
      noSwitch[command] = (...args: readonly unknown[]) => {
        this.#told.push([command, ...args.filter((arg) => arg !== undefined)])
      }
  }
}

/** A reply that never comes. */
export function never(): Promise<never> {
  return new Promise(() => undefined)
}
