import type { Budget } from '../budget';
import type { CustomerMessage } from '../push';
import type { Conversation } from './conversation';
import { type OwnTurn, type Turn, takeTurn } from './takeTurn';
import { person, type View, type Waiting } from './view';

const start = 1_700_000_000_000;

/** The time of a function of 20 s. */
const usual: Budget = {
  startedAt: start,
  deadline: start + 19_700,
  replyBy: start + 13_700,
  callMs: 2_000,
  mergeMs: 1_500,
  mergeBy: start + 6_850,
  heardUntil: start + 4_000,
};

function message(messageId: string): CustomerMessage {
  const texts = { type: 'text', content: messageId, title: '', path: '', picUrl: '' };
  return { ...texts, createdAt: 1_700_000_000, messageId };
}

const waiting = (id: string, at = 0, mergeMs = 1_500): Waiting => ({
  id,
  message: message(id),
  at: start + at,
  mergeMs,
});
const mine = waiting('mine');

const view = (more: Partial<View> = {}): View => ({
  isThere: true,
  revision: 3,
  holder: '',
  until: 0,
  batch: [],
  said: [],
  open: [mine],
  ...more,
});
const held = (more: Partial<View> = {}) =>
  view({ holder: 'other', until: start + 60_000, ...more });

interface Script {
  joined?: 'first' | 'again' | 'out';
  /** What the database shows, by the ms since the start. */
  shows?: (ms: number) => View | 'out';
  /** What comes of each try to take it; true once they are through. */
  takes?: (boolean | 'out')[];
  /** What comes of each word that the holder lives. */
  keeps?: (boolean | 'out')[];
  mergeMs?: number;
  budget?: Partial<Budget>;
}

/** One invocation, on a clock that goes on to the next timer whenever nothing else is to do. */
function play(script: Script = {}) {
  const { joined = 'first', shows = () => view(), mergeMs = 1_500 } = script;
  const [takes, keeps] = [[...(script.takes ?? [])], [...(script.keeps ?? [])]];
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  const seen = { looks: [] as number[], kept: [] as number[], calls: [] as unknown[][] };
  const clock = {
    now: () => now,
    setTimeout(run: () => void, ms: number) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return timer;
    },
    clearTimeout(timer: unknown) {
      timers = timers.filter((one) => one !== timer);
    },
  };
  const conversation: Conversation = {
    id: 'mine',
    join: async (ms) => {
      seen.calls.push(['join', ms]);
      return joined;
    },
    look: async () => {
      seen.looks.push(now - start);
      return shows(now - start);
    },
    take: async (taken, deadline) => {
      seen.calls.push(['take', now - start, taken.revision, deadline - start]);
      return takes.shift() ?? true;
    },
    keep: async (deadline) => {
      seen.kept.push(now - start);
      expect(deadline).toBe(usual.deadline);
      return keeps.shift() ?? true;
    },
    finish: async (taken, said) => {
      seen.calls.push(['finish', taken.revision, said]);
    },
    leave: async () => {},
    handOver: async () => 'newly',
    mayGreet: async () => true,
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  /** Until `promise` is decided, or, without one, for so many ms. */
  async function pass(ms: number): Promise<void> {
    const until = now + ms;
    await settle();
    for (;;) {
      const next = timers.sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) break;
      timers = timers.slice(1);
      now = next.at;
      next.run();
      await settle();
    }
    now = until;
  }
  async function outcomeOf<Value>(promise: Promise<Value>): Promise<Value> {
    let isDone = false;
    void promise.finally(() => {
      isDone = true;
    });
    await settle();
    while (!isDone) {
      const next = timers.sort((a, b) => a.at - b.at)[0];
      if (next === undefined) throw new Error('it waits for nothing');
      timers = timers.slice(1);
      now = next.at;
      next.run();
      await settle();
    }
    return promise;
  }
  const deps = { conversation, clock, budget: { ...usual, ...script.budget } };
  return {
    seen,
    pass,
    outcomeOf,
    at: () => now - start,
    turn: () => outcomeOf(takeTurn(mine.message, mergeMs, deps)),
    waiting: () => timers.length,
  };
}

/** The turn, which has to be ours. */
async function ours(playing: ReturnType<typeof play>): Promise<OwnTurn> {
  const turn = await playing.turn();
  if (turn.kind !== 'ours') throw new Error(`it is ${turn.kind}`);
  return turn;
}

