import { explainCode } from '../../../cloudfunctions/shared/codes/codes';
import type { Command } from '../../../cloudfunctions/shared/contract';
import { answerLimitMs, functionName } from '../../config';
import { callSetTyping, type SetTypingEvent } from './callSetTyping';
import { describeResult, type ResultView } from './describeResult';
import { isTourist } from './isTourist';
import { keepNewest, kept } from './keepNewest';
import { pickLanguage } from './language';
import { fill, texts } from './texts';

const language = pickLanguage(wx);
const t = texts[language];

Page({
  data: {
    t,
    forMyself: true,
    openid: '',
    openidMissing: false,
    /** The command on its way; '' while none is. One call is in flight at most. */
    waiting: '' as Command | '',
    calls: 0,
    results: [] as ResultView[],
    dropped: 0,
    droppedNote: '',
    /** The id of the result that was copied last; '' before. */
    copied: '',
    copyFailed: false,
  },

  onLoad() {
    wx.setNavigationBarTitle({ title: t.title });
  },

  chooseMyself() {
    this.setData({ forMyself: true, openidMissing: false });
  },

  chooseSomebody() {
    this.setData({ forMyself: false });
  },

  typeOpenid(event: WechatMiniprogram.Input) {
    this.setData({ openid: event.detail.value, openidMissing: false });
  },

  pressTyping() {
    this.press('Typing');
  },

  pressCancelTyping() {
    this.press('CancelTyping');
  },

  press(command: Command) {
    if (this.data.waiting) return;
    const touser = this.data.openid.trim();
    if (!this.data.forMyself && !touser) {
      this.setData({ openidMissing: true });
      return;
    }
    this.send(this.data.forMyself ? { command } : { command, touser });
  },

  send(data: SetTypingEvent) {
    const call = this.data.calls + 1;
    const sentAt = Date.now();
    this.setData({ waiting: data.command, calls: call });
    callSetTyping(
      {
        cloud: wx.cloud,
        name: functionName,
        data,
        limitMs: answerLimitMs,
        knows: (errCode) => explainCode(errCode).origin !== 'unknown',
        isTourist: () => isTourist(wx),
      },
      (answer, late) => {
        const at = Date.now();
        const tookMs = at - sentAt;
        this.show(
          describeResult(
            { call, data, answer, late, at, tookMs, limitMs: answerLimitMs },
            language,
          ),
        );
        // A late answer says nothing about the call that may be on its way by now.
        if (!late) this.setData({ waiting: '' });
      },
    );
  },

  show(result: ResultView) {
    const { results, dropped } = keepNewest(this.data.results, result);
    const n = this.data.dropped + dropped;
    this.setData({
      results,
      dropped: n,
      droppedNote: n ? fill(t.dropped, { keep: kept, n }) : '',
    });
  },

  copy(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset;
    const result = this.data.results.find((each) => each.id === id);
    if (!result) return;
    wx.setClipboardData({
      data: result.line,
      success: () => this.setData({ copied: result.id, copyFailed: false }),
      fail: () => this.setData({ copied: '', copyFailed: true }),
    });
  },
});
