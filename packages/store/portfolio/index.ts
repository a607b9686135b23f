// SPDX-License-Identifier: Apache-2.0
export {
  createOrganisation,
  organisationOf,
  firstOrganisation,
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
  updateVariant,
  variants,
  type Product,
  type Variant,
} from './products.ts'
export {
  createRelease,
  findRelease,
  newestReleases,
  releases,
  releasesEndingBy,
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
  assignDocuments,
  builds,
  createBuild,
  updateBuild,
  type Build,
  type BuildImage,
  type ListedBuild,
} from './builds.ts'
export {
  createDeployment,
  deployments,
  updateDeployment,
  type Deployment,
  type ListedDeployment,
} from './deployments.ts'
export { sharedBuilds } from './shared-builds.ts'
export { releaseEvents, type ReleaseEvent } from './events.ts'
export { addOverlay, overlays, removeOverlay, type ListedOverlay } from './overlays.ts'
export {
  portfolio,
  totals,
  trend,
  type PortfolioRow,
  type TotalRow,
  type TrendRow,
} from './portfolio.ts'
