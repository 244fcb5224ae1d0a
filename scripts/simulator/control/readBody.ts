import { ControlError } from './controlError';

/**
 * The body of a control request as an object, its keys known.
 *
 * @throws ControlError naming what is unknown and what is accepted.
 */
export function readBody(body: unknown, known?: readonly string[]): Record<string, unknown> {
  const accepted = known ? ` with ${known.join(' and/or ')}` : '';
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ControlError(400, `the body has to be a JSON object${accepted}`);
  }
  const unknown = Object.keys(body).find((key) => known && !known.includes(key));
  if (unknown !== undefined) {
    throw new ControlError(400, `unknown field "${unknown}"; accepted: an object${accepted}`);
  }
  return { ...body };
}
