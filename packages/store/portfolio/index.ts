// SPDX-License-Identifier: Apache-2.0
export {
  createOrganisation,
  organisationOf,
  organisations,
  type Organisation,
} from './organisations.ts'
export {
  createProductLine,
  productLines,
  updateProductLine,
  type ProductLine,
} from './product-lines.ts'
export {
  createProduct,
  createVariant,
  products,
  updateProduct,
  variants,
  type Product,
  type Variant,
} from './products.ts'
export {
  createRelease,
  findRelease,
  releases,
  updateRelease,
  type FoundRelease,
  type ListedRelease,
  type Release,
} from './releases.ts'
export {
  containingReleases,
  containedReleases,
  containRelease,
  releaseTree,
  releaseWithParts,
  separateRelease,
  type TreeEdge,
} from './edges.ts'
export {
  builds,
  createBuild,
  createDeployment,
  deployments,
  endDeployment,
  type Build,
  type Deployment,
} from './builds.ts'
export { portfolio, trend, type PortfolioRow, type TrendRow } from './portfolio.ts'
