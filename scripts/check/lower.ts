import { SourceMap } from 'node:module';
import ts from 'typescript';

export interface Place {
  file: string;
  text: string;
  offset: number;
}

/** A place from which on calls may have been missed. */
export interface Unread extends Place {
  kind: 'notRead' | 'syntaxError' | 'nowhere' | 'computedRequire' | 'exhausted';
  /** The compiler's message, or what is required. */
  what: string;
}

export interface Lowered {
  javascript: string;
  placeAt(start: ts.LineAndCharacter): Place;
  broken: Unread | undefined;
}

/**
 * JavaScript without types, its modules CommonJS: one form for each of the many that TypeScript and
 * modules have. Sources that do not type-check are lowered all the same.
 */
export function lower(file: string, text: string): Lowered {
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
    // `.mts` and `.mjs` would stay modules of ECMAScript.
    fileName: file.replace(/\.[cm]([jt]s)$/, '.$1'),
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      // CommonJS that leaves `import()` as it is.
      module: ts.ModuleKind.Node16,
      jsx: ts.JsxEmit.React,
      noEmitHelpers: true,
      sourceMap: true,
    },
  });
  let map: SourceMap | undefined;
  const placeAt = ({ line, character }: ts.LineAndCharacter): Place => {
    map ??= new SourceMap(JSON.parse(sourceMapText ?? ''));
    const entry = map.findEntry(line, character);
    if (!('originalLine' in entry)) return { file, text, offset: 0 };
    const before = text.split('\n', entry.originalLine).map((line) => `${line}\n`);
    return { file, text, offset: before.join('').length + entry.originalColumn };
  };
  const broken = diagnostics?.find((it) => it.start !== undefined);
  const what = ts.flattenDiagnosticMessageText(broken?.messageText, ' ');
  return {
    javascript: outputText,
    placeAt,
    broken: broken && { kind: 'syntaxError', file, text, offset: broken.start ?? 0, what },
  };
}
