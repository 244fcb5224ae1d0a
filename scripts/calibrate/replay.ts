import type { SimulatorOptions } from '../simulator/config/options';
import { createConversation } from '../simulator/conversation/createConversation';
import type { Recording } from './play';
import type { CallStep } from './steps';

const openid = 'oCalibrated';

/**
 * What the simulator, with these options, would have answered at the moments of the recording.
 * undefined: it was the person who did something.
 */
export function replay(
  recording: Recording,
  options: SimulatorOptions,
): readonly (number | undefined)[] {
  let now = 0;
  const conversation = createConversation(() => now, options);
  const call = (step: CallStep): number | undefined => {
    if (step.what === 'send') {
      return conversation.send({ touser: openid, msgtype: 'text', text: { content: step.id } });
    }
    if (step.token === 'unknown') return options.unknownToken;
    if (step.path === 'business' && options.businessPath === 'businessid-required') return 40101;
    return conversation.setTyping({ touser: step.touser ?? openid, command: step.command });
  };
  return recording.map(({ step, at }) => {
    now = at;
    if (step.what !== 'person') return call(step);
    if (step.act === 'write')
      conversation.say(openid, { msgtype: 'text', text: { content: '在吗' } });
    else conversation.enter(openid);
    return undefined;
  });
}
