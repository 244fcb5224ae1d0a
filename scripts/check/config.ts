import { readFileSync } from 'node:fs';
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Finding, finding } from './finding';
import { nearest } from './knownApis';

/** A name in `permissions.openapi`, and where it stands. */
export interface Permission {
  name: string;
  offset: number;
}

export interface Config {
  file: string;
  text: string;
  permissions: Permission[];
  /** What is wrong with the file itself. */
  findings: Finding[];
  /** It gives permissions, or means to. */
  hasPermissions: boolean;
  /** False where it is not what a config.json should be; then it is not ours to rewrite. */
  readable: boolean;
}

/** Why a text is no JSON, where the reason is one that people often meet. */
type Reason = 'comment' | 'comma' | 'quotes' | 'mark' | 'end' | 'empty' | 'other';

/** What WeChat documents as the keys of config.json. */
const topKeys = ['permissions', 'triggers'];
const permissionKeys = ['openapi'];

/**
 * Reads a function's config.json. Its shape:
 * `{"permissions":{"openapi":["customerServiceMessage.setTyping"]},"triggers":[…]}`.
 */
export function readConfig(file: string): Config {
  const text = readFileSync(file, 'utf8');
  const config: Config = {
    file,
    text,
    permissions: [],
    findings: [],
    hasPermissions: false,
    readable: true,
  };
  const broken = jsonError(text);
  const root = broken ? undefined : parseTree(text);
  if (root) readRoot(config, root);
  else {
    const at = { ...config, offset: broken?.offset ?? 0 };
    config.hasPermissions = text.includes('permission');
    config.readable = false;
    config.findings.push(finding('badJson', at, { reason: broken?.reason ?? 'other' }));
  }
  return config;
}

/** Where a text stops being JSON, and why; undefined for JSON. */
export function jsonError(text: string): { offset: number; reason: Reason } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    if (text.trim() === '') return { offset: text.length, reason: 'empty' };
    if (text.startsWith('\uFEFF')) return { offset: 0, reason: 'mark' };
    const [first] = parseErrors(text);
    if (!first) return { offset: 0, reason: 'other' };
    return { offset: first.offset, reason: reasonOf(text, first) };
  }
}

function parseErrors(text: string): ParseError[] {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // So deeply nested that the stack ran out: nothing that anybody wrote by hand.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors.sort((a, b) => a.offset - b.offset);
}

function reasonOf(text: string, { error, offset }: ParseError): Reason {
  if (printParseErrorCode(error) === 'InvalidCommentToken') return 'comment';
  if (text[offset] === "'") return 'quotes';
  if (/[}\]]/.test(text[offset] ?? '') && /,\s*$/.test(text.slice(0, offset))) return 'comma';
  return text.slice(offset).trim() === '' ? 'end' : 'other';
}

function readRoot(config: Config, root: Node): void {
  if (!expectShape(config, root, 'config.json', 'object')) return;
  for (const { key, value, offset } of entriesOf(config, root)) {
    if (key === 'permissions') readPermissions(config, value);
    else if (key === 'triggers') expectShape(config, value, key, 'array');
    else unknownKey(config, key, offset, topKeys);
  }
}

function readPermissions(config: Config, value: Node): void {
  config.hasPermissions = true;
  if (!expectShape(config, value, 'permissions', 'object')) return;
  for (const { key, value: list, offset } of entriesOf(config, value)) {
    if (key !== 'openapi') unknownKey(config, key, offset, permissionKeys);
    else if (expectShape(config, list, 'permissions.openapi', 'array')) readNames(config, list);
  }
}

function readNames(config: Config, list: Node): void {
  for (const [index, { type, value, offset }] of (list.children ?? []).entries()) {
    if (type !== 'string' || value.trim() === '') {
      const is = type === 'string' ? 'emptyString' : type;
      wrongShape(config, offset, { key: `permissions.openapi[${index}]`, is, due: 'apiName' });
    } else if (config.permissions.some((it) => it.name === value)) {
      config.findings.push(finding('duplicate', { ...config, offset }, { name: value }));
    } else config.permissions.push({ name: value, offset });
  }
}

function unknownKey(config: Config, key: string, offset: number, known: readonly string[]): void {
  const meant = nearest(key, known);
  config.findings.push(
    meant === undefined
      ? finding('unknownKey', { ...config, offset }, { key, known: known.join(', ') })
      : finding('misspeltKey', { ...config, offset }, { key, nearest: meant }),
  );
  if (meant === 'permissions') config.hasPermissions = true;
}

function expectShape(config: Config, node: Node, key: string, due: 'object' | 'array'): boolean {
  if (node.type === due) return true;
  wrongShape(config, node.offset, { key, is: node.type, due });
  config.readable = false;
  return false;
}

function wrongShape(config: Config, offset: number, names: Record<string, string>): void {
  config.findings.push(finding('wrongShape', { ...config, offset }, names));
}

/** What stands in an object; of a key that stands there twice only the last counts. */
function entriesOf(config: Config, node: Node) {
  const entries = new Map<string, { key: string; value: Node; offset: number }>();
  for (const { children = [] } of node.children ?? []) {
    const [name, value] = children;
    if (!name || !value) continue;
    const key: string = name.value;
    if (entries.has(key)) {
      // Which of the two is meant only a person can say.
      config.findings.push(finding('duplicate', { ...config, offset: name.offset }, { name: key }));
      config.readable = false;
    }
    entries.set(key, { key, value, offset: name.offset });
  }
  return [...entries.values()];
}
