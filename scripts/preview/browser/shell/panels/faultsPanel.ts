import type { Fault } from '../../../../simulator/faults/fault';
import { h } from '../../dom';
import type { Language } from '../../texts';
import { ask } from '../api';
import type { Deps } from '../store';

interface Choice {
  name: Record<Language, string>;
  /** As the body of POST /_sim/faults, without `api`. */
  fault: Partial<Fault>;
}

/** What goes wrong in real life, most frequent first. */
const faultChoices: readonly Choice[] = [
  {
    name: { zh: '-604101：config.json 里没有权限', en: '-604101: no permission in config.json' },
    fault: { errorCode: -604101 },
  },
  {
    name: { zh: '-1：微信繁忙（一次，会自动重试）', en: '-1: WeChat busy (once, tried again)' },
    fault: { errcode: -1 },
  },
  {
    name: { zh: '-1：微信繁忙（两次）', en: '-1: WeChat busy (twice)' },
    fault: { errcode: -1, times: 2 },
  },
  {
    name: { zh: '40001：access_token 无效', en: '40001: access_token invalid' },
    fault: { errcode: 40001 },
  },
  { name: { zh: '40003：OpenID 不对', en: '40003: wrong OpenID' }, fault: { errcode: 40003 } },
  {
    name: { zh: '45009：超过每日调用次数', en: '45009: daily quota used up' },
    fault: { errcode: 45009 },
  },
  { name: { zh: '45047：消息条数用完', en: '45047: no messages left' }, fault: { errcode: 45047 } },
  { name: { zh: '45072：command 不对', en: '45072: wrong command' }, fault: { errcode: 45072 } },
  {
    name: { zh: '48001：没有接口权限', en: '48001: API not authorised' },
    fault: { errcode: 48001 },
  },
  {
    name: { zh: '-604102：微信超时', en: '-604102: WeChat timed out' },
    fault: { errorCode: -604102, times: 2 },
  },
  {
    name: { zh: 'HTTP 502', en: 'HTTP 502' },
    fault: { status: 502, body: 'Bad Gateway', times: 2 },
  },
  { name: { zh: '连接被重置（一次）', en: 'Connection reset (once)' }, fault: { drop: 'reset' } },
  {
    name: { zh: '已生效，但应答丢失', en: 'It took effect, but the answer is lost' },
    fault: { drop: 'close', afterEffect: true },
  },
  { name: { zh: '一直没有应答', en: 'No answer, ever' }, fault: { drop: 'hang' } },
  {
    name: { zh: '逐字节应答，永不结束', en: 'An answer that drips and never ends' },
    fault: { drop: 'drip' },
  },
  { name: { zh: '空应答', en: 'An empty answer' }, fault: { drop: 'empty' } },
  {
    name: { zh: '慢 2 秒', en: '2 seconds late' },
    fault: { delayMs: 2000, delayBy: 'real' },
  },
];

/** Lets the next call to WeChat go wrong. */
export function faultsPanel({ store, say, signal, attempt }: Deps): HTMLElement {
  const { language } = store.get();
  const select = h(
    'select',
    {},
    ...faultChoices.map(({ name }, index) => h('option', { value: index }, name[language])),
  );
  const waiting = h('p', { class: 'quiet', role: 'status' });
  const clear = h(
    'button',
    {
      type: 'button',
      class: 'plain',
      onclick: () => attempt(() => ask('DELETE', '/_sim/faults')),
    },
    say('clearFaults'),
  );
  store.watch(({ faults }) => {
    const times = faults.reduce((sum, fault) => sum + fault.times, 0);
    waiting.textContent = times === 0 ? say('noFaults') : say('faultsWaiting', { times });
    waiting.classList.toggle('quiet--warning', times > 0);
    clear.hidden = times === 0;
  }, signal);
  return h(
    'section',
    { class: 'card card--small', 'aria-label': say('faults') },
    h('h2', {}, say('faults')),
    h(
      'form',
      {
        class: 'row',
        onsubmit: (event) => {
          event.preventDefault();
          const fault = faultChoices[Number(select.value)]?.fault;
          const api = 'customerServiceMessage.setTyping';
          attempt(() => ask('POST', '/_sim/faults', { api, ...fault }));
        },
      },
      h(
        'label',
        { class: 'picker' },
        h('span', { class: 'picker__label' }, say('chooseFault')),
        select,
      ),
      h('button', { type: 'submit' }, say('putFault')),
    ),
    h('div', { class: 'row row--status' }, waiting, clear),
  );
}
