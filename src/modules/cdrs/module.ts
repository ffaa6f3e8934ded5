import { anywhere, inAccount, type Module } from '../declaration/module.ts'
import { listInteractions, listLegs } from './listings.ts'
import { listLegsOf, showCdr } from './single.ts'
import { summarise } from './summary.ts'
import { cdrDocuments } from './views.ts'

/**
 * Call detail records: one document for each leg of a call, written when its channel ends
 * (calls-and-events.md, "cdrs"). The API only reads them; they come in with `crossbar import cdrs`
 * or from the telephone switch.
 */
export default {
  name: 'cdrs',
  documents: [cdrDocuments],
  operations: [
    // Without an account there are none to list, which is told to those who might have looked.
    anywhere('GET', '', {
      permission: 'tree',
      accountless: 'superduper',
      summary: 'Lists call legs',
      handle: listLegs,
    }),
    anywhere('GET', 'interaction', {
      permission: 'tree',
      accountless: 'superduper',
      summary: 'Lists interactions: the first leg of each',
      handle: listInteractions,
    }),
    inAccount('GET', 'legs/{id}', {
      summary: 'Gives all legs of an interaction',
      handle: listLegsOf,
    }),
    inAccount('GET', 'summary', {
      summary: 'Adds up seconds of calls by domain, class of number and rate',
      handle: summarise,
    }),
    inAccount('GET', '{id}', {
      summary: 'Gives one call record',
      handle: showCdr,
    }),
  ],
} satisfies Module
