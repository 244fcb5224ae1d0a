import { eventually } from '../../cli/testing/eventually';
import { createSimClock } from '../clock/createSimClock';
import { type MockModel, type MockModelOptions, startMockModel } from './startMockModel';

const mockModels: MockModel[] = [];
afterEach(async () => {
  for (const mockModel of mockModels.splice(0)) await mockModel.close();
});

async function start(options: MockModelOptions = {}) {
  const mockModel = await startMockModel({
    ...options,
    behaviour: { takesMs: 0, ...options.behaviour },
  });
  mockModels.push(mockModel);
  return mockModel;
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any', ...headers },
    body: JSON.stringify(body),
  });
const json = async (answer: Response): Promise<unknown> => answer.json();
const question = (content: string) => ({
  model: 'any',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content },
  ],
});

test('it answers as OpenAI’s API does, and says that it is a mock model', async () => {
  const { url, questions } = await start();
  const answer = await (await post(url, question('在吗'))).json();
  expect(answer).toMatchObject({
    model: 'mock-model',
    choices: [{ message: { role: 'assistant', content: expect.stringMatching(/模拟模型.*在吗/) } }],
  });
  expect(questions).toEqual(['在吗']);
});

test('it answers what it is told to', async () => {
  const mockModel = await start();
  mockModel.behave({ answer: '明天发货。' });
  expect(await json(await post(mockModel.url, question('?')))).toMatchObject({
    choices: [{ message: { content: '明天发货。' } }],
  });
});

test('on the simulator’s clock it takes the time that it is told, and the clock waits for its answer', async () => {
  const clock = createSimClock();
  clock.freeze(true);
  const startedAt = clock.now();
  const mockModel = await start({ clock, behaviour: { takesMs: 40_000 } });
  const answeredAt = post(mockModel.url, question('?')).then((answer) => {
    expect(answer.status).toBe(200);
    return clock.now() - startedAt;
  });
  await eventually('the question', () => mockModel.questions.length > 0);
  await clock.advance(39_999);
  await clock.advance(60_000);
  expect(await answeredAt).toBe(40_000);
});

test.each([
  ['status', 500],
  ['no JSON', 200],
  ['refuses', 200],
] as const)('told to, it fails: %s', async (fails, status) => {
  const { url } = await start({ behaviour: { fails } });
  const answer = await post(url, question('?'));
  expect(answer.status).toBe(status);
  expect(await answer.text()).not.toContain('"content":"');
});

test('told to, it closes the connection', async () => {
  const { url } = await start({ behaviour: { fails: 'reset' } });
  await expect(post(url, question('?'))).rejects.toThrow();
});

test('told to, it never answers, and can be closed even so', async () => {
  const mockModel = await start({ behaviour: { fails: 'hang' } });
  const answer = post(mockModel.url, question('?')).catch(() => 'closed');
  await eventually('the question', () => mockModel.questions.length > 0);
  await mockModels.pop()?.close();
  expect(await answer).toBe('closed');
});

test('it can be told over HTTP, and shows how it behaves', async () => {
  const { url } = await start();
  const control = new URL('/_mock-model', url).href;
  await post(control, { takesMs: 5, fails: 'status' });
  const shown = { takesMs: 5, answer: null, fails: 'status', asked: 0 };
  expect(await (await fetch(control)).json()).toEqual(shown);
});

test.each([
  [{ takesMs: -1 }, 'takesMs'],
  [{ fails: 'sometimes' }, 'hang'],
  [{ slow: true }, 'takesMs, answer, fails'],
  [[], 'JSON object'],
])('told %j it says what it accepts', async (body, accepted) => {
  const { url } = await start();
  const answer = await post(new URL('/_mock-model', url).href, body);
  expect(answer.status).toBe(400);
  expect(await json(answer)).toMatchObject({
    error: { message: expect.stringContaining(accepted) },
  });
});

test.each([
  ['without a key', question('?'), { authorization: '' }, 401],
  ['without a question', { model: 'any', messages: [] }, {}, 400],
])('a request %s is refused, as the real one would be', async (_, body, headers, status) => {
  const { url } = await start();
  expect((await post(url, body, headers)).status).toBe(status);
});
