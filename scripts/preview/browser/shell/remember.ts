import { type Language, pickLanguage } from '../language';

/** What outlives a reload: the language for the browser, the rest for this tab. */

export function rememberedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return pickLanguage(asked ?? localStorage.getItem('preview:language'), navigator.languages);
}

export function saveLanguage(language: Language): Language {
  localStorage.setItem('preview:language', language);
  return language;
}

export function rememberedGuide(): number {
  return Number(sessionStorage.getItem('preview:guide') ?? 0);
}

export function saveGuide(done: number): number {
  sessionStorage.setItem('preview:guide', String(done));
  return done;
}

/** @param kind who is logged in, whose conversation is shown, or the event last given to a function */
export function remembered(kind: 'loggedIn' | 'shown' | `event:${string}`): string | null {
  return sessionStorage.getItem(`preview:${kind}`);
}

export function save(kind: 'loggedIn' | 'shown' | `event:${string}`, value: string): string {
  sessionStorage.setItem(`preview:${kind}`, value);
  return value;
}
