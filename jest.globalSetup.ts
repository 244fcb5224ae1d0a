import { buildWhereNeeded } from './scripts/build/buildWhereNeeded';

/** Jest's global set-up: the built bundles, as they are deployed, for the tests that run them. */
export default async function buildOnce(): Promise<void> {
  await buildWhereNeeded();
}
