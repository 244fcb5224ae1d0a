import type { FastifyRequest } from 'fastify';
import type { Api } from '../api/api';
import type { SimClock } from '../clock/clock';
import type { SimulatorOptions } from '../config/options';
import type { Conversation } from '../conversation/createConversation';
import type { Database } from '../database/createDatabase';
import type { CallLog } from '../events/createCallLog';
import type { Events } from '../events/createEvents';
import type { CustomerUpdates } from '../events/customerUpdates';
import type { Faults } from '../faults/createFaults';
import type { Host } from '../host/host';
import type { Media } from '../media/createMedia';
import type { Invoke } from '../push/createInvoke';
import type { Push } from '../push/createPush';
import type { Storage } from '../storage/createStorage';

export type Handler = (request: FastifyRequest) => unknown;

/** Addresses under `/_sim`, each with the methods that it takes; what a handler returns is sent as JSON. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** A part of the address, such as `openid` of `/_sim/customers/:openid`. */
export function param(request: FastifyRequest, name: string): string {
  const { params } = request;
  return typeof params === 'object' && params !== null ? String(Reflect.get(params, name)) : '';
}

/** What the control interface works on. */
export interface ControlDeps {
  appid: string;
  apis: readonly Api[];
  media: Media;
  storage: Storage;
  clock: SimClock;
  conversation: Conversation;
  database: Database;
  calls: CallLog;
  updates: CustomerUpdates;
  events: Events;
  faults: Faults;
  host: Host;
  invoke: Invoke;
  /** Undefined where no function gets message push. */
  push: Push | undefined;
  options: SimulatorOptions;
  /** Messages that were said, so that a repeat is known as one; emptied by a reset. */
  said: Set<string>;
  /** Everything back to the start. */
  reset(): Promise<void>;
}

/** A request to the control interface that cannot be met; the message says what is accepted. */
export class ControlError extends Error {
  override name = 'ControlError';

  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

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
