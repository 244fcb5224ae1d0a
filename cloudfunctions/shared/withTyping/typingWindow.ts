import { alreadyTyping, type CallOutcome, windowOver } from './callWeChat';
import { statusMs, windowMs } from './nextCall';
import type { ResolvedOptions, TypingClock } from './options';

/**
 * Whether WeChat takes a Typing, as far as is known here: until 30 s after the last message, and
 * unless it has refused one for good.
 */
export class TypingWindow {
  private lastMessageAt = -Infinity;
  /** The code after which no more is to be had. */
  private refusedBy: number | undefined;
  /** After a failure that may pass, when to try again; -Infinity: there was none. */
  retryAt = -Infinity;
  /** Its last renewal was brought forward: once in a window. */
  broughtForward = false;

  constructor(private readonly clock: TypingClock) {}

  /** Infinitely long ago: no message is known of. */
  get closesAt(): number {
    return this.lastMessageAt + windowMs;
  }

  get isShut(): boolean {
    return this.refusedBy !== undefined;
  }

  reset(): void {
    this.lastMessageAt = -Infinity;
    this.retryAt = -Infinity;
    this.refusedBy = undefined;
  }

  /** What a further scope knows of the last message; a later one than was known asks WeChat anew. */
  join({ lastMessageAt, delayMs }: ResolvedOptions): void {
    const now = this.clock.now();
    const at = Math.min(lastMessageAt, now);
    // Too old for any Typing by this clock, which may be wrong: WeChat decides.
    const latest = Math.max(at, this.lastMessageAt);
    const isTooOld = now + delayMs - latest >= windowMs;
    if (this.messageAt(isTooOld ? now : at)) this.refusedBy = undefined;
  }

  /** Returns whether it is later than the last that was known of. */
  messageAt(at: number): boolean {
    if (at <= this.lastMessageAt) return false;
    this.lastMessageAt = at;
    this.broughtForward = false;
    if (this.refusedBy === windowOver) this.refusedBy = undefined;
    return true;
  }

  /** What a Typing came to. Returns whether typing stops by it for a reason that is worth a word. */
  typed({ errCode, mayPass }: CallOutcome, marginMs: number): boolean {
    if (errCode === 0 || errCode === alreadyTyping) return false;
    if (mayPass) this.retryAt = this.clock.now() + statusMs + marginMs;
    else this.refusedBy = errCode;
    return errCode !== windowOver;
  }
}
