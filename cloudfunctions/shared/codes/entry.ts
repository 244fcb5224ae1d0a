/** A text that a person reads, in both languages of this project. */
interface Text {
  en: string;
  zh: string;
}

/** One code, as whoever meets it needs it. */
export interface CodeEntry {
  errCode: number;
  /** Unique, so that a person can say it: upper case, words joined by `_`. */
  name: string;
  /** What the documentation, or the SDK itself, says beside the code. */
  wechatText: string;
  meaning: Text;
  /** What to do now: where to click, what to edit. */
  remedy: Text;
  /** Can the same call succeed later though nobody changed anything? */
  mayPass: boolean;
  /**
   * Present where the functions try once more by themselves, inside the time left.
   * `unanswered`: nobody knows whether the first try took effect. `answered`: WeChat said no.
   */
  retry?: 'answered' | 'unanswered';
  /** Which rules the code belongs to. */
  origin:
    | 'typing'
    | 'send'
    | 'token'
    | 'account'
    | 'request'
    | 'cloudbase'
    | 'database'
    | 'unknown';
}
