import ts from 'typescript';
import type { OpenapiCall, OpenapiCalls, UndecidedCall } from './callGraph';
import type { Config, Permission } from './config';
import { type Finding, finding, shownPath } from './finding';
import { isWhole, knownApis, nearest } from './knownApis';

export interface Comparison {
  findings: Finding[];
  /** What `permissions.openapi` should be. */
  permissions: string[];
}

/**
 * Holds the calls of a function against its config.json, which may be missing (`config` undefined,
 * `configFile` where it would be). Nothing is taken away from a function of which something could
 * not be read.
 */
export function comparePermissions(
  { calls, undecided, unread, outside }: OpenapiCalls,
  config: Config | undefined,
  configFile: string,
): Comparison {
  const granted = config?.permissions ?? [];
  const incomplete = unread.length > 0;
  const missing = new Map<string, OpenapiCall>();
  for (const call of calls) {
    // Permission for what does not exist would not help.
    if (isWrong(call.api)) continue;
    const known = missing.get(call.api);
    if (granted.some(({ name }) => name === call.api) || known?.certain) continue;
    if (!known || call.certain) missing.set(call.api, call);
  }
  const findings: Finding[] = [];
  const permissions: string[] = [];
  for (const permission of granted) {
    const { kind, api, where } = judge(permission, calls, missing, undecided);
    // Of code that was not read to the end nobody knows what it does not call.
    const unsure = incomplete && (kind === 'unused' || kind === 'maybeUnused');
    if (incomplete) permissions.push(permission.name);
    if (kind === 'misspelt' || (kind !== 'unused' && !incomplete)) permissions.push(api);
    if (kind !== 'used' && !unsure && config) {
      const at = { ...config, offset: permission.offset };
      findings.push(finding(kind, at, { name: permission.name, api, where }));
    }
    if (kind === 'misspelt') missing.delete(api);
  }
  const needed = [...missing.values()].filter((call) => call.certain);
  permissions.push(...needed.map((call) => call.api));
  findings.push(...missingFindings([...missing.values()], needed, config, configFile));
  findings.push(...undecided.map(undecidedFinding));
  findings.push(...unknownApis(calls));
  findings.push(...unread.map((it) => finding(it.kind, it, { what: it.what })));
  findings.push(
    ...outside.map((node) => finding('outside', at(node), { what: specifierOf(node) })),
  );
  return { findings, permissions };
}

interface Judgement {
  kind: 'used' | 'unused' | 'maybeUnused' | 'misspelt';
  api: string;
  where: string;
}

function judge(
  { name }: Permission,
  calls: readonly OpenapiCall[],
  missing: ReadonlyMap<string, OpenapiCall>,
  undecided: readonly UndecidedCall[],
): Judgement {
  if (calls.some((call) => call.api === name)) return { kind: 'used', api: name, where: '' };
  const meant = nearest(name, [...missing.keys()]);
  if (meant !== undefined && !knownApis.includes(name)) {
    return { kind: 'misspelt', api: meant, where: '' };
  }
  const by = undecided.find(({ known }) => known === '' || name.startsWith(`${known}.`));
  if (!by) return { kind: 'unused', api: name, where: '' };
  return { kind: 'maybeUnused', api: name, where: shownPlace(by.node) };
}

function missingFindings(
  missing: readonly OpenapiCall[],
  needed: readonly OpenapiCall[],
  config: Config | undefined,
  configFile: string,
): Finding[] {
  const shown = shownPath(configFile);
  const [first] = needed;
  if (!config && first) {
    const apis = needed.map((call) => call.api);
    return [
      finding('noConfig', at(first.node), {
        config: shown,
        apis: apis.join(', '),
        quoted: apis.map((api) => JSON.stringify(api)).join(','),
      }),
    ];
  }
  // Of a file that cannot be read nobody knows what it permits.
  if (config && !config.readable) return [];
  return missing.map(({ api, node, certain }) =>
    finding(certain ? 'missing' : 'maybeMissing', at(node), { api, config: shown }),
  );
}

function undecidedFinding({ known, why, node }: UndecidedCall): Finding {
  return finding(why, at(node), {
    of: known && (why === 'computed' ? ` (${known}.…)` : `.${known}`),
  });
}

/** Calls of what looks like a slip of the pen, each name once. */
function unknownApis(calls: readonly OpenapiCall[]): Finding[] {
  const seen = new Set<string>();
  return calls.flatMap(({ api, node }) => {
    if (seen.has(api) || knownApis.includes(api)) return [];
    seen.add(api);
    const meant = nearest(api, knownApis);
    if (meant === undefined) return [];
    const kind = isWrong(api) ? 'unknownApi' : 'maybeUnknownApi';
    return [finding(kind, at(node), { api, nearest: meant })];
  });
}

/** No API of WeChat's, by all that is known, and near to one that is. */
function isWrong(api: string): boolean {
  const namespace = api.includes('.') ? api.slice(0, api.indexOf('.')) : '';
  const surely = namespace === '' || isWhole(namespace);
  return surely && !knownApis.includes(api) && nearest(api, knownApis) !== undefined;
}

function specifierOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText();
}

function at(node: ts.Node) {
  const file = node.getSourceFile();
  return { file: file.fileName, text: file.text, offset: node.getStart() };
}

function shownPlace(node: ts.Node): string {
  const { fileName, text } = node.getSourceFile();
  return `${shownPath(fileName)}:${text.slice(0, node.getStart()).split('\n').length}`;
}
