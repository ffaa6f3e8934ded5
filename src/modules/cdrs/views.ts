import type { DocumentFacts } from '../../documents/document.ts'
import type { DocumentType, View } from '../../documents/types.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { channelTime, text } from './columns.ts'
import { cdrRow } from './row.ts'

/** The `pvt_type` of call records. */
export const cdrType = 'cdr'

/** All legs, by the time they were recorded and then by id; the values are rows (`CdrRow`). */
export const legsView = 'cdrs/crossbar_listing'
/** Legs of an owner. */
export const ownerView = 'cdrs/listing_by_owner'
/**
 * Legs by interaction, the earliest leg of each first: `[interaction_time, interaction_key, …]`.
 * One that is loopback comes before one that is not, when both began in the same microsecond.
 */
export const interactionView = 'interactions/interaction_listing'
/** The same of one owner's legs: `[owner, interaction_time, interaction_key, …]`. */
export const ownerInteractionView = 'interactions/interaction_listing_by_owner'

/** An interaction's id: when it began (Gregorian seconds, eleven digits), and eight hex digits. */
export interface Interaction {
  readonly time: number
  readonly key: string
}

/** Reads an interaction's id; `undefined` when it is none. */
export function readInteraction(id: Json | undefined): Interaction | undefined {
  const [, time, key] = /^(\d{11})-([0-9a-fA-F]{8})$/.exec(text(id)) ?? []
  return time === undefined || key === undefined ? undefined : { time: Number(time), key }
}

const rows: View = {
  name: legsView,
  version: 1,
  emit: (record) => [{ key: [record.created], value: cdrRow(record) }],
}

const byOwner: View = {
  name: ownerView,
  version: 1,
  emit: (record) => ownerOf(record.body).map((owner) => ({ key: [owner, record.created], value: null })),
}

const byInteraction: View = {
  name: interactionView,
  version: 1,
  emit: (record) => placeInInteraction(record).map((key) => ({ key, value: null })),
}

const byOwnerAndInteraction: View = {
  name: ownerInteractionView,
  version: 1,
  emit: (record) =>
    ownerOf(record.body).flatMap((owner) =>
      placeInInteraction(record).map((key) => ({ key: [owner, ...key], value: null })),
    ),
}

/** Call records. They are many, written by the telephone switch, and announced to nobody. */
export const cdrDocuments: DocumentType = {
  type: cdrType,
  silent: true,
  views: [rows, byOwner, byInteraction, byOwnerAndInteraction],
}

function ownerOf(body: JsonObject): readonly string[] {
  const vars = body['custom_channel_vars']
  const owner = isJsonObject(vars) ? text(vars['owner_id']) : ''
  return owner === '' ? [] : [owner]
}

function placeInInteraction({ body }: DocumentFacts): readonly (readonly Json[])[] {
  const interaction = readInteraction(body['interaction_id'])
  return interaction ? [[interaction.time, interaction.key, channelTime(body), legRank(body)]] : []
}

/** Orders legs of the same microsecond: loopback leg A, loopback leg B, others. */
function legRank(body: JsonObject): number {
  const leg = text(body['channel_loopback_leg'])
  return leg === '' ? 0x5f : leg.charCodeAt(0)
}
