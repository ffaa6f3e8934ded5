import Type from 'typebox'
import { Words } from './keywords.ts'

/** A number and its features. */
export const PhoneNumber = Type.Object({
  carrier_name: Type.Optional(Type.String({ minLength: 1, maxLength: 30 })),
  cnam: Type.Optional(
    Type.Object({
      display_name: Type.Optional(Type.String({ minLength: 1, maxLength: 15 })),
      inbound_lookup: Type.Optional(Type.Boolean()),
    }),
  ),
  create_with_state: Type.Optional(
    Words([
      'aging',
      'available',
      'deleted',
      'discovery',
      'in_service',
      'port_in',
      'port_out',
      'released',
      'reserved',
    ]),
  ),
  e911: Type.Optional(
    Type.Object({
      locality: Type.String(),
      postal_code: Type.String(),
      region: Type.String({ minLength: 2, maxLength: 2 }),
      street_address: Type.String(),
      activated_time: Type.Optional(Type.String()),
      caller_name: Type.Optional(Type.String({ minLength: 3 })),
      extended_address: Type.Optional(Type.String()),
      latitude: Type.Optional(Type.String()),
      legacy_data: Type.Optional(
        Type.Object({
          house_number: Type.Optional(Type.String()),
          predirectional: Type.Optional(Type.String()),
          streetname: Type.Optional(Type.String()),
          suite: Type.Optional(Type.String()),
        }),
      ),
      location_id: Type.Optional(Type.String()),
      longitude: Type.Optional(Type.String()),
      notification_contact_emails: Type.Optional(Type.Array(Type.String(), { default: [] })),
      plus_four: Type.Optional(Type.String()),
      status: Type.Optional(Words(['INVALID', 'GEOCODED', 'PROVISIONED', 'REMOVED', 'ERROR'])),
    }),
  ),
  porting: Type.Optional(
    Type.Object({
      billing_account_id: Type.Optional(Type.String()),
      billing_extended_address: Type.Optional(Type.String()),
      billing_locality: Type.Optional(Type.String()),
      billing_name: Type.Optional(Type.String()),
      billing_postal_code: Type.Optional(Type.String()),
      billing_region: Type.Optional(Type.String()),
      billing_street_address: Type.Optional(Type.String()),
      billing_telephone_number: Type.Optional(Type.String()),
      comments: Type.Optional(Type.Array(Type.String())),
      customer_contact: Type.Optional(Type.String()),
      port_id: Type.Optional(Type.String()),
      requested_port_date: Type.Optional(Type.String()),
      service_provider: Type.Optional(Type.String()),
    }),
  ),
})

export type PhoneNumber = Type.Static<typeof PhoneNumber>
