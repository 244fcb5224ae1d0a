import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import { type Edit, withEdits } from './edits';

const spoken = ['wechatText', 'meaning', 'remedy'];
/** What a code says of one function only, of which nothing but texts is made. */
const onlySpoken = 'about';

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
  const edits: Edit[] = [];
  const visit = (node: ts.Node, isSpoken: boolean): void => {
    if (isSpoken && ts.isStringLiteralLike(node)) {
      edits.push({ start: node.getStart(), end: node.end, text: "''" });
    }
    const property = ts.isPropertyAssignment(node) ? node.name.getText() : '';
    if (property === onlySpoken && ts.isPropertyAssignment(node)) {
      edits.push({ start: node.initializer.getStart(), end: node.end, text: '{}' });
      return;
    }
    const begins = spoken.includes(property);
    ts.forEachChild(node, (child) => visit(child, isSpoken || begins));
  };
  visit(file, false);
  return withEdits(source, edits);
}
