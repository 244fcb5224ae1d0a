import { join } from 'node:path';
import { checkFunctions } from '../check/checkFunctions';
import { describeFinding } from '../check/finding';
import type { Language } from '../cli/language';

/**
 * Where a function's config.json does not fit what it calls: a line each, with what to do. Such a
 * function can be built, but WeChat would answer -604101. `npm run check` tells more, and fails.
 * @param root the folder with cloudfunctions/
 */
export function permissionWarnings(root: string, language: Language): string[] {
  return checkFunctions(join(root, 'cloudfunctions')).findings.map((finding) => {
    const { place, what, fix } = describeFinding(finding, language);
    return `${place}: ${what} ${fix}`;
  });
}
