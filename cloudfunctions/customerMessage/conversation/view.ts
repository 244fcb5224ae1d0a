import { fieldOf } from '../../shared/runtime/context';
import type { CustomerMessage } from '../push';
import type { Said } from '../replyContract';
import type { Called } from './database';

/** A message as it waits for its answer. */
export interface Waiting {
  id: string;
  message: CustomerMessage;
  /** When its first push began, in ms, and how long a further message is waited for. */
  at: number;
  mergeMs: number;
}

/** Something said, and when, in ms. */
export interface Remembered extends Said {
  at: number;
}

/** One customer's conversation as the database had it at one moment. */
export interface View {
  isThere: boolean;
  /** Counts the answers: who takes the conversation takes it as it was seen. */
  revision: number;
  /** Who answers, or `person`; until then, in ms. */
  holder: string;
  until: number;
  /** The messages that the holder is answering. */
  batch: readonly string[];
  said: readonly Remembered[];
  /** What waits for an answer, oldest first. */
  open: readonly Waiting[];
}

export const dayMs = 86_400_000;
/** What nobody answered for so long is not answered any more. */
const maxOpenMs = 60 * 60_000;

/** Holds the conversation where no function does. */
export const person = 'person';

export function isWithPerson({ holder, until }: View, now: number): boolean {
  return holder === person && until > now;
}

/** Somebody else is answering, as far as is known. */
export function isHeld({ holder, until }: View, now: number): boolean {
  return holder !== '' && until > now;
}

/** The customer's documents, as the database gave them. */
export function readView(found: Called, customer: string, now: number): View {
  const documents: unknown =
    found === 'out' || 'taken' in found ? [] : fieldOf(found.answer, 'data');
  const all = Array.isArray(documents) ? documents : [];
  const own: unknown = all.find((document) => fieldOf(document, '_id') === customer);
  const open = all
    .map(readWaiting)
    .filter((waiting): waiting is Waiting => waiting !== undefined && waiting.at > now - maxOpenMs)
    .sort(inOrder);
  return {
    isThere: own !== undefined,
    revision: numberOf(fieldOf(own, 'revision')),
    holder: textOf(fieldOf(own, 'holder')),
    until: numberOf(fieldOf(own, 'until')),
    batch: listOf(fieldOf(own, 'batch')).map(textOf),
    said: listOf(fieldOf(own, 'said'))
      .map(readSaid)
      .filter(({ at }) => at > now - dayMs),
    open,
  };
}

function readWaiting(document: unknown): Waiting | undefined {
  const message = fieldOf(document, 'message');
  if (fieldOf(document, 'open') !== true || message === undefined) return undefined;
  const text = (name: string) => textOf(fieldOf(message, name));
  return {
    id: textOf(fieldOf(document, '_id')),
    message: {
      type: text('type'),
      content: text('content'),
      title: text('title'),
      path: text('path'),
      picUrl: text('picUrl'),
      createdAt: numberOf(fieldOf(message, 'createdAt')),
      messageId: text('messageId'),
    },
    at: numberOf(fieldOf(document, 'at')),
    mergeMs: numberOf(fieldOf(document, 'mergeMs')),
  };
}

function readSaid(entry: unknown): Remembered {
  return {
    from: fieldOf(entry, 'from') === 'service' ? 'service' : 'customer',
    text: textOf(fieldOf(entry, 'text')),
    at: numberOf(fieldOf(entry, 'at')),
  };
}

/**
 * By WeChat's clock, which counts seconds; within one by when they came here, and only then by
 * their ids, of which it is not documented that they grow.
 */
function inOrder(a: Waiting, b: Waiting): number {
  const [idA, idB] = [a.message.messageId, b.message.messageId];
  const byId = idA.length - idB.length || (idA < idB ? -1 : Number(idA > idB));
  return a.message.createdAt - b.message.createdAt || a.at - b.at || byId;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
