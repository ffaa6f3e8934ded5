import { admins } from '../declaration/admins.ts'
import type { Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import { anywhere, inAccount, type Module, type Operation } from '../declaration/module.ts'
import type { Result } from '../declaration/results.ts'
import {
  brandDocuments,
  createBrand,
  deleteBrand,
  readBrand,
  readBrandOfDomain,
  replaceBrand,
} from './brand.ts'
import { readDomains, replaceDomains, testDomains } from './domains.ts'
import { brandFiles, byAccount, byDomain, readFile, replaceFile, typesOf, type FindBrand } from './files.ts'

/**
 * Brands of resellers and accounts: names, domain, logo, icon and welcome page. What sign-in pages show is open to
 * everyone (auth-and-system.md, "whitelabel").
 */
export default {
  name: 'whitelabel',
  documents: [brandDocuments],
  operations: [
    inAccount('GET', '', { summary: "Gives the account's brand", handle: readBrand }),
    inAccount('PUT', '', {
      summary: 'Creates the brand of the account',
      permission: admins,
      schema: 'whitelabel',
      handle: createBrand,
    }),
    inAccount('POST', '', {
      summary: 'Replaces the brand of the account',
      permission: admins,
      schema: 'whitelabel',
      handle: replaceBrand,
    }),
    inAccount('DELETE', '', {
      summary: 'Deletes the brand of the account',
      permission: admins,
      handle: deleteBrand,
    }),
    anywhere('GET', 'domains', {
      summary: 'Tells which DNS records a domain needs',
      permission: 'public',
      accountless: 'public',
      handle: readDomains,
    }),
    anywhere('POST', 'domains', {
      summary:
        'Tests which DNS records of the domain there are; without an account, replaces the templates of records',
      permission: 'tree',
      accountless: 'superduper',
      handle: (context) => (context.account ? testDomains(context) : replaceDomains(context)),
    }),
    ...[...brandFiles].flatMap(([kind, types]) => fileOperations(kind, types)),
    anywhere('GET', '{domain}', {
      summary: 'Gives the brand of a domain',
      permission: 'public',
      accountless: 'public',
      handle: readBrandOfDomain,
    }),
  ],
} satisfies Module

/** A file is read by account or by domain, and replaced by account. */
function fileOperations(kind: string, types: readonly string[]): readonly Operation[] {
  const reading = (
    find: FindBrand,
  ): Pick<Operation, 'provides' | 'offers'> & {
    readonly handle: (context: Context) => Promise<Result | Failure>
  } => ({
    provides: ['application/json', ...types],
    offers: (context) => typesOf(context, kind, find),
    handle: (context) => readFile(context, kind, find),
  })
  return [
    inAccount('GET', kind, {
      summary: `Gives the ${kind} of the account`,
      permission: 'public',
      ...reading(byAccount),
    }),
    inAccount('POST', kind, {
      summary: `Replaces the ${kind} of the account`,
      permission: admins,
      accepts: types,
      handle: (context) => replaceFile(context, kind),
    }),
    anywhere('GET', `{domain}/${kind}`, {
      summary: `Gives the ${kind} of a domain`,
      permission: 'public',
      accountless: 'public',
      ...reading(byDomain),
    }),
  ]
}
