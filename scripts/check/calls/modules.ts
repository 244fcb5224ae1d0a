import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { bind } from './bind';
import type { Machine } from './machine';
import { named, readField } from './readField';
import { type Slot, sdk, type Thing, unknown, type Value } from './values';

const sdkName = 'wx-server-sdk';

/** A module's `exports`: the object that it starts with, and what `module.exports = ` puts in its place. */
export function moduleExports(machine: Machine, file: ts.SourceFile): Slot {
  const slot = machine.field(moduleThing(machine, file), 'exports');
  machine.add(slot, [exportsThing(machine, file)]);
  return slot;
}

/** The `module` of a CommonJS file. */
export function moduleThing(machine: Machine, file: ts.SourceFile): Thing {
  return machine.thing(file, 'module');
}

function exportsThing(machine: Machine, file: ts.SourceFile): Thing {
  return machine.thing(file, 'exports');
}

/** What `require(specifier)` or `import * as` gives; the module's code runs. */
export function importModule(machine: Machine, from: ts.SourceFile, specifier: string): Slot {
  if (specifier === sdkName) return new Set([sdk]);
  const path = machine.sources.resolve(from.fileName, specifier);
  const file = path === undefined ? undefined : machine.sources.file(path);
  if (!file) {
    // A JSON file's `permissions.openapi` is no API, and nothing of Node's own is.
    return new Set(specifier.endsWith('.json') || isBuiltin(specifier) ? [] : [unknown]);
  }
  runModule(machine, file);
  return moduleExports(machine, file);
}

export function runModule(machine: Machine, file: ts.SourceFile): void {
  machine.run({ node: file, this: new Set([exportsThing(machine, file)]), returned: new Set() });
}

/** `import … from`, in all of its forms. */
export function importDeclaration(machine: Machine, node: ts.ImportDeclaration): void {
  const clause = node.importClause;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  const values = importModule(machine, node.getSourceFile(), specifierOf(node.moduleSpecifier));
  if (!clause) return;
  if (clause.name) bind(machine, clause.name, importedName(machine, values, 'default', node));
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) bind(machine, bindings.name, values);
  else {
    for (const element of bindings.elements) {
      const name = (element.propertyName ?? element.name).text;
      bind(machine, element.name, importedName(machine, values, name, node));
    }
  }
}

/** `export { a }`, `export { a } from`, `export * from`, `export * as a from`. */
export function exportDeclaration(machine: Machine, node: ts.ExportDeclaration): void {
  if (node.isTypeOnly) return;
  const file = node.getSourceFile();
  const exported = exportsThing(machine, file);
  const from =
    node.moduleSpecifier && importModule(machine, file, specifierOf(node.moduleSpecifier));
  const clause = node.exportClause;
  if (!clause) {
    if (from) machine.add(exported.bases, from);
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (from) machine.add(machine.field(exported, clause.name.text), from);
    return;
  }
  for (const element of clause.elements) {
    const name = (element.propertyName ?? element.name).text;
    const local = machine.sources.checker.getExportSpecifierLocalTargetSymbol(element);
    const values = from
      ? importedName(machine, from, name, node)
      : local
        ? machine.slotOf(machine.sources.checker.getExportSymbolOfSymbol(local))
        : [];
    machine.add(machine.field(exported, element.name.text), values);
  }
}

/** `export default value`, `export = value`. */
export function exportValue(machine: Machine, node: ts.ExportAssignment, values: Slot): void {
  const file = node.getSourceFile();
  if (node.isExportEquals) machine.add(moduleExports(machine, file), values);
  else machine.add(machine.field(exportsThing(machine, file), 'default'), values);
}

/** A declaration with `export` before it. */
export function exportDeclared(machine: Machine, file: ts.SourceFile, name: string, values: Slot) {
  machine.add(machine.field(exportsThing(machine, file), name), values);
}

/** The default import of a CommonJS module is the module. */
function importedName(machine: Machine, values: Slot, name: string, node: ts.Node): Slot {
  const found = readField(machine, values, named(name), node);
  return name === 'default' ? new Set<Value>([...found, ...values]) : found;
}

function specifierOf(node: ts.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : '';
}