/** What has to wait, and goes on when called. */
async function waits(playing: ReturnType<typeof play>): Promise<() => Promise<Turn>> {
  const turn = await playing.turn();
  if (turn.kind !== 'wait') throw new Error(`it is ${turn.kind}`);
  return () => playing.outcomeOf(turn.wait());
}

describe('a message is answered', () => {
  test('when none has followed for so long, with all that wait and what was said, in their order', async () => {
    const said = [{ from: 'service' as const, text: '您好', at: start }];
    const older = waiting('older', -400);
    const playing = play({ shows: () => view({ open: [older, mine], said }) });
    const { messages, said: known } = await ours(playing);
    expect(messages).toEqual([older.message, mine.message]);
    expect(known).toEqual(said);
    expect(playing.at()).toBe(1_500);
    expect(playing.seen.looks).toEqual([0, 1_500]);
    expect(playing.seen.calls).toEqual([
      ['join', 1_500],
      ['take', 1_500, 3, 19_700],
    ]);
  });

  test('at once where the answer is at hand, by one look alone', async () => {
    const playing = play({ mergeMs: 0, shows: () => view({ open: [waiting('mine', 0, 0)] }) });
    await ours(playing);
    expect([playing.at(), playing.seen.looks]).toEqual([0, [0]]);
  });

  test('before the time for the reply is used up by waiting', async () => {
    const playing = play({ budget: { mergeBy: start + 500 } });
    await ours(playing);
    expect(playing.at()).toBe(500);
  });

  test('by whoever has the newest; an older one’s comes in 700 ms after, should that one not', async () => {
    const newer = waiting('newer', 1_000);
    const playing = play({ shows: () => view({ open: [mine, newer] }) });
    await ours(playing);
    expect(playing.at()).toBe(1_000 + 1_500 + 700);
  });

  test.each([
    ['the later in order', [mine, waiting('twin')], 700],
    ['mine, where I am the later', [waiting('twin'), mine], 0],
  ])('of two at the same moment %s is the newest', async (_which, open, more) => {
    const playing = play({ shows: () => view({ open }) });
    await ours(playing);
    expect(playing.at()).toBe(1_500 + more);
  });

  test('after four times as long, however the customer goes on writing', async () => {
    const first = waiting('first', -5_800);
    const playing = play({ joined: 'again', shows: () => view({ open: [first, mine] }) });
    await ours(playing);
    expect(playing.at()).toBe(200);
  });

  test('a little later where somebody else was quicker and let go of it', async () => {
    const playing = play({ takes: [false] });
    await ours(playing);
    expect(playing.seen.calls.filter(([what]) => what === 'take')).toHaveLength(2);
    expect(playing.at()).toBe(1_600);
  });
});

describe('where the database is out, a message is answered by itself', () => {
  test.each<[string, Script]>([
    ['when it is put there', { joined: 'out' }],
    ['at the first look', { shows: () => 'out' }],
    ['at a later look', { shows: (ms) => (ms === 0 ? view() : 'out') }],
    ['when it is taken', { takes: ['out'] }],
  ])('%s', async (_when, script) => {
    const playing = play(script);
    const turn = await ours(playing);
    expect([turn.messages, turn.said]).toEqual([[mine.message], []]);
    expect(await turn.keep()).toBe(true);
    await turn.finish([]);
    turn.stop();
    expect(playing.seen.kept).toEqual([]);
    expect(playing.waiting()).toBe(0);
  });
});

describe('somebody else’s is', () => {
  test.each([
    ['at once', (_ms: number) => true, 0],
    ['also when they were called meanwhile', (ms: number) => ms > 0, 1_500],
  ])('a customer whom a person has: %s', async (_when, isTheirs, at) => {
    const until = start + 1_000_000;
    const playing = play({
      shows: (ms) => (isTheirs(ms) ? view({ holder: person, until }) : view()),
    });
    expect(await playing.turn()).toEqual({ kind: 'person', until });
    expect(playing.at()).toBe(at);
  });

  test.each([
    [true, held({ open: [waiting('other')] })],
    [false, view({ open: [waiting('other')] })],
    [false, view({ open: [], holder: 'other', until: start })],
  ])('a message that is not open any more; under way: %j', async (underWay, shown) => {
    expect(await play({ shows: () => shown }).turn()).toEqual({ kind: 'elsewhere', underWay });
  });

  test('one that the holder is seen to answer', async () => {
    const playing = play({ shows: () => held({ batch: ['older', 'mine'] }) });
    expect(await playing.turn()).toEqual({ kind: 'elsewhere', underWay: true });
    expect(playing.at()).toBe(1_500);
  });
});

