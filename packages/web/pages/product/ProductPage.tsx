// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import type { Product, ReleaseSummary } from '../../api/values.ts'
import { CountsBar } from '../../parts/CountsBar.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { dayText } from '../../parts/moments.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { ProductEdit } from './ProductEdit.tsx'
import { Variants } from './Variants.tsx'

const route = getRouteApi('/products/$id')

/** A product, or one variant of it: how it stands, its releases, and what it is called. */
export function ProductPage() {
  const { id } = route.useParams()
  const query = useQuery({
    queryKey: ['product', id],
    queryFn: ({ signal }) => get<Product>(`/products/${encodeURIComponent(id)}`, {}, signal),
  })
  return <Loaded query={query}>{(product) => <Sections product={product} />}</Loaded>
}

function Sections({ product }: { readonly product: Product }) {
  const { variant: wanted } = route.useSearch()
  const variant = product.variants.find(({ id }) => id === wanted)
  const { id, name, description, line, counts, archived } = product
  return (
    <div className="stack">
      <PageTitle title={variant === undefined ? name : `${name}: ${variant.name}`}>
        {(variant ?? product).archived && <span className="chip">archived&nbsp;</span>}
      </PageTitle>
      {variant === undefined ? (
        description !== '' && <p className="soft">{description}</p>
      ) : (
        <p className="soft">
          {variant.description === '' ? 'A variant of' : `${variant.description} A variant of`}{' '}
          <Link to="/products/$id" params={{ id }} search={{}}>
            {name}
          </Link>
          .
        </p>
      )}
      {variant === undefined && (
        <section className="card" aria-label="Summary">
          {archived ? (
            <p>It is archived: what stands in it is counted nowhere.</p>
          ) : (
            <CountsBar counts={counts} />
          )}
          <p className="row">
            {line !== undefined && <span>Product line {line.name}</span>}
            <Link to="/findings" search={{ product: id }}>
              Findings
            </Link>
            <Link to="/triage" search={{ product: id }}>
              Triage
            </Link>
            <a href={`/api/v1/products/${id}/atom.xml`} type="application/atom+xml">
              News as Atom feed
            </a>
          </p>
        </section>
      )}
      <section className="card" aria-labelledby="releases">
        <h2 id="releases">Releases</h2>
        <PagedList<ReleaseSummary>
          path="/releases"
          query={{ product: id, variant: variant?.id, archived: true }}
        >
          {(releases) =>
            releases.length === 0 ? (
              <p className="soft">None yet. Add one on the Portfolio.</p>
            ) : (
              <Releases releases={releases} />
            )
          }
        </PagedList>
      </section>
      {variant === undefined && <Variants product={product} />}
      {variant === undefined && <ProductEdit product={product} key={product.version} />}
    </div>
  )
}

function Releases({ releases }: { readonly releases: readonly ReleaseSummary[] }) {
  return (
    <div className="scroll">
      <table className="wide">
        <caption className="hidden">Releases, the youngest first</caption>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Variant</th>
            <th scope="col">Findings</th>
            <th scope="col">Support ends</th>
          </tr>
        </thead>
        <tbody>
          {releases.map(({ id, name, variant, counts, supportEnd, archived, state }) => (
            <tr key={id}>
              <th scope="row">
                <Link to="/releases/$id" params={{ id }}>
                  {name}
                </Link>
                {archived && <span className="soft"> archived</span>}
              </th>
              <td data-label="Variant">{variant?.name ?? <span className="soft">none</span>}</td>
              <td data-label="Findings">
                {state === 'empty' ? (
                  <span className="soft">no document yet</span>
                ) : (
                  <CountsBar counts={counts} />
                )}
              </td>
              <td data-label="Support ends">
                {supportEnd === undefined ? (
                  <span className="soft">not said</span>
                ) : (
                  dayText(supportEnd)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
