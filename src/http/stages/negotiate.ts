import { failed, type Failure } from '../../failures.ts'
import type { Operation } from '../../modules/declaration/module.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage } from '../stage.ts'
import { defaultOffers, negotiate as chooseOffer, overrideAccept, type Offer } from '../render/negotiate.ts'

/** Which of the types the operation provides the client wants (core.md §8). */
export const negotiate: Stage = (exchange) => {
  const operation = exchange.match?.operation
  return operation?.offers
    ? operation.offers(exchange).then((types) => choose(exchange, types.map(asOffer)))
    : choose(exchange, offersOf(operation))
}

function choose(exchange: Exchange, offers: readonly Offer[]): Failure | undefined {
  const header = exchange.header('accept')
  const override = exchange.value('accept')
  const first = offers[0]
  if (header === undefined && override === undefined && first) {
    exchange.offer = first
    return undefined
  }
  const chosen = remembered(header, offers)
  if (failed(chosen)) return chosen
  exchange.offer = overrideAccept(override, chosen, offers)
  return undefined
}

const choices = new WeakMap<readonly Offer[], Map<string, Offer | Failure>>()

/** Headers remembered for each list of offers: clients send the same few again and again. */
const mostChoices = 100

function remembered(header: string | undefined, offers: readonly Offer[]): Offer | Failure {
  const accept = header ?? '*/*'
  const known = choices.get(offers)?.get(accept)
  if (known) return known
  const chosen = chooseOffer(accept, offers)
  const ofOffers = choices.get(offers) ?? new Map<string, Offer | Failure>()
  if (ofOffers.size < mostChoices) choices.set(offers, ofOffers.set(accept, chosen))
  return chosen
}

const declaredOffers = new WeakMap<Operation, readonly Offer[]>()

function offersOf(operation: Operation | undefined): readonly Offer[] {
  if (!operation?.provides && !operation?.alsoProvides) return defaultOffers
  const known = declaredOffers.get(operation)
  if (known) return known
  const { provides, alsoProvides = [] } = operation
  const offers = [...(provides?.map(asOffer) ?? defaultOffers), ...alsoProvides.map(asOffer)]
  declaredOffers.set(operation, offers)
  return offers
}

function asOffer(mediaType: string): Offer {
  return { mediaType, form: formOf(mediaType) }
}

function formOf(mediaType: string): Offer['form'] {
  if (mediaType === 'application/json' || mediaType === 'application/x-json') return 'json'
  return mediaType === 'text/csv' || mediaType === 'text/comma-separated-values' ? 'csv' : 'binary'
}
