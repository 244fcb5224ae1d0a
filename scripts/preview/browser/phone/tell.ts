/** What the phone tells the page around it. */
export type PhoneMessage =
  /** The mini program's page is on the screen (or what is wrong with it). */
  | { type: 'ready' }
  | { type: 'title'; title: string }
  /** The navigation bar's colours; `text` is black or white. */
  | { type: 'bar'; background: string; text: string }
  /** A function was called and has not answered, or has now. */
  | { type: 'calling'; open: boolean }
  /** A function has answered a press with this `errCode` (null: it answered without one). */
  | { type: 'called'; command: unknown; code: number | null }
  /** `<button open-type="contact">` was pressed: the customer-service conversation opens. */
  | { type: 'contact' };

/** Name of the DOM event on the frame's element, by which the shell hears it. */
export const phoneEvent = 'phone-message';

/** Opened by itself, without the page around it, the phone tells nobody. */
export function tell(message: PhoneMessage): void {
  window.frameElement?.dispatchEvent(new CustomEvent(phoneEvent, { detail: message }));
}
