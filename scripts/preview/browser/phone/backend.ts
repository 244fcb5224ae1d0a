import {
  CurrentWindowBackendContext,
  type Element as PageElement,
  triggerEvent,
} from 'glass-easel';
import { createElement, eventOf } from './elements';

type Listen = CurrentWindowBackendContext['setListenerStats'];
type BackendElement = Parameters<Listen>[0];

/** glass-easel's way to the DOM, with the mini program's elements and their events. */
export class PhoneBackend extends CurrentWindowBackendContext {
  readonly #heard = new WeakMap<object, Set<string>>();

  constructor(missing: (what: string) => void) {
    super();
    const { document } = this;
    this.document = {
      createElement: (name) => createElement(name, missing) as unknown as BackendElement,
      createTextNode: (text) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    };
    this.onEvent((target, type, detail, options) => {
      if (type === 'tap' && isDisabled(options.originalEvent)) return;
      triggerEvent(target, type, detail, options);
    });
    this.#tapByKeyboard();
  }

  override setListenerStats(...args: Parameters<Listen>): void {
    const [backendElement, type] = args;
    const element = backendElement as unknown as HTMLElement & { __wxElement?: PageElement };
    const known = element && eventOf(element, type);
    if (!known) {
      super.setListenerStats(...args);
      return;
    }
    const heard = this.#heard.get(element) ?? new Set();
    if (heard.has(type)) return;
    this.#heard.set(element, heard.add(type));
    element.addEventListener(known.on, (event) => {
      const detail = known.detail(element, event);
      if (detail === undefined || !element.__wxElement) return;
      triggerEvent(element.__wxElement, type, detail, { originalEvent: event });
    });
  }

  /** Enter, space and screen readers click without a mouse; glass-easel makes taps of mouse and touch only. */
  #tapByKeyboard(): void {
    document.body.addEventListener('click', (event) => {
      if (event.detail !== 0) return;
      const element = pageElementOf(event.target);
      if (element)
        triggerEvent(
          element,
          'tap',
          { x: 0, y: 0 },
          { originalEvent: event, bubbles: true, composed: true },
        );
    });
  }
}

function isDisabled(event: unknown): boolean {
  const target = event instanceof Event ? event.target : null;
  return target instanceof Element && target.closest('button:disabled') !== null;
}

function pageElementOf(target: EventTarget | null): PageElement | null {
  for (
    let node = target as (Node & { __wxElement?: PageElement }) | null;
    node;
    node = node.parentNode
  )
    if (node.__wxElement) return node.__wxElement;
  return null;
}
