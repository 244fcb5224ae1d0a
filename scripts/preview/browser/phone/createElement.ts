import { rpxToVw } from '../../compile/rpx';
import { absentElements, type Kind, kinds, set } from './elements';

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
