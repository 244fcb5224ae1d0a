import ts from 'typescript';
import { askedOnce } from './askedOnce';

export interface Names {
  /** Undefined for a file that is none of these. */
  file(path: string): ts.SourceFile | undefined;
  /** What a name means; undefined where no source declares it. */
  symbolOf(name: ts.Identifier): ts.Symbol | undefined;
}

/**
 * Asks the compiler for nothing but which declaration a name means; it needs neither library nor
 * types for that, which keeps it quick.
 * @param parse what the compiler is given for a path, made with the second argument as it is
 */
export function readNames(paths: Iterable<string>, parse: ts.CompilerHost['getSourceFile']): Names {
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    allowJs: true,
    types: [],
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
  const host: ts.CompilerHost = { ...ts.createCompilerHost(options), getSourceFile: parse };
  const program = ts.createProgram([...paths], options, host);
  const checker = program.getTypeChecker();
  return {
    file: (path) => program.getSourceFile(path),
    symbolOf: askedOnce((name) => {
      const symbol = ts.isShorthandPropertyAssignment(name.parent)
        ? checker.getShorthandAssignmentValueSymbol(name.parent)
        : checker.getSymbolAtLocation(name);
      return symbol?.declarations && symbol;
    }),
  };
}
