import { Ajv } from 'ajv';
import { requestSchema, type TypingRequest } from './request.schema';

/**
 * The build evaluates this file and puts ajv's standalone code in its place (scripts/build), so
 * that nothing of ajv is deployed. Tests run it as it stands.
 * @public read by the build
 */
export const ajv = new Ajv({ code: { source: true, esm: true } });

export const isTypingRequest = ajv.compile<TypingRequest>(requestSchema);
