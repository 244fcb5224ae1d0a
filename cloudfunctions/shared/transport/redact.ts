import type { WholeEnv } from '../runtime/env';
import { maskOpenId, readOpenIds } from '../runtime/openId';

/** Long enough for every documented errmsg and a request id; a page of HTML is not. */
const maxReason = 300;
/** Nobody reads more, and WeChat's answer may be as long as it likes. */
const maxInput = 4000;

const secretNames = /SECRET|TOKEN|PASSWORD|KEY$/i;
const openIdNames = /OPENIDS?$/;
/** `access_token=…`, `"secret": "…"`. */
const assignment =
  /((?:token|secret|password|authorization|signature|api_?key)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;

/** `rid: 630576d8-1139d71c-6d68a976` and UUIDs help WeChat's support and name nobody. */
const requestId = /^[0-9a-f]+(?:-[0-9a-f]+)+$/i;

/**
 * The one way for text from outside into an errMsg or a log: addresses of every kind (URLs, IPs,
 * hosts, paths), access tokens, secrets and the values of secret environment variables are taken
 * out, OpenIDs are cut to their last four characters, and what is left is kept to one line of at
 * most 300 characters.
 * @param env read anew each time, because the platform sets it again for each invocation
 * @param openids known ones; others are recognised by their look
 */
export function redact(text: string, env: WholeEnv, openids: readonly string[]): string {
  const line = takeWords(text, maxInput).replace(lineBreakers(), ' ').trim();
  const clean = replacements(env, openids).reduce(
    (part, [pattern, replace]) => part.replace(pattern, replace),
    line,
  );
  return clean.length > maxReason ? `${clean.slice(0, maxReason - 1)}…` : clean;
}

/** In this order: a URL goes as a whole, and what is known goes before what only looks like it. */
function replacements(env: WholeEnv, openids: readonly string[]) {
  const secrets = valuesOf(env, secretNames).filter((value) => value.length >= 6);
  const listed = valuesOf(env, openIdNames).flatMap((value) => readOpenIds(value).openIds);
  const people = [...openids, ...listed].filter((openid) => openid.length > 4);
  const hide = () => '[redacted]';
  const steps: [RegExp, (...match: string[]) => string][] = [
    [/\[?\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*/gi, () => '[url]'],
    ...addresses,
    ...secrets.map((secret): [RegExp, () => string] => [anyForm(secret), hide]),
    [/\bBearer\s+\S+/gi, hide],
    [assignment, (_all, name) => `${name}[redacted]`],
    ...people.map((openid): [RegExp, () => string] => [asWord(openid), () => maskOpenId(openid)]),
    [/[A-Za-z0-9_-]{20,}/g, (run) => cutIdentifier(run)],
  ];
  return steps;
}

/**
 * What tells where something is. Rather a word too many than an address: whatever looks like a host
 * goes, but for the names of APIs and of files of code.
 */
const addresses: readonly [RegExp, (...match: string[]) => string][] = [
  // C:\\Users\\x, C:/Users/x, spaces within; \\\\server\\share
  [/\b[a-z]:[\\/](?:[^\s"'<>|]|\x20(?=[^\s\\/]*[\\/]))*/gi, () => '[path]'],
  [/\\\\[\w.$-]+\\[^\s"'<>|]*/g, () => '[path]'],
  // /var/user/index.js:10:5, ../x, ~/x
  [/(?<![\w.~/-])(?:~|\.{0,2})\/[^\s"'<>|,;()]+/g, () => '[path]'],
  [
    /\/(?:var|tmp|opt|home|root|usr|etc|mnt|srv|proc|Users|private|app)\/[^\s"'<>|,;()]*/g,
    () => '[path]',
  ],
  // somebody@host
  [/[^\s"'<>(),;:]*@[\w.-]+/g, () => '[address]'],
  // ::1, [fe80::1%eth0]:443, ::ffff:127.0.0.1, and eight groups; 12:34:56 is none
  [
    /(?<![\w:.])\[?[0-9a-f]*(?::[0-9a-f]*){2,8}(?:\.\d{1,3}){0,3}(?:%\w+)?\]?(?::\d{1,5})?(?!\w)/gi,
    (run) => (/\w*::|(?:\w+:){6}/.test(run) && /\w/.test(run) ? '[address]' : run),
  ],
  // 127.0.0.1, 127.0.0.1:80
  [/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d{1,5})?(?![\w])/g, () => '[address]'],
  // What Node names behind its codes: getaddrinfo ENOTFOUND name
  [
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)( [\w.:-]+)/g,
    (_all, code) => `${code} [address]`,
  ],
  // api.weixin.qq.com, api.weixin.qq.com:443
  [
    /(?<![\w.@-])(?:[a-z0-9_-]+\.)+(?:xn--[a-z0-9-]+|[a-z]{2,63})\.?(?::\d{1,5})?(?![\w])/gi,
    (host) => hideHost(host),
  ],
  // localhost, name:8080
  [/(?<![\w.-])localhost(?![\w])(?::\d{1,5})?/gi, () => '[address]'],
  [/(?<![\w.-])[a-z][\w-]*:\d{2,5}(?![\w])/gi, (pair) => (isField(pair) ? pair : '[address]')],
];

const apiNames =
  /^(?:openapi\.\w+\.\w+(?<!\.(?:com|cn|net|org))|wx\.cloud(?:\.\w+)?|db\.(?:command|collection))$/;

/** `customerServiceMessage.setTyping` mixes cases within a word, as no host does; `index.js` is a file. */
function hideHost(host: string): string {
  const isApi = /[a-z][A-Z]/.test(host) || apiNames.test(host);
  const isFile = /\.(?:[cm]?[jt]sx?|json|html?|wx[ms]l|wxss|map)(?::\d+)?$/i.test(host);
  return isApi || isFile ? host : '[address]';
}

/** `errcode:45080` is no host with its port. */
function isField(pair: string): boolean {
  return /(?:code|ret|status|line|column|id|count|size|length|limit|ms|[jt]s)(?=:)/i.test(pair);
}

/** Made at its first use: V8 looks `\p{…}` up when it reads the literal, used or not. */
let lineBreakersOnce: RegExp | undefined;
function lineBreakers(): RegExp {
  lineBreakersOnce ??= /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;
  return lineBreakersOnce;
}

function valuesOf(env: WholeEnv, names: RegExp): string[] {
  return Object.keys(env)
    .filter((name) => names.test(name))
    .map((name) => env[name] ?? '')
    .filter((value) => value !== '');
}

function anyForm(secret: string): RegExp {
  const forms = [secret, encodeURIComponent(secret)].map(escapeRegExp);
  return new RegExp(forms.join('|'), 'g');
}

function asWord(text: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_-])${escapeRegExp(text)}(?![A-Za-z0-9_-])`, 'g');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** OpenIDs, tokens and keys mix digits or cases; words and constants such as EXCEED_LIMIT don't. */
function cutIdentifier(run: string): string {
  const mixesDigits = /\d/.test(run) && /[A-Za-z]/.test(run);
  const mixesCases = run.length >= 24 && /[a-z]/.test(run) && /[A-Z]/.test(run);
  if (requestId.test(run) || !(mixesDigits || mixesCases)) return run;
  return run.length >= 64 ? '[redacted]' : maskOpenId(run);
}

/** Never ends within a word: half a secret would not be recognised. */
function takeWords(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/\S*$/, '')}…`;
}
