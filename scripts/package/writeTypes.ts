import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../build/projectRoot';

/**
 * Writes the types of the library's entries: `NAME.d.ts` for require, `NAME.d.mts` for import, and
 * under types/ the declarations of each source that they need, at its own path.
 */
export async function writeTypes(
  folder: string,
  library: Readonly<Record<string, string>>,
): Promise<void> {
  const { config } = ts.readConfigFile(path.join(projectRoot, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectRoot);
  const sources = Object.values(library).map((source) => path.join(projectRoot, source));
  const program = ts.createProgram(sources, {
    ...options,
    types: ['node'],
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    removeComments: false,
    rootDir: projectRoot,
    outDir: path.join(folder, 'types'),
  });

  const written = new Set<string>();
  const waiting = [...sources];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (written.has(source)) continue;
    written.add(source);
    const [target, text] = declare(program, source);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const imported = path.resolve(path.dirname(source), fileName);
      const file = [`${imported}.ts`, path.join(imported, 'index.ts')].find((candidate) =>
        program.getSourceFile(candidate),
      );
      if (!file) throw new Error(`${source}: its types need ${fileName}, which is not there`);
      waiting.push(file);
    }
  }
  for (const [name, source] of Object.entries(library)) {
    const types = `./types/${source.replace(/\.ts$/, '')}`;
    // `await using` needs it; @types/node refers to it, too.
    const disposable = '/// <reference lib="esnext.disposable" />\n';
    await writeFile(path.join(folder, `${name}.d.ts`), `${disposable}export * from '${types}';\n`);
    await writeFile(path.join(folder, `${name}.d.mts`), `export * from './${name}.js';\n`);
  }
}

function declare(program: ts.Program, source: string): [target: string, text: string] {
  let output: [string, string] | undefined;
  const file = program.getSourceFile(source);
  const { diagnostics } = program.emit(
    file,
    (target, text) => {
      output = [target, text];
    },
    undefined,
    true,
  );
  const [problem] = diagnostics;
  if (problem)
    throw new Error(`${source}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`);
  if (!output) throw new Error(`${source}: TypeScript wrote no declarations`);
  return output;
}
