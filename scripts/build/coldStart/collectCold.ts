import type { ColdFile } from './coldFiles';
import { stubForModule } from './stubFor';

/** What one cold file holds. */
export interface ColdContents {
  /** Each package's entry file by the name under which the SDK imports it. */
  packages: Map<string, string>;
  /** The source of each module of the SDK by its name. */
  modules: Map<string, string>;
}

/** What moves to cold files in the course of one build. */
export interface ColdCollection {
  /** The name of the cold file for which a package is listed. */
  fileOf(packageName: string): string | undefined;
  addPackage(name: string, entry: string): void;
  /** Takes a module that is listed. @returns what stays in index.js; of others all */
  takeModule(name: string, source: string): string;
  /** What is listed and has not come. */
  missing(): string[];
  /** By the name of the cold file. */
  contents(): ReadonlyMap<string, ColdContents>;
}

export function collectCold(coldFiles: readonly ColdFile[]): ColdCollection {
  const come = new Set<string>();
  const contents = new Map<string, ColdContents>(
    coldFiles.map(({ name }) => [name, { packages: new Map(), modules: new Map() }]),
  );
  const fileOf = (name: string) => coldFiles.find(({ packages }) => packages.includes(name))?.name;
  return {
    fileOf,
    addPackage(name, entry) {
      come.add(name);
      contents.get(fileOf(name) ?? '')?.packages.set(name, entry);
    },
    takeModule(name, source) {
      for (const file of coldFiles) {
        const listed = file.modules.find((entry) =>
          entry.endsWith('/') ? name.startsWith(entry) : name === entry,
        );
        if (listed === undefined) continue;
        come.add(listed);
        contents.get(file.name)?.modules.set(name, source);
        return stubForModule(name, source, file.name);
      }
      return source;
    },
    missing: () =>
      coldFiles
        .flatMap(({ packages, modules }) => [...packages, ...modules])
        .filter((entry) => !come.has(entry)),
    contents: () => contents,
  };
}
