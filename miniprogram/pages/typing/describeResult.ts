import { explainCode } from '../../../cloudfunctions/shared/codes/codes';
import type { SetTypingEvent } from './callSetTyping';
import type { Language } from './language';
import type { Answer } from './readCallResult';
import { fill, texts } from './texts';

/** One call that was answered, or not in time. */
export interface Answered {
  /** The how-manieth call since the page opened. */
  call: number;
  data: SetTypingEvent;
  answer: Answer;
  /** The answer came after the page had stopped waiting for it. */
  late: boolean;
  /** When the answer came, in milliseconds since the epoch, and how long it took. */
  at: number;
  tookMs: number;
  /** How long the page waits, in milliseconds: what `NO_ANSWER` has to say. */
  limitMs: number;
}

/** One result as the page shows it, every text in the phone's language. */
export interface ResultView {
  /** Unique among results: a late answer has the same call as the one that it is late for. */
  id: string;
  heading: string;
  time: string;
  took: string;
  /** What its colour says: done, may pass by itself, or something is to be done. */
  tone: 'ok' | 'wait' | 'wrong';
  late: boolean;
  /** As shown: the code, or a dash where there is none. */
  code: string;
  name: string;
  meaning: string;
  remedy: string;
  mayPass: boolean;
  /** WeChat takes the call only after a message: the page offers the way to send one. */
  needsMessage: boolean;
  needsMessageNote: string;
  /** The original text, shortened for the screen; whole in `line`. */
  original: string;
  copyWhat: string;
  /** What "copy" copies: one line of JSON. */
  line: string;
}

/** 45080: need sending message to user, or recving message from user in the last 30 seconds. */
const needMessage = 45080;
const originalLength = 160;

/** Puts one answer into the words of the table of codes, or of the page's own where it has no code. */
export function describeResult(answered: Answered, language: Language): ResultView {
  const t = texts[language];
  const { answer, call, data, late } = answered;
  const { errCode, errMsg } = answer;
  const explained = explain(answered, language);
  const at = new Date(answered.at);
  return {
    id: `${call}${late ? '-late' : ''}`,
    heading: `#${call} ${data.command} → ${data.touser ? shorten(data.touser) : t.myself}`,
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':'),
    took: fill(t.took, { ms: answered.tookMs }),
    tone: errCode === 0 ? 'ok' : explained.mayPass ? 'wait' : 'wrong',
    late,
    code: errCode === null ? '—' : String(errCode),
    ...explained,
    needsMessage: errCode === needMessage,
    needsMessageNote: data.touser ? t.needsMessageNote : '',
    original: errMsg.length > originalLength ? `${errMsg.slice(0, originalLength)}…` : errMsg,
    copyWhat: fill(t.copyWhat, { call }),
    line: JSON.stringify({
      time: at.toISOString(),
      call,
      command: data.command,
      ...(data.touser ? { touser: shorten(data.touser) } : {}),
      errCode,
      errMsg,
      ...(answer.trouble ? { trouble: answer.trouble } : {}),
      requestID: answer.requestID,
      ms: answered.tookMs,
      ...(late ? { late } : {}),
    }),
  };
}

function explain({ answer, data, limitMs }: Answered, language: Language) {
  const { errCode, errMsg, trouble } = answer;
  if (trouble) {
    const { meaning, remedy } = texts[language].trouble[trouble];
    const s = Math.round(limitMs / 1000);
    return { name: trouble, meaning: fill(meaning, { s }), remedy, mayPass: false };
  }
  const { name, meaning, remedy, mayPass } = explainCode(errCode, { errMsg, about: 'setTyping' });
  if (errCode === 0 && data.command === 'CancelTyping') {
    return { name, ...texts[language].takenDown, mayPass };
  }
  return { name, meaning: meaning[language], remedy: remedy[language], mayPass };
}

/** As everywhere in this project: an OpenID’s last four characters; of a shorter one nothing. */
function shorten(openid: string): string {
  return openid.length > 4 ? `…${openid.slice(-4)}` : '…';
}

function twoDigits(value: number): string {
  return `0${value}`.slice(-2);
}
