type MarkedToken = import('marked', { with: { 'resolution-mode': 'import' }}).MarkedToken;
type Token = import('marked', { with: { 'resolution-mode': 'import' }}).Token;

/** What a text without Markdown has none of. */
const signs = /[*_`#~<>[\]\\|&]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]{3,}\s*$/m;

/**
 * A model's Markdown as a customer's screen can show it, which is plain text: nothing of what is
 * said is lost, links keep their address.
 */
export function plainText(markdown: string): string {
  if (!signs.test(markdown)) return markdown.trim();
  // Loaded here: most answers have none.
  const {
    lexer,
  }: typeof import('marked', { with: { 'resolution-mode': 'import' }}) = require('marked');
  return blocks(lexer(markdown))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function blocks(tokens: readonly Token[]): string {
  return tokens.map((token) => block(token as MarkedToken)).join('');
}

function block(token: MarkedToken): string {
  switch (token.type) {
    case 'space':
      return '\n';
    case 'hr':
    case 'def':
      return '';
    case 'heading':
    case 'paragraph':
      return `${inline(token.tokens)}\n\n`;
    case 'text':
      return token.tokens ? `${inline(token.tokens)}\n` : `${decode(token.text)}\n`;
    case 'code':
      return `${token.text}\n\n`;
    case 'blockquote':
      return blocks(token.tokens);
    case 'html':
      return `${withoutTags(token.text)}\n`;
    case 'list':
      return `${token.items.map((item, index) => listItem(item, token, index)).join('\n')}\n\n`;
    case 'table':
      return `${[token.header, ...token.rows]
        .map((row) => row.map((cell) => inline(cell.tokens)).join(' | '))
        .join('\n')}\n\n`;
    default:
      return inline([token]);
  }
}

type List = Extract<MarkedToken, { type: 'list' }>;

function listItem(item: List['items'][number], list: List, index: number): string {
  const mark = list.ordered ? `${Number(list.start || 1) + index}. ` : '- ';
  const [first = '', ...rest] = blocks(item.tokens).trim().split('\n');
  const indented = rest.filter((line) => line !== '').map((line) => `   ${line}`);
  return [mark + first, ...indented].join('\n');
}

function inline(tokens: readonly Token[]): string {
  const text = tokens.map((token) => inlineToken(token as MarkedToken)).join('');
  // Beside Chinese signs CommonMark takes many a ** for no emphasis.
  return text.replace(/\*\*([^*\n]+)\*\*/g, '$1');
}

function inlineToken(token: MarkedToken): string {
  switch (token.type) {
    case 'br':
      return '\n';
    case 'codespan':
      return token.text;
    case 'html':
      return withoutTags(token.text);
    case 'link': {
      const text = inline(token.tokens);
      const address = token.href.replace(/^mailto:/, '');
      return text === address || text === '' ? address : `${text} (${address})`;
    }
    case 'image':
      return token.text ? `${token.text} (${token.href})` : token.href;
    case 'checkbox':
      return token.checked ? '[x] ' : '[ ] ';
    case 'strong':
    case 'em':
    case 'del':
      return inline(token.tokens);
    case 'text':
      return token.tokens ? inline(token.tokens) : decode(token.text);
    case 'escape':
      return token.text;
    default:
      return 'raw' in token ? token.raw : '';
  }
}

function withoutTags(html: string): string {
  return decode(
    html.replace(/<br\s*\/?>/gi, '\n').replace(/<!--[\s\S]*?-->|<\/?[a-z][^>]*>/gi, ''),
  );
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity);
}
