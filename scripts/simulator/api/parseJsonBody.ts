import { parseJson } from '../control/parseJson';
/** The body of a POST: an object, or the errcode where it is none (44002 empty, 47001 no JSON object). */
export function parseJsonBody(body: Buffer): Record<string, unknown> | number {
  if (body.length === 0) return 44002;
  try {
    const value: unknown = parseJson(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : 47001;
  } catch {
    return 47001;
  }
}
