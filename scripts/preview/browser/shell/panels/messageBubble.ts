import { h, icon } from '../../dom';
import type { Say } from '../../texts';
import type { Customer } from '../store';

type Message = Customer['messages'][number];

/** One message as WeChat draws it: a picture is a picture, a link and a mini program are cards. */
export function messageBubble(message: Message, who: string, say: Say): HTMLElement {
  const { msgtype, from } = message;
  const face =
    from === 'customer'
      ? h('span', { class: 'bubble__face', 'aria-hidden': 'true' }, who.slice(0, 1))
      : h('span', { class: 'bubble__face', 'aria-hidden': 'true' }, icon('shop'));
  const content = contents[msgtype]?.(fieldsOf(message), say) ?? otherContent(msgtype, say);
  return h(
    'li',
    { class: `bubble bubble--${from} bubble--${msgtype}` },
    face,
    h(
      'div',
      { class: 'bubble__body' },
      h('span', { class: 'hidden' }, say('said', { who })),
      content,
    ),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** By msgtype; the fields are those of WeChat's customer-service messages. */
const contents: Record<string, (fields: Fields, say: Say) => HTMLElement> = {
  text: ({ content }) => h('p', { class: 'bubble__text' }, String(content ?? '')),
  image: ({ media_id, pic_url }, say) => picture(text(media_id), text(pic_url), say),
  link: ({ title, description, thumb_url }, say) =>
    linkCard({ title: text(title), description: text(description), image: text(thumb_url) }, say),
  miniprogrampage: ({ title, thumb_media_id }, say) =>
    h(
      'div',
      { class: 'sheet sheet--program' },
      h('p', { class: 'sheet__title' }, text(title)),
      picture(text(thumb_media_id), '', say),
      h('p', { class: 'sheet__foot' }, icon('program'), say('miniProgramCard')),
    ),
  news: ({ articles }, say) =>
    h(
      'div',
      { class: 'sheets' },
      ...list(articles).map(({ title, description, picurl }) =>
        linkCard({ title: text(title), description: text(description), image: text(picurl) }, say),
      ),
    ),
  msgmenu: ({ head_content, list: entries, tail_content }) =>
    h(
      'div',
      { class: 'bubble__text' },
      h('p', {}, text(head_content)),
      ...list(entries).map(({ content }) => h('p', { class: 'bubble__entry' }, text(content))),
      h('p', {}, text(tail_content)),
    ),
};

function otherContent(msgtype: string, say: Say): HTMLElement {
  return h('p', { class: 'bubble__text' }, say('otherMessage', { msgtype }));
}

function linkCard(
  { title, description, image }: { title: string; description: string; image: string },
  say: Say,
): HTMLElement {
  return h(
    'div',
    { class: 'sheet' },
    h('p', { class: 'sheet__title' }, title),
    h(
      'div',
      { class: 'sheet__row' },
      h('p', { class: 'sheet__description' }, description),
      // A picture elsewhere is not fetched: nothing of the preview leaves this machine.
      isHere(image) ? shown(image, say) : h('span', { class: 'sheet__thumb' }, icon('link')),
    ),
  );
}

/** What lies under a media id on the simulator; where there is nothing, its id in a frame. */
function picture(mediaId: string, url: string, say: Say): HTMLElement {
  if (isHere(url)) return shown(url, say);
  const missing = () =>
    h(
      'p',
      { class: 'picture picture--missing' },
      icon('picture'),
      say('pictureMissing', { id: mediaId || url }),
    );
  if (mediaId === '') return missing();
  const image = shown(`/_sim/media/${encodeURIComponent(mediaId)}`, say);
  image.addEventListener('error', () => image.replaceWith(missing()), { once: true });
  return image;
}

function shown(src: string, say: Say): HTMLElement {
  return h('img', { class: 'picture', src, alt: say('picture') });
}

function isHere(url: string): boolean {
  return url.startsWith('data:image/') || url.startsWith(`${location.origin}/`);
}

function fieldsOf(message: Message): Fields {
  const content = message[message.msgtype];
  return typeof content === 'object' && content !== null ? { ...content } : {};
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item) : [];
}
