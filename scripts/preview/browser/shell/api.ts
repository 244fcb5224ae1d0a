/**
 * Asks the simulator or the preview's server. Rejects with a sentence for the person at the page.
 * @param headers beside those of a JSON body
 */
export async function ask(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new Error(messageIn(answer) ?? `HTTP ${response.status}`);
  return answer;
}

function messageIn(answer: unknown): string | undefined {
  const error =
    answer && typeof answer === 'object' && 'error' in answer ? answer.error : undefined;
  if (!error || typeof error !== 'object' || !('message' in error)) return undefined;
  return String(error.message);
}
