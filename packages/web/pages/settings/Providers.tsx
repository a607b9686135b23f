// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import type { SignInProvider } from '../../api/values.ts'
import { fieldsOf, useAction } from '../../parts/actions.ts'
import { Loaded, ProblemNote } from '../../parts/Loaded.tsx'

const ROLES = ['viewer', 'contributor', 'analyst', 'manager', 'auditor', 'administrator'] as const

/** Who else may say who somebody is: providers of OpenID Connect. */
export function Providers() {
  const query = useQuery({
    queryKey: ['providers'],
    queryFn: ({ signal }) => get<{ items: readonly SignInProvider[] }>('/providers', {}, signal),
  })
  return (
    <div className="stack">
      <Loaded query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <p className="soft">
                People sign in with a password. Add your organisation’s provider, and a button for
                it stands on the sign-in page.
              </p>
            )}
            {items.map((provider) => (
              <Provider key={provider.id} provider={provider} />
            ))}
          </>
        )}
      </Loaded>
      <details className="card">
        <summary>Add a provider</summary>
        <ProviderForm />
      </details>
    </div>
  )
}

function Provider({ provider }: { readonly provider: SignInProvider }) {
  const act = useAction()
  const check = useAction<{ readonly issuer: string }>()
  const path = `/providers/${encodeURIComponent(provider.id)}`
  return (
    <section className="card" aria-label={provider.name}>
      <h2>
        {provider.name} {!provider.enabled && <span className="soft">(switched off)</span>}
      </h2>
      <dl className="facts">
        <dt>Issuer</dt>
        <dd className="mono">{provider.issuer}</dd>
        <dt>Client</dt>
        <dd className="mono">{provider.clientId}</dd>
        <dt>Secret</dt>
        <dd>{provider.hasSecret ? 'kept sealed' : 'none'}</dd>
        <dt>Callback, to be registered there</dt>
        <dd className="mono">{provider.callback}</dd>
        <dt>Lets in</dt>
        <dd>
          {provider.admits === 'invited' ? 'who was invited' : 'anyone who has a role'}
          {provider.emailDomains.length > 0 && <> from {provider.emailDomains.join(', ')}</>}
          {provider.defaultRole !== undefined && <>, as {provider.defaultRole}</>}
        </dd>
        {provider.groupRoles.length > 0 && (
          <>
            <dt>Roles by group</dt>
            <dd>{provider.groupRoles.map(({ group, role }) => `${group}: ${role}`).join(', ')}</dd>
          </>
        )}
      </dl>
      {act.isError && <ProblemNote error={act.error} />}
      {check.isError && <ProblemNote error={check.error} />}
      {check.data !== undefined && <p role="status">It answers as {check.data.issuer}.</p>}
      <div className="row">
        <button
          type="button"
          disabled={check.isPending}
          onClick={() => check.mutate({ path: `${path}/checks`, method: 'POST', body: {} })}
        >
          Try it
        </button>
        <button
          type="button"
          disabled={act.isPending}
          onClick={() => act.mutate({ path, method: 'DELETE' })}
        >
          Remove {provider.name}
        </button>
      </div>
      <details>
        <summary>Change it</summary>
        <ProviderForm provider={provider} />
      </details>
    </section>
  )
}

function ProviderForm({ provider }: { readonly provider?: SignInProvider }) {
  const act = useAction()
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const body = settingsOf(form, provider)
        act.mutate(
          provider === undefined
            ? { path: '/providers', method: 'POST', body }
            : { path: `/providers/${encodeURIComponent(provider.id)}`, method: 'PUT', body },
          { onSuccess: () => provider === undefined && form.reset() },
        )
      }}
    >
      {act.isError && <ProblemNote error={act.error} />}
      <div className="row">
        <label>
          Name on the button
          <input name="name" required maxLength={200} defaultValue={provider?.name} />
        </label>
        <label className="grow">
          Issuer
          <input name="issuer" type="url" required defaultValue={provider?.issuer} />
        </label>
        <label>
          Client id
          <input name="clientId" required defaultValue={provider?.clientId} />
        </label>
        <label>
          Client secret
          <input
            name="clientSecret"
            type="password"
            autoComplete="off"
            placeholder={provider?.hasSecret === true ? 'stays as it is' : 'none'}
          />
        </label>
        <label>
          Only addresses of (domains)
          <input name="emailDomains" defaultValue={provider?.emailDomains.join(', ')} />
        </label>
        <label>
          Lets in
          <select name="admits" defaultValue={provider?.admits}>
            <option value="invited">who was invited</option>
            <option value="anyone">anyone who has a role</option>
          </select>
        </label>
        <label>
          Role of who has no other
          <select name="defaultRole" defaultValue={provider?.defaultRole}>
            <option value="">none</option>
            {ROLES.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </label>
        <label>
          Claim that names groups
          <input name="groupClaim" defaultValue={provider?.groupClaim} placeholder="groups" />
        </label>
      </div>
      <label>
        Roles by group, `group: role` one a line
        <textarea name="groupRoles" rows={3} defaultValue={linesOf(provider)} />
      </label>
      <div className="row">
        <span>
          <input
            type="checkbox"
            name="enabled"
            id={`enabled-${provider?.id ?? 'new'}`}
            defaultChecked={provider?.enabled ?? true}
          />{' '}
          <label htmlFor={`enabled-${provider?.id ?? 'new'}`} className="inline">
            Switched on
          </label>
        </span>
        <button type="submit" data-main disabled={act.isPending}>
          Save
        </button>
      </div>
    </form>
  )
}

function linesOf(provider: SignInProvider | undefined): string | undefined {
  return provider?.groupRoles
    .filter(({ product }) => product === undefined)
    .map(({ group, role }) => `${group}: ${role}`)
    .join('\n')
}

/** All settings are put at once: what the form does not show stays as it was. */
function settingsOf(form: HTMLFormElement, before: SignInProvider | undefined): unknown {
  const { emailDomains = '', groupRoles = '', enabled, ...fields } = fieldsOf(form)
  return {
    ...fields,
    ...(before === undefined ? {} : { scopes: before.scopes }),
    enabled: enabled !== undefined,
    emailDomains: emailDomains.split(/[\s,;]+/).filter((each) => each !== ''),
    groupRoles: [
      ...(before?.groupRoles.filter(({ product }) => product !== undefined) ?? []),
      ...groupRoles
        .split('\n')
        .filter((line) => line.includes(':'))
        .map((line) => {
          // names of groups may hold colons themselves
          const cut = line.lastIndexOf(':')
          return { group: line.slice(0, cut).trim(), role: line.slice(cut + 1).trim() }
        }),
    ],
  }
}
