import { rpxToVw } from '../../compile/rpx';

/**
 * The mini program's elements as DOM elements. Containers keep their names, so that WXSS finds them;
 * controls become the browser's own, which brings keyboard and screen readers along.
 * Source: developers.weixin.qq.com/miniprogram/dev/component/
 */
interface Kind {
  tag: string;
  made?(element: HTMLElement): void;
  /** Attributes that mean something else here; null: taken away. */
  attributes?: Record<string, (element: HTMLElement, value: string | null) => void>;
  /** Events by the mini program's name: the DOM event behind it and the detail it carries. */
  events?: Record<string, { on: string; detail(element: HTMLElement, event: Event): unknown }>;
}

const typed = {
  value: (element: HTMLElement, value: string | null) => {
    if (isTextControl(element) && element.value !== value) element.value = value ?? '';
  },
  'confirm-type': (element: HTMLElement, value: string | null) =>
    set(element, 'enterkeyhint', value),
  'adjust-position': ignored,
  'auto-height': ignored,
  'cursor-spacing': ignored,
  'placeholder-class': (element: HTMLElement, value: string | null) =>
    set(element, 'data-placeholder-class', value),
  'placeholder-style': ignored,
};

const typing = {
  input: { on: 'input', detail: textOf },
  focus: { on: 'focus', detail: textOf },
  blur: { on: 'blur', detail: textOf },
};

const kinds: Record<string, Kind> = {
  view: { tag: 'view' },
  text: { tag: 'text' },
  label: {
    tag: 'label',
    attributes: { for: (element, value) => set(element, 'data-for', value) },
  },
  'scroll-view': { tag: 'scroll-view', made: (element) => set(element, 'tabindex', '0') },
  image: {
    tag: 'img',
    made: (element) => set(element, 'alt', ''),
    attributes: {
      'aria-label': (element, value) => set(element, 'alt', value ?? ''),
      src: (element, value) => set(element, 'src', fileUrl(value)),
    },
  },
  button: {
    tag: 'button',
    made: (element) => set(element, 'type', 'button'),
    attributes: {
      type: (element, value) => set(element, 'data-type', value),
      'form-type': (element, value) => set(element, 'type', value ?? 'button'),
    },
  },
  input: {
    tag: 'input',
    attributes: {
      ...typed,
      type: (element, value) => set(element, 'inputmode', inputModes[value ?? 'text'] ?? 'text'),
      password: (element, value) => set(element, 'type', value === null ? 'text' : 'password'),
    },
    events: {
      ...typing,
      confirm: {
        on: 'keydown',
        detail: (element, event) => (isEnter(event) ? textOf(element) : undefined),
      },
    },
  },
  textarea: { tag: 'textarea', attributes: typed, events: typing },
  'radio-group': {
    tag: 'radio-group',
    made: (element) => set(element, 'role', 'radiogroup'),
    events: {
      change: { on: 'change', detail: (_, { target }) => ({ value: chosenValue(target) }) },
    },
  },
  radio: choice('radio'),
  'checkbox-group': {
    tag: 'checkbox-group',
    made: (element) => set(element, 'role', 'group'),
    events: { change: { on: 'change', detail: (element) => ({ value: checkedIn(element) }) } },
  },
  checkbox: choice('checkbox'),
  switch: {
    ...choice('checkbox'),
    made: (element) => {
      set(element, 'type', 'checkbox');
      set(element, 'role', 'switch');
    },
    events: { change: { on: 'change', detail: (element) => ({ value: isChecked(element) }) } },
  },
  form: {
    tag: 'form',
    made: (element) => element.addEventListener('submit', (event) => event.preventDefault()),
    events: { submit: { on: 'submit', detail: (element) => ({ value: fieldsOf(element) }) } },
  },
};

/** WeChat's elements that the preview has not got; it says so by name instead of drawing nothing. */
const absentElements: readonly string[] = (
  'ad audio camera canvas cover-image cover-view editor functional-page-navigator icon ' +
  'keyboard-accessory live-player live-pusher map match-media movable-area movable-view navigator ' +
  'navigation-bar official-account open-data page-container page-meta picker picker-view ' +
  'picker-view-column progress rich-text root-portal share-element slider swiper swiper-item video ' +
  'voip-room web-view'
).split(' ');

const inputModes: Record<string, string> = {
  number: 'numeric',
  digit: 'decimal',
  idcard: 'text',
  text: 'text',
};

function choice(type: string): Kind {
  return {
    tag: 'input',
    made: (element) => set(element, 'type', type),
    attributes: {
      checked: (element, value) => {
        if (element instanceof HTMLInputElement) element.checked = value !== null;
      },
      color: (element, value) => element.style.setProperty('accent-color', value),
    },
  };
}

function ignored(): void {}

/** A path in the mini program's folder, or a data: URL as it is. */
function fileUrl(src: string | null): string {
  return src === null || /^data:/.test(src)
    ? (src ?? '')
    : `/preview/miniprogram/${src.replace(/^\//, '')}`;
}

function isTextControl(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function textOf(element: HTMLElement): { value: string; cursor: number } {
  if (!isTextControl(element)) return { value: '', cursor: 0 };
  return { value: element.value, cursor: element.selectionStart ?? element.value.length };
}

function isEnter(event: Event): boolean {
  return event instanceof KeyboardEvent && event.key === 'Enter' && !event.isComposing;
}

function chosenValue(target: EventTarget | null): string {
  return target instanceof HTMLInputElement ? target.value : '';
}

function isChecked(element: HTMLElement): boolean {
  return element instanceof HTMLInputElement && element.checked;
}

function checkedIn(element: HTMLElement): string[] {
  const boxes = element.querySelectorAll<HTMLInputElement>('input[type=checkbox]:checked');
  return [...boxes].map((box) => box.value);
}

function fieldsOf(element: HTMLElement): Record<string, unknown> {
  return element instanceof HTMLFormElement ? Object.fromEntries(new FormData(element)) : {};
}

/** Sets an attribute past the mini program's own meaning of it; null takes it away. */
export function set(element: Element, name: string, value: string | null): void {
  if (value === null) Element.prototype.removeAttribute.call(element, name);
  else Element.prototype.setAttribute.call(element, name, value);
}

/** What every element's attribute of this name means. */
const everywhere: NonNullable<Kind['attributes']> = {
  // Through CSSOM, which the Content-Security-Policy allows; as an attribute it would not.
  style: (element, value) => {
    element.style.cssText = rpxToVw(value ?? '');
  },
  'aria-role': (element, value) => set(element, 'role', value),
  'hover-class': (element, value) => set(element, 'data-hover-class', value),
};

const kindOf = new WeakMap<Element, Kind>();

/** Creates the DOM element for one of the mini program's; its attributes then mean what they mean there. */
export function createElement(name: string, missing: (what: string) => void): HTMLElement {
  if (absentElements.includes(name)) missing(`<${name}>`);
  const kind = kinds[name] ?? { tag: name };
  const element = document.createElement(kind.tag);
  kindOf.set(element, kind);
  kind.made?.(element);
  const change = (attribute: string, value: string | null) => {
    const mean = kind.attributes?.[attribute] ?? everywhere[attribute];
    if (mean) mean(element, value);
    else set(element, attribute, value);
  };
  element.setAttribute = change;
  element.removeAttribute = (attribute) => change(attribute, null);
  return element;
}

/** How an element tells of an event, where it is not by the DOM event of the same name. */
export function eventOf(element: Element, type: string) {
  return kindOf.get(element)?.events?.[type];
}
