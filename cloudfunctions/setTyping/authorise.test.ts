import type { Caller } from '../shared/runtime/caller';
import { authorise } from './authorise';

const person = (openid: string): Caller => ({ openid, source: 'wx_client', isFunction: false });
const nobody: Caller = { openid: undefined, source: 'wx_http', isFunction: false };
const ours: Caller = { openid: undefined, source: 'scf', isFunction: true };
const oursForPerson: Caller = { openid: 'me', source: 'wx_client,scf', isFunction: true };

const agents = ' agent-a ,agent-b,,me-too';
const decide = (caller: Caller, touser?: string, list: string | undefined = agents) =>
  authorise({ command: 'Typing', ...(touser !== undefined && { touser }) }, caller, list);

describe('authorise', () => {
  test.each([
    ['anybody for themselves, unnamed', person('me'), undefined, 'me'],
    ['anybody for themselves, named', person('me'), 'me', 'me'],
    ['an agent for anybody', person('agent-a'), 'you', 'you'],
    ['an agent listed with spaces around', person('agent-b'), 'you', 'you'],
    ['an agent for themselves', person('agent-a'), undefined, 'agent-a'],
    ['a function of ours for whom it names', ours, 'you', 'you'],
    ['a function called by a person, for that person', oursForPerson, undefined, 'me'],
  ])('lets %s', (_who, caller, touser, receiver) => {
    expect(decide(caller, touser)).toStrictEqual({ call: { touser: receiver, command: 'Typing' } });
  });

  const forThemselvesOnly = /for themselves only, not being in AGENT_OPENIDS/;
  const nobodyKnown = /the platform vouches for no OpenID of the caller/;
  test.each<[string, Caller, string | undefined, string | undefined, number, RegExp]>([
    ['a stranger for somebody else', person('me'), 'you', agents, -401001, forThemselvesOnly],
    [
      'a stranger where no agents are listed',
      person('me'),
      'you',
      undefined,
      -401001,
      forThemselvesOnly,
    ],
    ['an empty entry as an agent', person(''), 'you', ',', -401001, forThemselvesOnly],
    ['part of an agent', person('agent'), 'you', agents, -401001, forThemselvesOnly],
    ['the whole list as an agent', person(agents), 'you', agents, -401001, forThemselvesOnly],
    ['nobody', nobody, undefined, agents, -401001, nobodyKnown],
    ['nobody, though they name somebody', nobody, 'you', agents, -401001, nobodyKnown],
    ['nobody naming an agent', nobody, 'agent-a', agents, -401001, nobodyKnown],
    [
      'a function called by a person, for somebody else',
      oursForPerson,
      'you',
      agents,
      -401001,
      forThemselvesOnly,
    ],
    [
      'a function of ours that names nobody',
      ours,
      undefined,
      agents,
      40003,
      /a cloud function that calls must name a touser/,
    ],
  ])('refuses %s, and says why', (_who, caller, touser, list, errCode, why) => {
    const refused = decide(caller, touser, list);
    expect(refused).toEqual({ refusal: { errCode, errMsg: expect.stringMatching(why) } });
    expect(refused).toHaveProperty(
      'refusal.errMsg',
      expect.stringMatching(
        /^openapi\.customerServiceMessage\.setTyping:fail .+ \(refused before WeChat was called\)$/,
      ),
    );
  });

  test('hands businessid on only where it was given', () => {
    const call = { command: 'CancelTyping', businessid: '19' } as const;
    expect(authorise(call, person('me'), undefined)).toEqual({ call: { ...call, touser: 'me' } });
  });
});
