import { admins } from '../declaration/admins.ts'
import { anywhere, inAccount, type Module } from '../declaration/module.ts'
import { listAttempts, readAttempt } from '../sign-in/attempt-listing.ts'
import { providers } from '../sign-in/provider-documents.ts'
import { nobody } from '../sign-in/secure-settings.ts'
import { forgetUsed, usedExpiryJob, usedOnce } from '../sign-in/used-once.ts'
import {
  confirmEnrolment,
  endEnrolment,
  enrolmentPermission,
  ownEnrolment,
  showEnrolment,
  startEnrolment,
} from './enrolment.ts'
import { enrolments } from './enrolments.ts'
import {
  createProvider,
  deleteProvider,
  listProviders,
  listSystemProviders,
  patchProvider,
  providerSchema,
  readProvider,
  replaceProvider,
  secondFactor,
} from './providers.ts'

/** Providers of second factors, and the one-time codes of users (auth-and-system.md, "multi_factor"). */
export default {
  name: 'multi_factor',
  documents: [providers, enrolments, usedOnce],
  jobs: { [usedExpiryJob]: forgetUsed },
  operations: [
    anywhere('GET', '', {
      summary: "Lists the account's and the system's providers of second factors",
      permission: 'tree',
      accountless: 'authenticated',
      handle: (context) =>
        context.account ? listProviders(context, context.account) : listSystemProviders(context),
    }),
    anywhere('PUT', '', {
      summary: 'Creates a provider of second factors',
      schema: providerSchema,
      permission: admins,
      accountless: 'superduper',
      handle: createProvider,
    }),
    anywhere('GET', '{id}', {
      summary: 'Gives one provider of second factors, without its secrets',
      permission: 'tree',
      accountless: 'superduper',
      handle: readProvider,
    }),
    anywhere('POST', '{id}', {
      summary: 'Replaces a provider of second factors; secrets that are not sent stay',
      schema: providerSchema,
      permission: admins,
      accountless: 'superduper',
      handle: replaceProvider,
    }),
    anywhere('PATCH', '{id}', {
      summary: 'Changes some fields of a provider of second factors',
      schema: providerSchema,
      permission: admins,
      accountless: 'superduper',
      handle: patchProvider,
    }),
    anywhere('DELETE', '{id}', {
      summary: 'Deletes a provider of second factors',
      permission: admins,
      accountless: nobody,
      handle: deleteProvider,
    }),
    inAccount('GET', 'attempts', {
      summary: 'Lists attempts to sign in with a second factor',
      handle: (context) => listAttempts(context, secondFactor),
    }),
    inAccount('GET', 'attempts/{attempt_id}', {
      summary: 'Gives one attempt to sign in',
      handle: readAttempt,
    }),
    inAccount('GET', 'enrolment', {
      summary: 'Tells whether a user has one-time codes; without a user in the path, the caller',
      handle: showEnrolment,
    }),
    inAccount('PUT', 'enrolment', {
      summary: 'Gives the caller a secret for one-time codes, to be confirmed',
      permission: ownEnrolment,
      handle: startEnrolment,
    }),
    inAccount('POST', 'enrolment', {
      summary: "Takes the caller's one-time codes into use, and gives recovery codes",
      permission: ownEnrolment,
      handle: confirmEnrolment,
    }),
    inAccount('DELETE', 'enrolment', {
      summary: "Ends a user's one-time codes: with a code, or for others as an admin",
      permission: enrolmentPermission,
      handle: endEnrolment,
    }),
  ],
} satisfies Module
