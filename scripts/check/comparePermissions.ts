import type { Found } from './callGraph';
import type { Config, Permission } from './config';
import { type Finding, finding, shownPath } from './finding';
import { isWhole, knownApis, nearest } from './knownApis';
import type { Place } from './lower';

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
  found: readonly Found[],
  config: Config | undefined,
  configFile: string,
): Comparison {
  const granted = config?.permissions ?? [];
  const calls = found.filter(({ kind }) => kind === 'call');
  const others = found.filter(isOther);
  const incomplete = others.some(({ kind }) => kind !== 'outside');
  // What cannot be read is said already, and is what the SDK is often given to.
  const undecided = found
    .filter(isUndecided)
    .filter(({ kind, what }) => !(incomplete && kind === 'handedOn' && what === ''));
  const missing = new Map<string, Found>();
  for (const call of calls) {
    // Permission for what does not exist would not help.
    if (isWrong(call.what)) continue;
    const known = missing.get(call.what);
    if (granted.some(({ name }) => name === call.what) || known?.certain) continue;
    if (!known || call.certain) missing.set(call.what, call);
  }
  const findings: Finding[] = [];
  // Of code that was not read to the end nobody knows what it does not call.
  const permissions = incomplete ? granted.map(({ name }) => name) : [];
  for (const permission of incomplete ? [] : granted) {
    const { kind, api, where } = judge(permission, calls, missing, undecided);
    if (kind !== 'unused') permissions.push(api);
    if (kind !== 'used' && config) {
      const at = { ...config, offset: permission.offset };
      findings.push(finding(kind, at, { name: permission.name, api, where }));
    }
    if (kind === 'misspelt') missing.delete(api);
  }
  const needed = [...missing.values()].filter((call) => call.certain);
  permissions.push(...needed.map((call) => call.what));
  findings.push(...missingFindings([...missing.values()], needed, config, configFile));
  findings.push(...undecided.map(undecidedFinding));
  findings.push(...unknownApis(calls));
  findings.push(...others.map((it) => finding(it.kind, it, { what: it.what })));
  return { findings, permissions };
}

interface Judgement {
  kind: 'used' | 'unused' | 'maybeUnused' | 'misspelt';
  api: string;
  where: string;
}

function judge(
  { name }: Permission,
  calls: readonly Found[],
  missing: ReadonlyMap<string, Found>,
  undecided: readonly Found[],
): Judgement {
  if (calls.some((call) => call.what === name)) return { kind: 'used', api: name, where: '' };
  const by = undecided.find(({ what }) => what === '' || name.startsWith(`${what}.`));
  if (by) return { kind: 'maybeUnused', api: name, where: shownPlace(by) };
  const meant = knownApis.includes(name) ? undefined : nearest(name, [...missing.keys()]);
  if (meant === undefined) return { kind: 'unused', api: name, where: '' };
  return { kind: 'misspelt', api: meant, where: '' };
}

function missingFindings(
  missing: readonly Found[],
  needed: readonly Found[],
  config: Config | undefined,
  configFile: string,
): Finding[] {
  const shown = shownPath(configFile);
  const [first] = needed;
  if (!config && first) {
    const apis = needed.map((call) => call.what);
    return [
      finding('noConfig', first, {
        config: shown,
        apis: apis.join(', '),
        quoted: apis.map((api) => JSON.stringify(api)).join(','),
      }),
    ];
  }
  // Of a file that cannot be read nobody knows what it permits.
  if (config && !config.readable) return [];
  return missing.map((call) =>
    finding(call.certain ? 'missing' : 'maybeMissing', call, { api: call.what, config: shown }),
  );
}

type Undecided = Found & { kind: 'computed' | 'handedOn' };
const isUndecided = (it: Found): it is Undecided =>
  it.kind === 'computed' || it.kind === 'handedOn';

type Other = Found & { kind: Exclude<Found['kind'], 'call' | Undecided['kind']> };
const isOther = (it: Found): it is Other => it.kind !== 'call' && !isUndecided(it);

function undecidedFinding(it: Undecided): Finding {
  const { kind, what } = it;
  return finding(kind, it, { of: what && (kind === 'computed' ? ` (${what}.…)` : `.${what}`) });
}

/** Calls of what looks like a slip of the pen, each name once. */
function unknownApis(calls: readonly Found[]): Finding[] {
  const seen = new Set<string>();
  return calls.flatMap((call) => {
    const { what: api } = call;
    if (seen.has(api) || knownApis.includes(api)) return [];
    seen.add(api);
    const meant = nearest(api, knownApis);
    if (meant === undefined) return [];
    const kind = isWrong(api) ? 'unknownApi' : 'maybeUnknownApi';
    return [finding(kind, call, { api, nearest: meant })];
  });
}

/** No API of WeChat's, by all that is known, and near to one that is. */
function isWrong(api: string): boolean {
  const namespace = api.includes('.') ? api.slice(0, api.indexOf('.')) : '';
  const surely = namespace === '' || isWhole(namespace);
  return surely && !knownApis.includes(api) && nearest(api, knownApis) !== undefined;
}

function shownPlace({ file, text, offset }: Place): string {
  return `${shownPath(file)}:${text.slice(0, offset).split('\n').length}`;
}
