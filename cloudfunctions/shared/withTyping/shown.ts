import { alreadyTyping, type CallOutcome } from './callWeChat';
import { statusMs } from './nextCall';
import type { TypingClock } from './options';

/**
 * Whose status shows, as far as is known here. `perhaps`: ours, if a call without an answer
 * arrived. `either`: then 45081 came, so there is one, ours or another instance's. Both are taken
 * down in the end, but only a status known to be ours is cancelled before its time.
 */
type Owner = 'nobody' | 'ours' | 'perhaps' | 'either' | 'theirs';

/** What shows on the customer's screen, and whose it is. Nothing that may be ours is forgotten. */
export class Shown {
  private owner: Owner = 'nobody';
  private latest = -Infinity;
  private expiry: unknown;
  /** Until when a Typing of ours that was let go may show after all. */
  private strayUntil = -Infinity;

  constructor(private readonly clock: TypingClock) {}

  /** The latest moment at which it may still be there; -Infinity: it isn't. */
  get until(): number {
    return this.latest;
  }

  get isKnownToBeOurs(): boolean {
    return this.owner === 'ours';
  }

  get mayBeOurs(): boolean {
    return this.owner === 'ours' || this.owner === 'perhaps' || this.owner === 'either';
  }

  /** WeChat has said that there is one, and it isn't known to be ours: another Typing is 45081. */
  get isInTheWay(): boolean {
    return this.owner === 'either' || this.owner === 'theirs';
  }

  get hasStray(): boolean {
    return this.clock.now() < this.strayUntil;
  }

  /** What a Typing came to. */
  typed({ errCode, taken, takenBy, letGo }: CallOutcome): void {
    // Not for ever: a call that was let go arrives within the time of a status, or never.
    if (letGo) this.strayUntil = this.clock.now() + 2 * statusMs;
    if (taken === 'yes') this.set('ours', takenBy + statusMs);
    else if (taken === 'perhaps')
      this.set(errCode === alreadyTyping ? 'either' : 'perhaps', takenBy + statusMs);
    else if (errCode === alreadyTyping) this.seen();
  }

  /** A Typing that had been let go was taken. */
  typedLate(): void {
    const until = this.clock.now() + statusMs;
    this.strayUntil = Math.max(this.strayUntil, until);
    this.set('perhaps', until);
  }

  /** What a CancelTyping came to. */
  cancelled({ taken }: CallOutcome): void {
    if (taken === 'yes') this.takenDown();
    if (taken === 'perhaps') this.doubt();
  }

  takenDown(): void {
    this.set('nobody', -Infinity);
  }

  /** It may be gone, and what shows be somebody else's. */
  doubt(): void {
    if (this.owner === 'ours') this.owner = 'perhaps';
  }

  /** Nobody looks any more: what may be left is remembered, without a timer. */
  leave(): void {
    if (this.mayBeOurs) this.strayUntil = Math.max(this.strayUntil, this.latest);
    this.takenDown();
  }

  /** Somebody's, begun within the last 15 s: ours where one of ours may still be there. */
  private seen(): void {
    const now = this.clock.now();
    const until = this.mayBeOurs && this.latest > now ? this.latest : now + statusMs;
    this.set(this.mayBeOurs || this.hasStray ? 'either' : 'theirs', until);
  }

  /** That it ends is told by a timer: the clock may be set while it shows. */
  private set(owner: Owner, until: number): void {
    this.clock.clearTimeout(this.expiry);
    this.owner = owner;
    this.latest = until;
    if (owner === 'nobody') return;
    this.expiry = this.clock.setTimeout(() => {
      this.owner = 'nobody';
    }, until - this.clock.now());
  }
}
