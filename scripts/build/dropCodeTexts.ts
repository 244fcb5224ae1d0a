import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import { type Edit, withEdits } from './edits';

/** What stands in a code's entry for people only, and what takes its place. */
const spoken: Readonly<Record<string, string>> = {
  wechatText: "''",
  meaning: 'none',
  remedy: 'none',
  // What a code says of one function only, of which nothing but texts is made.
  about: 'none',
};
/** One for all entries: made anew for each, V8 would make two hundred objects with every cold start. */
const none = "const none = { en: '', zh: '' };\n";

/**
 * An esbuild plugin that empties the texts in the tables of codes. Pages and command lines speak
 * them; a function asks only whether to try again, and would load forty kilobytes with every cold
 * start.
 */
export function dropCodeTexts(): Plugin {
  return {
    name: 'drop-code-texts',
    setup(build) {
      build.onLoad(
        { filter: /[\\/]shared[\\/]codes[\\/]tables[\\/]\w+\.ts$/ },
        async ({ path }) => ({
          contents: withoutTexts(await readFile(path, 'utf8')),
          loader: 'ts',
        }),
      );
    },
  };
}

function withoutTexts(source: string): string {
  const file = ts.createSourceFile('codes.ts', source, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [{ start: 0, end: 0, text: none }];
  const visit = (node: ts.Node): void => {
    const text = ts.isPropertyAssignment(node) ? spoken[node.name.getText()] : undefined;
    if (text !== undefined && ts.isPropertyAssignment(node)) {
      edits.push({ start: node.initializer.getStart(), end: node.end, text });
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return withEdits(source, edits);
}
