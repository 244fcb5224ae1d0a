import { fieldOf } from '../../cli/fieldOf';

/** The last thing that the user said in an OpenAI-compatible request, or undefined. */
export function readQuestion(body: unknown): string | undefined {
  const messages: unknown = fieldOf(body, 'messages');
  if (typeof fieldOf(body, 'model') !== 'string' || !Array.isArray(messages)) return undefined;
  const said = messages.filter((message) => fieldOf(message, 'role') === 'user').at(-1);
  const content = fieldOf(said, 'content');
  return typeof content === 'string' ? content : undefined;
}
