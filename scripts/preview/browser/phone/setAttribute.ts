/** Sets an attribute past the mini program's own meaning of it; null takes it away. */
export function set(element: Element, name: string, value: string | null): void {
  if (value === null) Element.prototype.removeAttribute.call(element, name);
  else Element.prototype.setAttribute.call(element, name, value);
}
