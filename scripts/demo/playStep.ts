import { fieldOf } from '../cli/fieldOf';
import type { SimulatorClient } from '../simulator/cli/simulatorClient';
import { account } from './openDemo';
import { type Action, openids, type Step } from './steps';

/** What came of a step. */
export interface Played {
  /** Of the call; undefined in a step without one. */
  errCode: number | undefined;
  errMsg: string | undefined;
  screen: Screen;
}

/** What the customer sees of the conversation. */
export interface Screen {
  typing: boolean;
  /** The last bubble. */
  last: { from: 'customer' | 'service'; text: string } | undefined;
}

/** Does what the step says, and looks at the customer's screen. */
export async function playStep(wechat: SimulatorClient, step: Step): Promise<Played> {
  let result: unknown;
  for (const action of step.actions) {
    const answer = await act(wechat, action);
    if ('call' in action) result = answer;
  }
  const errCode = fieldOf(result, 'errCode');
  const errMsg = fieldOf(result, 'errMsg');
  return {
    errCode: typeof errCode === 'number' ? errCode : undefined,
    errMsg: typeof errMsg === 'string' ? errMsg : undefined,
    screen: readScreen(await wechat.get(`/_sim/customers/${openids.customer}`)),
  };
}

/** What a call gave: the result, or what callFunction rejected with. */
async function act(wechat: SimulatorClient, action: Action): Promise<unknown> {
  if ('say' in action) {
    return wechat.post(`/_sim/customers/${openids.customer}/messages`, { content: action.say });
  }
  if ('waitSeconds' in action) {
    return wechat.post('/_sim/clock', { advanceMs: action.waitSeconds * 1000 });
  }
  if ('answer' in action) return answerCustomer(wechat, action.answer);
  const headers = { 'x-sim-openid': openids[action.as] };
  const path = `/_sim/invoke/${action.function ?? 'setTyping'}`;
  const outcome = await wechat.post(path, action.call, headers);
  return fieldOf(outcome, 'result') ?? fieldOf(outcome, 'error');
}

async function answerCustomer(wechat: SimulatorClient, content: string): Promise<unknown> {
  const token = await wechat.post('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    ...account,
  });
  const accessToken = String(fieldOf(token, 'access_token'));
  return wechat.post(`/cgi-bin/message/custom/send?access_token=${accessToken}`, {
    touser: openids.customer,
    msgtype: 'text',
    text: { content },
  });
}

function readScreen(customer: unknown): Screen {
  const messages = fieldOf(customer, 'messages');
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  const from = fieldOf(last, 'from') === 'customer' ? 'customer' : 'service';
  const text = fieldOf(fieldOf(last, 'text'), 'content');
  return {
    typing: fieldOf(customer, 'typing') === true,
    last: typeof text === 'string' ? { from, text } : undefined,
  };
}
