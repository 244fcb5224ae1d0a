import type { WholeEnv } from '../runtime/env';
import { maskOpenId } from '../runtime/openId';

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
 * The one way for text from outside into an errMsg or a log: URLs, access tokens, secrets and the
 * values of secret environment variables are taken out, OpenIDs are cut to their last four
 * characters, and what is left is kept to one line of at most 300 characters.
 * @param env read anew each time, because the platform sets it again for each invocation
 * @param openids known ones; others are recognised by their look
 */
export function redact(text: string, env: WholeEnv, openids: readonly string[]): string {
  const line = takeWords(text, maxInput)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const clean = replacements(env, openids).reduce(
    (part, [pattern, replace]) => part.replace(pattern, replace),
    line,
  );
  return clean.length > maxReason ? `${clean.slice(0, maxReason - 1)}…` : clean;
}

/** In this order: a URL goes as a whole, and what is known goes before what only looks like it. */
function replacements(env: WholeEnv, openids: readonly string[]) {
  const secrets = valuesOf(env, secretNames).filter((value) => value.length >= 6);
  const people = [...openids, ...valuesOf(env, openIdNames).flatMap((value) => value.split(','))]
    .map((openid) => openid.trim())
    .filter((openid) => openid.length > 4);
  const hide = () => '[redacted]';
  const steps: [RegExp, (...match: string[]) => string][] = [
    [/\[?\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*/gi, () => '[url]'],
    ...secrets.map((secret): [RegExp, () => string] => [anyForm(secret), hide]),
    [/\bBearer\s+\S+/gi, hide],
    [assignment, (_all, name) => `${name}[redacted]`],
    ...people.map((openid): [RegExp, () => string] => [asWord(openid), () => maskOpenId(openid)]),
    [/[A-Za-z0-9_-]{20,}/g, (run) => cutIdentifier(run)],
  ];
  return steps;
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
