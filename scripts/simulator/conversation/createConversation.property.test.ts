import fc from 'fast-check';
import { defaultOptions } from '../config/options';
import { createConversation } from './createConversation';

type Kind = 'say' | 'enter' | 'send' | 'Typing' | 'CancelTyping';

/** Something that happened, and the errcode with which it ended. */
interface Happened {
  kind: Kind;
  at: number;
  errcode: number;
}

/**
 * The rules once more, said about the whole history instead of a remembered state, so that a mistake
 * in one of the two shows.
 */
const rules = {
  writtenWithin30s: (history: Happened[], now: number) =>
    history.some(
      ({ kind, at, errcode }) =>
        (kind === 'say' || (kind === 'send' && errcode === 0)) && now - at < 30_000,
    ),

  showing: (history: Happened[], now: number) => {
    const done = history.filter(({ errcode }) => errcode === 0);
    return done.some(
      ({ kind, at }, index) =>
        kind === 'Typing' &&
        now - at < 15_000 &&
        !done.slice(index).some((later) => ['send', 'CancelTyping'].includes(later.kind)),
    );
  },

  /** Every action gives its number, less what was sent since; the largest counts. */
  sending: (history: Happened[], now: number) => {
    const granting = history.flatMap(({ kind, at }, index) => {
      if (kind === 'say') return [{ index, at, grant: 5, end: at + 48 * 3_600_000 }];
      if (kind === 'enter') return [{ index, at, grant: 2, end: at + 60_000 }];
      return [];
    });
    const endBefore = (moment: number) =>
      Math.max(...granting.filter(({ at }) => at < moment).map(({ end }) => end), -Infinity);
    if (now >= Math.max(...granting.map(({ end }) => end), -Infinity)) return 45015;
    const lapse = Math.max(
      ...granting.filter(({ at }) => endBefore(at) <= at).map(({ at }) => at),
      -Infinity,
    );
    const left = granting
      .filter(({ at }) => at >= lapse)
      .map(
        ({ index, grant }) =>
          grant -
          history.slice(index).filter(({ kind, errcode }) => kind === 'send' && errcode === 0)
            .length,
      );
    return Math.max(...left) > 0 ? 0 : 45047;
  },

  errcode(kind: Kind, history: Happened[], now: number): number {
    if (kind === 'send') return rules.sending(history, now);
    if (kind !== 'Typing') return 0;
    if (!rules.writtenWithin30s(history, now)) return 45080;
    return rules.sending(history, now) || (rules.showing(history, now) ? 45081 : 0);
  },
};

/** Moments around every limit there is, and any between. */
const wait = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 1_000, 10_000) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[15_000, 30_000, 60_000, 48 * 3_600_000].flatMap((limit) => [limit - 1, limit, limit + 1]),
    ),
  },
  { weight: 2, arbitrary: fc.nat(70_000) },
);
const action = fc.record({
  openid: fc.constantFrom('oOne', 'oTwo'),
  kind: fc.constantFrom<Kind>('say', 'enter', 'send', 'send', 'Typing', 'Typing', 'CancelTyping'),
  wait,
});

test('every answer, and what the customer sees, is as the rules say of the whole history', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (actions) => {
      let now = 1_700_000_000_000;
      const conversation = createConversation(() => now, defaultOptions);
      const histories: Record<string, Happened[]> = { oOne: [], oTwo: [] };
      const text = { msgtype: 'text', text: { content: 'hi' } };

      for (const { openid, kind, wait: ms } of actions) {
        now += ms;
        const history = histories[openid] ?? [];
        const expected = rules.errcode(kind, history, now);
        const errcode = {
          say: () => conversation.say(openid, text) ?? 0,
          enter: () => conversation.enter(openid) ?? 0,
          send: () => conversation.send({ touser: openid, ...text }),
          Typing: () => conversation.setTyping({ touser: openid, command: kind }),
          CancelTyping: () => conversation.setTyping({ touser: openid, command: kind }),
        }[kind]();
        expect(errcode).toBe(expected);
        history.push({ kind, at: now, errcode });

        for (const [who, theirs] of Object.entries(histories)) {
          const view = conversation.view(who);
          expect(view.typing).toBe(rules.showing(theirs, now));
          expect(view.quota.left > 0).toBe(rules.sending(theirs, now) === 0);
          expect(view.messages).toHaveLength(
            theirs.filter((one) => one.kind === 'say' || (one.kind === 'send' && one.errcode === 0))
              .length,
          );
        }
      }
    }),
    { numRuns: 300 },
  );
});
