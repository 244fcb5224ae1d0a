import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const sdkUsesFile = join(__dirname, 'useSdk.js');

/** The names in useSdk.js. Read as text: to load it would be to initialise the SDK here. */
export const sdkUses: readonly string[] = [
  ...readFileSync(sdkUsesFile, 'utf8').matchAll(/^ {2}(?:'(.+?)'|(\w+)): (?:async )?\(\) =>/gm),
].map(([, quoted, plain]) => quoted ?? plain ?? '');
