import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** A configuration document of the cluster, by zone and node. */
export const SystemConfigs = Type.Object(
  {
    default: AnyObject({ default: {} }),
  },
  {
    patternProperties: {
      '(?!id\\b)(?!default\\b)^.+@.+$': AnyObject(),
      '(?!id\\b)(?!default\\b)^[a-zA-Z0-9.]+$': AnyObject(),
    },
  },
)

export type SystemConfigs = Type.Static<typeof SystemConfigs>
