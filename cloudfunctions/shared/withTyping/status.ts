import { type CallOutcome, callWeChat, isRefusal, isSent } from './callWeChat';
import { nextCall } from './nextCall';
import type { ResolvedOptions, TypingClock, TypingCommand } from './options';
import { Shown } from './shown';
import { TypingWindow } from './typingWindow';

/** One withTyping's interest in the status. */
export interface Scope {
  readonly options: ResolvedOptions;
  /** Aborted when the work was given up; then `runsOut` has been rejected. */
  readonly signal: AbortSignal;
  readonly runsOut: Promise<never>;
  /** From when it wants the status shown; Infinity: not at present. */
  wantedAt: number;
  /** Its work has ended, or was given up. */
  over: boolean;
  /** Its messages on their way, each until it has arrived or has taken callMs. */
  readonly deliveries: Set<Promise<void>>;
}

const statuses = new Map<string, TypingStatus>();

/**
 * The status that all scopes of one customer in this process share; other processes can't be known
 * of. Kept as long as somebody is in it, or a call without an answer may still show.
 */
export function acquireStatus(touser: string, options: ResolvedOptions): TypingStatus {
  for (const [key, status] of statuses) if (status.isSpent()) statuses.delete(key);
  const key = JSON.stringify([options.account, touser]);
  const known = statuses.get(key);
  const status = known?.fits(options) ? known : new TypingStatus(touser, options);
  statuses.set(key, status);
  return status;
}

/**
 * The status of one customer, kept up while any scope wants it. Scopes that overlap share it, so
 * that neither gets an errCode 45081 from the other's Typing nor takes the other's status down.
 * Calls go one at a time: a CancelTyping can't be overtaken by the Typing before it.
 */
class TypingStatus {
  private readonly scopes = new Set<Scope>();
  /** How many are waiting for their last call. */
  private leaving = 0;
  private readonly clock: TypingClock;
  /** By how much the system's clock was set back meanwhile. */
  private setBackMs = 0;

  private readonly shown: Shown;
  private readonly window: TypingWindow;
  private readonly logged = new Set<number>();
  private slowestMs = 0;

  private call: Promise<void> | undefined;
  private typingCalls = 0;
  private timer: unknown;
  /** Messages on their way, for which typing waits. */
  private readonly holds = new Set<Promise<void>>();

  constructor(
    private readonly touser: string,
    /** Those of the scope that has been here longest. */
    private options: ResolvedOptions,
  ) {
    const { clock } = options;
    this.clock = {
      now: () => clock.now() + this.setBackMs,
      setTimeout: (run, ms) => clock.setTimeout(run, ms),
      clearTimeout: (timer) => clock.clearTimeout(timer),
    };
    this.shown = new Shown(this.clock);
    this.window = new TypingWindow(this.clock);
  }

  private get isIdle(): boolean {
    return this.scopes.size === 0;
  }

  private get isInUse(): boolean {
    return !this.isIdle || this.leaving > 0;
  }

  fits({ clock }: ResolvedOptions): boolean {
    return this.isInUse || this.options.clock === clock;
  }

  isSpent(): boolean {
    return !this.isInUse && !this.shown.hasStray;
  }

  /** The scope has to `want` it for anything to be shown. */
  join(scope: Scope): void {
    if (!this.isInUse) this.reset();
    if (this.isIdle) this.options = scope.options;
    this.scopes.add(scope);
    this.window.join(scope.options);
  }

  private reset(): void {
    this.window.reset();
    this.slowestMs = 0;
    this.logged.clear();
  }

  want(scope: Scope): void {
    scope.wantedAt = this.clock.now() + scope.options.delayMs;
    this.proceed();
  }

  /** Resolves when nothing is left on the scope's account: no timer, no call, no status shown. */
  async leave(scope: Scope): Promise<void> {
    scope.over = true;
    scope.wantedAt = Infinity;
    this.proceed();
    await Promise.all(scope.deliveries);

    this.scopes.delete(scope);
    this.leaving += 1;
    const [next] = this.scopes;
    if (next !== undefined) this.options = next.options;
    while (this.isIdle && this.call !== undefined) await this.call;
    if (this.isIdle && this.shown.mayBeOurs) await this.begin(() => this.takeDown());
    if (this.isIdle) this.shown.leave();
    this.leaving -= 1;
  }

  /** See Answering.send; typing rests until the scope's `resumeMs` after it. */
  async send<R>(scope: Scope, deliver: () => R | Promise<R>): Promise<R> {
    const { clock } = this;
    const { callMs } = scope.options;
    const release = this.holdBack(scope);
    let timer: unknown;
    try {
      await this.call;
      if (scope.signal.aborted) return await scope.runsOut;
      timer = clock.setTimeout(release, callMs);
      return await this.deliver(scope, deliver);
    } finally {
      clock.clearTimeout(timer);
      release();
    }
  }