describe('while somebody else answers, a message that came too late for that', () => {
  test('waits without typing, looks ever less often, and is taken when they are done', async () => {
    const playing = play({ shows: (ms) => (ms < 6_000 ? held() : view()) });
    const wait = await waits(playing);
    expect(playing.at()).toBe(1_500);
    expect((await wait()).kind).toBe('ours');
    expect(playing.seen.looks).toEqual([
      0, 1_500, 1_500, 1_600, 1_800, 2_200, 3_000, 4_000, 5_000, 6_000,
    ]);
  });

  test('is too late 100 ms before the time for the reply is over', async () => {
    const playing = play({ shows: () => held() });
    const wait = await waits(playing);
    expect(await wait()).toEqual({ kind: 'late' });
    expect(playing.at()).toBe(13_600);
  });

  test('is too late, too, where others are always quicker', async () => {
    const playing = play({ takes: Array(100).fill(false) });
    expect(await playing.turn()).toEqual({ kind: 'late' });
    expect(playing.at()).toBe(13_600);
  });
});

describe('a repeat of a message that the holder is answering stands by', () => {
  test('looks often while WeChat listens, and takes over when the holder has died', async () => {
    const until = start + 9_000;
    const playing = play({ joined: 'again', shows: () => held({ batch: ['mine'], until }) });
    const wait = await waits(playing);
    expect((await wait()).kind).toBe('ours');
    expect(playing.seen.looks).toEqual([0, 0, 0, 100, 300, 700, 1_500, 2_500, 3_500, 4_500, 9_000]);
  });

  test('is answered elsewhere once the message is not open any more', async () => {
    const shows = (ms: number) => held({ batch: ['mine'], open: ms < 1_000 ? [mine] : [] });
    const playing = play({ joined: 'again', shows });
    const wait = await waits(playing);
    expect(await wait()).toEqual({ kind: 'elsewhere', underWay: true });
  });

  test('leaves it to the holder when its own time is over', async () => {
    const playing = play({ joined: 'again', shows: () => held({ batch: ['mine'] }) });
    const wait = await waits(playing);
    expect(await wait()).toEqual({ kind: 'elsewhere', underWay: true });
    expect(playing.at()).toBe(13_600);
  });
});

describe('whoever answers', () => {
  test('says every 2 s that it lives, until it stops', async () => {
    const playing = play();
    const turn = await ours(playing);
    await playing.pass(6_500);
    expect(playing.seen.kept).toEqual([3_500, 5_500, 7_500]);
    turn.stop();
    await playing.pass(6_000);
    expect([playing.seen.kept.length, playing.waiting()]).toEqual([3, 0]);
  });

  test.each([[false], ['out' as const]])('says it no more once that fails: %j', async (kept) => {
    const playing = play({ keeps: [true, kept] });
    await ours(playing);
    await playing.pass(20_000);
    expect([playing.seen.kept.length, playing.waiting()]).toEqual([2, 0]);
  });

  test('does not begin again with it when it stopped in the middle of a word', async () => {
    const playing = play();
    const turn = await ours(playing);
    const passing = playing.pass(2_000);
    turn.stop();
    await passing;
    await playing.pass(10_000);
    expect(playing.waiting()).toBe(0);
  });

  test.each([
    [299, undefined, true, 0],
    [300, true, true, 1],
    [300, false, false, 1],
    [300, 'out' as const, true, 1],
  ])(
    'after %i ms, with %j for an answer: sends %j, having asked %i times',
    async (ms, answer, sends, asked) => {
      const playing = play(answer === undefined ? {} : { keeps: [answer] });
      const turn = await ours(playing);
      await playing.pass(ms);
      expect(await turn.keep()).toBe(sends);
      expect(playing.seen.kept).toHaveLength(asked);
    },
  );

  test('ends with what is to be remembered, and says nothing more', async () => {
    const playing = play();
    const turn = await ours(playing);
    const said = [{ from: 'service' as const, text: '好的', at: start }];
    await turn.finish(said);
    expect(playing.seen.calls.at(-1)).toEqual(['finish', 3, said]);
    await playing.pass(10_000);
    expect([playing.seen.kept, playing.waiting()]).toEqual([[], 0]);
  });
});
