/** A text that a person reads, in both languages of this project. */
interface Text {
  en: string;
  zh: string;
}

/** What is said of a code. */
interface Explanation {
  meaning: Text;
  /** What to do now: where to click, what to edit. */
  remedy: Text;
}

/** What a code can be about, where that makes a difference to what is said of it. */
export type Subject = 'setTyping' | 'customerMessage';

/** Which rules a code belongs to. */
type Origin =
  | 'typing'
  | 'send'
  | 'token'
  | 'account'
  | 'request'
  | 'media'
  | 'cloudbase'
  | 'database'
  | 'storage'
  | 'unknown';

/** Present where the functions try once more by themselves, inside the time left. */
interface Retried {
  /** Can the same call succeed later though nobody changed anything? */
  mayPass: boolean;
  /** `unanswered`: nobody knows whether the first try took effect. `answered`: WeChat said no. */
  retry?: 'answered' | 'unanswered';
}

/** One code, as whoever meets it needs it. */
export interface CodeEntry extends Explanation, Retried {
  errCode: number;
  /** Unique, so that a person can say it: upper case, words joined by `_`. */
  name: string;
  /** What the documentation, or the SDK itself, says beside the code. */
  wechatText: string;
  origin: Origin;
  /** Said instead of the general text where it is known what was called; only what differs. */
  about?: Readonly<Partial<Record<Subject, Partial<Explanation>>>>;
}

/**
 * One code has several causes that only the errMsg tells apart. Where `sign` stands in it, this is
 * said instead of what the table says of the code.
 */
export interface Cause extends Explanation, Retried {
  name: string;
  errCodes: readonly number[];
  sign: RegExp;
  /** An errMsg that was seen. */
  wechatText: string;
}
