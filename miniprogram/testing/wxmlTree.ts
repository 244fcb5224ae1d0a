import type { WxmlNode } from './wechatCompilers';

/** All the text below a node, as a reader sees it. */
export function textOf(node: WxmlNode | string): string {
  if (typeof node === 'string') return node.trim();
  return node.children.map(textOf).filter(Boolean).join(' ');
}

/** Every node below, and of, `node` that fits, in the order of the page. */
export function findAll(node: WxmlNode, fits: (node: WxmlNode) => boolean): WxmlNode[] {
  const below = node.children.flatMap((child) =>
    typeof child === 'string' ? [] : findAll(child, fits),
  );
  return fits(node) ? [node, ...below] : below;
}

/** The buttons that read so, or start so. */
export function buttons(node: WxmlNode, label: string): WxmlNode[] {
  return findAll(node, (each) => each.tag === 'wx-button' && textOf(each).startsWith(label));
}

export function hasClass(name: string): (node: WxmlNode) => boolean {
  return ({ attr }) =>
    String(attr?.class ?? '')
      .split(/\s+/)
      .includes(name);
}
