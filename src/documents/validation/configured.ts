import type { Json } from '../../json.ts'
import type { Documents } from '../documents.ts'
import type { SystemConfig } from '../system-config.ts'
import { defaultEnvironment } from './environment.ts'
import { Validator } from './validator.ts'

/** A validator that follows the system's configuration as it is at each validation (core.md §15, §29). */
export function configuredValidator(documents: Documents, config: SystemConfig): Validator {
  const { urlBlacklist } = defaultEnvironment
  return new Validator(() => {
    const stabilityLevel = config.value('crossbar', 'stability_level')
    return {
      ...defaultEnvironment,
      strict: config.flag('crossbar', 'schema_strict_validation', false),
      ensureValidSchema: config.flag('crossbar', 'ensure_valid_schema', true),
      ...(isLevel(stabilityLevel) && { stabilityLevel }),
      urlBlacklist: {
        hosts: texts(config.value('kazoo_web', 'client.blacklist.hosts')) ?? urlBlacklist.hosts,
        cidrs: texts(config.value('kazoo_web', 'client.blacklist.cidrs')) ?? urlBlacklist.cidrs,
      },
      documentExists: async (db, id) => (await documents.find(db, id)) !== undefined,
    }
  })
}

function isLevel(value: Json | undefined): value is 'alpha' | 'beta' | 'stable' {
  return value === 'alpha' || value === 'beta' || value === 'stable'
}

function texts(value: Json | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined
}
