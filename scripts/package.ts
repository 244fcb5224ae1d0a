import { buildPackage } from './package/buildPackage';

/**
 * `prepare`: makes dist/package, which `npm pack` packs, and an install from the repository's
 * address, too. Prints nothing unless something is wrong.
 */
buildPackage().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