  /** No Typing is begun until the returned function is called. */
  private holdBack(scope: Scope): () => void {
    let resolve = () => {};
    const hold = new Promise<void>((done) => {
      resolve = done;
    });
    this.holds.add(hold);
    scope.deliveries.add(hold);
    this.proceed();
    return () => {
      resolve();
      scope.deliveries.delete(hold);
      if (this.holds.delete(hold)) this.proceed();
    };
  }

  private async deliver<R>(scope: Scope, deliver: () => R | Promise<R>): Promise<R> {
    const sentAt = this.clock.now();
    const typingsBefore = this.typingCalls;
    try {
      const answer = await deliver();
      if (!isSent(answer)) {
        if (!isRefusal(answer)) this.shown.doubt();
        return answer;
      }
      // A Typing sent since may have overtaken the message, or been overtaken by it.
      if (this.typingCalls === typingsBefore) this.shown.takenDown();
      else this.shown.doubt();
      this.window.messageAt(sentAt);
      const { resumeMs } = scope.options;
      const rests = scope.over || resumeMs === undefined;
      scope.wantedAt = rests ? Infinity : this.clock.now() + resumeMs;
      return answer;
    } catch (error) {
      if (!isRefusal(error)) this.shown.doubt();
      throw error;
    }
  }

  /** Sets the timer for the next call, or begins it. */
  private proceed(): void {
    const { clock } = this;
    clock.clearTimeout(this.timer);
    if (this.call !== undefined || this.holds.size > 0 || this.window.isShut) return;
    const next = this.next();
    if (next === undefined) return;
    const { at, broughtForward } = next;
    const ms = at - clock.now();
    if (ms <= 0) {
      void this.begin(() => this.renew(broughtForward));
      return;
    }
    this.timer = clock.setTimeout(() => {
      // Timers go on when the system's clock is set back; so does the customer's screen.
      this.setBackMs += Math.max(0, at - clock.now());
      this.proceed();
    }, ms);
  }

  private next() {
    const { bringForward, leadMs, marginMs } = this.options;
    const mayBringForward = bringForward && !this.window.broughtForward && !this.shown.isInTheWay;
    return nextCall({
      now: this.clock.now(),
      wantedAt: this.wantedAt,
      shownUntil: this.shown.until,
      retryAt: this.window.retryAt,
      closesAt: this.window.closesAt,
      leadMs: mayBringForward ? leadMs + this.slowestMs : undefined,
      marginMs,
    });
  }

  private get wantedAt(): number {
    return Math.min(Infinity, ...[...this.scopes].map((scope) => scope.wantedAt));
  }

  private begin(work: () => Promise<void>): Promise<void> {
    const call = work().finally(() => {
      this.call = undefined;
      this.proceed();
    });
    this.call = call;
    return call;
  }

  private async renew(broughtForward: boolean): Promise<void> {
    if (broughtForward) this.window.broughtForward = true;
    if (broughtForward && this.shown.isKnownToBeOurs) await this.cancel();
    if (this.isDue()) await this.show();
  }

  private isDue(): boolean {
    const now = this.clock.now();
    return this.holds.size === 0 && this.wantedAt <= now && now < this.window.closesAt;
  }

  private async show(): Promise<void> {
    this.typingCalls += 1;
    const outcome = await this.ask('Typing', () => this.isDue());
    this.shown.typed(outcome);
    if (this.window.typed(outcome, this.options.marginMs)) this.logOnce(outcome.errCode);
  }

  private async cancel(): Promise<void> {
    this.shown.cancelled(await this.ask('CancelTyping', () => this.holds.size === 0));
  }

  /** The last call of all; where it fails, there is nothing more to be done. */
  private async takeDown(): Promise<void> {
    await this.cancel();
    if (this.isIdle) this.shown.leave();
  }

  private async ask(command: TypingCommand, stillDue: () => boolean): Promise<CallOutcome> {
    const { transport, callMs } = this.options;
    const outcome = await callWeChat({ touser: this.touser, command }, transport, {
      clock: this.clock,
      limitMs: callMs,
      stillDue,
      onLate: () => {
        if (command === 'Typing') this.takenLate();
      },
    });
    this.slowestMs = Math.max(this.slowestMs, Math.min(outcome.tookMs, callMs));
    return outcome;
  }

  private takenLate(): void {
    this.shown.typedLate();
    if (this.isIdle) this.shown.leave();
    else this.proceed();
  }

  /** Whoever logs for us may fail, also later; their customer's answer must not. */
  private logOnce(errCode: number): void {
    if (this.logged.has(errCode)) return;
    this.logged.add(errCode);
    try {
      const logged: unknown = this.options.log({ what: 'typing stopped', errCode });
      Promise.resolve(logged).catch(() => {});
    } catch {}
  }
}
