import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { commands } from '../shared/contract';

/** OpenIDs have no documented length or first letter; 27, 28 and 30 characters have been seen. */
const identifier = '^[A-Za-z0-9_-]{1,128}$';

/**
 * What setTyping accepts as its event: the one statement of it, from which the type and the
 * compiled check are made. `userInfo` is put there by the platform, and not believed.
 */
export const requestSchema = {
  type: 'object',
  properties: {
    touser: { type: 'string', pattern: identifier },
    command: { enum: commands },
    businessid: { type: 'string', pattern: identifier },
    userInfo: {},
  },
  required: ['command'],
  additionalProperties: false,
} as const satisfies JSONSchema;

export type TypingRequest = FromSchema<typeof requestSchema>;
