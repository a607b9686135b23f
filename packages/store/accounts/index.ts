// SPDX-License-Identifier: Apache-2.0
export {
  accountById,
  accountOf,
  accounts,
  createAccount,
  noteVisit,
  updateAccount,
  type Account,
} from './accounts.ts'
export {
  administrators,
  grantRole,
  grantsOf,
  grantsOfOrganisation,
  holdRoles,
  revokeGrant,
  type Grant,
  type Role,
} from './grants.ts'
export { accountOfIdentity, identitiesOf, linkIdentity, vouchedAccounts } from './identities.ts'
export { createLink, useLink, voidLinks, type OneTimeLink } from './links.ts'
export {
  createProvider,
  deleteProvider,
  providers,
  replaceClientSecret,
  updateProvider,
  type GroupRole,
  type Provider,
  type ProviderSettings,
} from './providers.ts'
export {
  findSession,
  openSession,
  purgeSessions,
  revokeSession,
  revokeSessions,
  sessionsOf,
  switchOrganisation,
  type FoundSession,
} from './sessions.ts'
export {
  createToken,
  findToken,
  revokeToken,
  tokens,
  type ApiToken,
  type FoundToken,
} from './tokens.ts'
