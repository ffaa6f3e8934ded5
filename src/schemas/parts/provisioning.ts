import Type from 'typebox'
import type { ComboKey } from '../devices.combo_key.ts'
import { Matching, OneOf, Ref } from '../keywords.ts'

/** What the provisioner has to know of a device. */
export const Provisioning = Type.Object({
  id: Type.Optional(Type.String({ description: 'Id of the model at the provisioner.' })),
  combo_keys: Type.Optional(
    Matching(
      { '^[0-9]+$': Ref<ComboKey>('devices.combo_key') },
      { description: 'Programmable keys, by position.' },
    ),
  ),
  endpoint_brand: Type.Optional(Type.String({ description: 'Maker.' })),
  endpoint_family: Type.Optional(Type.String({ description: 'Series.' })),
  endpoint_model: Type.Optional(
    OneOf([Type.String(), Type.Array(Type.String())], { description: 'Model, or several.' }),
  ),
  feature_keys: Type.Optional(
    Matching(
      { '^[0-9]+$': Ref<ComboKey>('devices.combo_key') },
      { description: 'Keys of the extension module, by position.' },
    ),
  ),
})
