import { type CallOutcome, callWeChat } from './callWeChat';
import { nextCall } from './nextCall';
import type { TypingClock, TypingCommand, TypingStopped, TypingTransport } from './options';
import { alreadyTyping, statusMs, windowMs, windowOver } from './rules';
import { withTimeout } from './withTimeout';

/** What the status of one customer is kept up with; the first scope's hold for all of them. */
export interface ResolvedOptions {
  transport: TypingTransport;
  clock: TypingClock;
  bringForward: boolean;
  leadMs: number;
  marginMs: number;
  callMs: number;
  log: (entry: TypingStopped) => void;
}

/** One withTyping's interest in the status. */
export interface Scope {
  /** From when it wants the status shown; Infinity: not at present. */
  wantedAt: number;
}

/**
 * The status of one customer, kept up while any scope wants it. Scopes that overlap share it, so
 * that neither gets an errCode 45081 from the other's Typing nor takes the other's status down.
 * Calls go one at a time: a CancelTyping can't be overtaken by the Typing before it.
 */
export class TypingStatus {
  private readonly scopes = new Set<Scope>();
  private lastMessageAt = -Infinity;
  private shownUntil = -Infinity;
  /** Whether it is our Typing that shows, and so ours to cancel. */
  private ours = false;
  private broughtForward = false;
  private stopped = false;
  private slowestMs = 0;
  private call: Promise<void> | undefined;
  private readonly sending = new Set<Promise<unknown>>();
  private timer: unknown;

  constructor(
    private readonly touser: string,
    private readonly keeping: ResolvedOptions,
  ) {}

  get deserted(): boolean {
    return this.scopes.size === 0;
  }

  join(scope: Scope, lastMessageAt: number): void {
    this.scopes.add(scope);
    this.messageAt(Math.min(lastMessageAt, this.keeping.clock.now()));
  }

  want(scope: Scope, at: number): void {
    scope.wantedAt = at;
    this.proceed();
  }

  /** Resolves when nothing is left on the scope's account: no timer, no call, no status shown. */
  async leave(scope: Scope): Promise<void> {
    this.scopes.delete(scope);
    this.proceed();
    if (!this.deserted) return;
    await this.sendingOver();
    while (this.deserted && this.call !== undefined) await this.call;
    if (!this.deserted || !this.ours || this.shownUntil <= this.keeping.clock.now()) return;
    await this.begin(() => this.cancel());
  }

  /** See Answering.send; typing rests until `resumeMs` after it. */
  async send<R>(
    scope: Scope,
    deliver: () => R | Promise<R>,
    resumeMs: number | undefined,
  ): Promise<R> {
    const delivering = this.deliver(scope, deliver, resumeMs);
    const over = delivering.then(
      () => undefined,
      () => undefined,
    );
    this.sending.add(over);
    this.proceed();
    void over.then(() => {
      this.sending.delete(over);
      this.proceed();
    });
    return delivering;
  }

  private async deliver<R>(
    scope: Scope,
    deliver: () => R | Promise<R>,
    resumeMs: number | undefined,
  ): Promise<R> {
    await this.call;
    const { clock } = this.keeping;
    const sentAt = clock.now();
    const answer = await deliver();
    if (isRefusal(answer)) return answer;
    this.shownUntil = -Infinity;
    this.ours = false;
    this.messageAt(sentAt);
    scope.wantedAt = resumeMs === undefined ? Infinity : clock.now() + resumeMs;
    return answer;
  }

  private messageAt(at: number): void {
    if (at <= this.lastMessageAt) return;
    this.lastMessageAt = at;
    this.broughtForward = false;
    this.stopped = false;
  }

  /** Sets the timer for the next call, or begins it. */
  private proceed(): void {
    const { clock } = this.keeping;
    clock.clearTimeout(this.timer);
    if (this.call !== undefined || this.sending.size > 0 || this.stopped) return;
    const next = this.next();
    if (next === undefined) return;
    const ms = next.at - clock.now();
    if (ms > 0) this.timer = clock.setTimeout(() => this.proceed(), ms);
    else void this.begin(() => (next.afresh ? this.showAfresh() : this.show()));
  }

  private next() {
    const { clock, bringForward, leadMs, marginMs } = this.keeping;
    return nextCall({
      now: clock.now(),
      wantedAt: this.wantedAt,
      shownUntil: this.shownUntil,
      closesAt: this.closesAt,
      leadMs: bringForward && !this.broughtForward ? leadMs + this.slowestMs : undefined,
      marginMs,
    });
  }

  private get wantedAt(): number {
    return Math.min(Infinity, ...[...this.scopes].map((scope) => scope.wantedAt));
  }

  private get closesAt(): number {
    return this.lastMessageAt + windowMs;
  }

  private begin(work: () => Promise<void>): Promise<void> {
    const call = work().finally(() => {
      this.call = undefined;
      this.proceed();
    });
    this.call = call;
    return call;
  }

  private async showAfresh(): Promise<void> {
    this.broughtForward = true;
    await this.cancel();
    if (this.isDue()) await this.show();
  }

  private isDue(): boolean {
    const now = this.keeping.clock.now();
    return this.sending.size === 0 && this.wantedAt <= now && now < this.closesAt;
  }

  private async show(): Promise<void> {
    const { errCode, takenBy } = await this.ask('Typing', () => this.isDue());
    if (takenBy !== undefined) {
      this.ours = true;
      this.shownUntil = takenBy + statusMs;
    } else if (errCode === alreadyTyping) {
      this.seenShowing();
    }
    if (errCode === 0 || errCode === alreadyTyping) return;
    this.stopped = true;
    if (errCode !== windowOver) this.logQuietly({ what: 'typing stopped', errCode });
  }

  /** Somebody else's, begun within the last 15 s; unless a cancelled one of ours is still there. */
  private seenShowing(): void {
    const { clock } = this.keeping;
    if (this.ours && this.shownUntil > clock.now()) return;
    this.ours = false;
    this.shownUntil = clock.now() + statusMs;
  }

  private async cancel(): Promise<void> {
    const { errCode } = await this.ask('CancelTyping', () => true);
    if (errCode !== 0) return;
    this.ours = false;
    this.shownUntil = -Infinity;
  }

  private async ask(command: TypingCommand, stillDue: () => boolean): Promise<CallOutcome> {
    const { transport, clock, callMs } = this.keeping;
    const call = { touser: this.touser, command };
    const outcome = await callWeChat(call, transport, { clock, limitMs: callMs, stillDue });
    this.slowestMs = Math.max(this.slowestMs, outcome.tookMs);
    return outcome;
  }

  private logQuietly(entry: TypingStopped): void {
    try {
      this.keeping.log(entry);
    } catch {
      // Whoever logs for us may fail; their customer's answer must not.
    }
  }

  private async sendingOver(): Promise<void> {
    const { clock, callMs } = this.keeping;
    if (this.sending.size === 0) return;
    await withTimeout(
      Promise.allSettled(this.sending).then(() => undefined),
      callMs,
      undefined,
      clock,
    );
  }
}

function isRefusal(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('errCode' in answer)) return false;
  return answer.errCode !== 0;
}
