import { deadlineOf, fieldOf, requestIdOf } from './context';
import { systemClock } from './time';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

describe('deadlineOf', () => {
  test.each([
    ['20 s', { time_limit_in_ms: 20_000 }, 19_700],
    ['a limit that came as text', { time_limit_in_ms: '5000' }, 4_700],
    ['no limit', {}, 2_700],
    ['no context', undefined, 2_700],
    ['null', null, 2_700],
    ['a limit that is none', { time_limit_in_ms: 'soon' }, 2_700],
    ['a limit of 0', { time_limit_in_ms: 0 }, 2_700],
  ])('with %s leaves 300 ms of it', (_what, context, ms) => {
    expect(deadlineOf(context, systemClock)).toBe(1_000_000 + ms);
  });
});

test.each([
  ['the id', { request_id: 'r-1' }, 'r-1'],
  ['none', {}, undefined],
  ['an id that is no text', { request_id: 7 }, undefined],
  ['no context', undefined, undefined],
  [
    'a context that throws',
    {
      get request_id(): string {
        throw new Error('trap');
      },
    },
    undefined,
  ],
])('requestIdOf reads of %s what is there', (_what, context, id) => {
  expect(requestIdOf(context)).toBe(id);
});

test('a field is read of objects only: a text has a length, too, but no field of ours', () => {
  expect(fieldOf({ length: 7 }, 'length')).toBe(7);
  for (const value of ['text', () => {}, 7, null, undefined]) {
    expect(fieldOf(value, 'length')).toBeUndefined();
  }
});
