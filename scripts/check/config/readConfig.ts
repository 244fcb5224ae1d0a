import { readFileSync } from 'node:fs';
import { type Finding, finding } from '../finding';
import { nearest } from '../nearest';
import { jsonError } from './jsonError';
import { type JsonNode, jsonTree } from './jsonTree';

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
  if (broken) {
    config.hasPermissions = text.includes('permission');
    config.readable = false;
    config.findings.push(finding('badJson', { ...config, ...broken }, { reason: broken.reason }));
  } else readRoot(config, jsonTree(text));
  return config;
}

function readRoot(config: Config, root: JsonNode): void {
  if (!expectShape(config, root, 'config.json', 'object')) return;
  for (const { key, value, offset } of entriesOf(root)) {
    if (key === 'permissions') readPermissions(config, value);
    else if (key === 'triggers') expectShape(config, value, key, 'array');
    else unknownKey(config, key, offset, topKeys);
  }
}

function readPermissions(config: Config, value: JsonNode): void {
  config.hasPermissions = true;
  if (!expectShape(config, value, 'permissions', 'object')) return;
  for (const { key, value: list, offset } of entriesOf(value)) {
    if (key !== 'openapi') unknownKey(config, key, offset, permissionKeys);
    else if (expectShape(config, list, 'permissions.openapi', 'array')) readNames(config, list);
  }
}

function readNames(config: Config, list: JsonNode): void {
  if (list.shape !== 'array') return;
  list.elements.forEach((element, index) => {
    const offset = element.start;
    if (element.shape !== 'string' || element.text.trim() === '') {
      const is = element.shape === 'string' ? 'emptyString' : element.shape;
      wrongShape(config, offset, { key: `permissions.openapi[${index}]`, is, due: 'apiName' });
      return;
    }
    const name = element.text;
    if (config.permissions.some((it) => it.name === name)) {
      config.findings.push(finding('duplicate', { ...config, offset }, { name }));
    } else config.permissions.push({ name, offset });
  });
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

function expectShape(
  config: Config,
  node: JsonNode,
  key: string,
  due: 'object' | 'array',
): boolean {
  if (node.shape === due) return true;
  wrongShape(config, node.start, { key, is: node.shape, due });
  config.readable = false;
  return false;
}

function wrongShape(config: Config, offset: number, names: Record<string, string>): void {
  config.findings.push(finding('wrongShape', { ...config, offset }, names));
}

function entriesOf(node: JsonNode) {
  return node.shape === 'object' ? node.entries : [];
}
