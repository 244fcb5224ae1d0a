import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { commands } from '../shared/contract';
import { openIdPattern } from '../shared/runtime/openId';

/**
 * What setTyping reads of its event: the one statement of it, from which the type and the compiled
 * check are made. Further fields are the platform's business and are never looked at: it adds
 * `userInfo` and `tcbContext` to every call of a mini program, and may add others.
 */
export const requestSchema = {
  type: 'object',
  properties: {
    touser: { type: 'string', pattern: openIdPattern },
    command: { enum: commands },
    businessid: {
      anyOf: [
        { type: 'string', pattern: openIdPattern },
        { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      ],
    },
  },
  required: ['command'],
} as const satisfies JSONSchema;

export type TypingRequest = FromSchema<typeof requestSchema>;

/** The fields that a request may have, exactly so spelled. */
export const requestFields = Object.keys(requestSchema.properties);
