import type { Patch } from './patches';
import { placeOf, type SdkFile } from './sdkPackages';

/**
 * Applies the patches made for this file, and notes each in `applied`.
 *
 * @throws where a patch does not fit exactly once: the SDK is another version than it was made for
 */
export function applyPatches(
  source: string,
  file: SdkFile,
  patches: readonly Patch[],
  applied: Set<Patch>,
): string {
  let patched = source;
  for (const patch of patches) {
    if (patch.package !== file.package.name || patch.file !== file.file) continue;
    const [before, after, ...more] = patched.split(patch.find);
    if (before === undefined || after === undefined || more.length > 0) {
      const times = patched.split(patch.find).length - 1;
      throw new Error(
        `${placeOf(file)}: a patch of coldStart fits ${times} times instead of once: ${patch.find}`,
      );
    }
    patched = before + patch.replace + after;
    applied.add(patch);
  }
  return patched;
}
