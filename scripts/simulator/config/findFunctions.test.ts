import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFunctions } from './findFunctions';

let project: string;
beforeEach(() => {
  project = realpathSync(mkdtempSync(path.join(tmpdir(), 'project-')));
  mkdirSync(path.join(project, 'cloudfunctions/quickstart'), { recursive: true });
});
afterEach(() => rmSync(project, { recursive: true }));

const write = (text: string) => writeFileSync(path.join(project, 'project.config.json'), text);

test.each([
  [
    'as DevTools writes it',
    '{"miniprogramRoot":"miniprogram/","cloudfunctionRoot":"cloudfunctions/"}',
  ],
  [
    'with a comment, a comma too many and a BOM',
    '\uFEFF{ // ours\n"cloudfunctionRoot":"./cloudfunctions",\n}',
  ],
])('cloudfunctionRoot of project.config.json, %s', (_how, text) => {
  write(text);
  expect(findFunctions(project)).toBe(path.join(project, 'cloudfunctions'));
});

test('also from a folder inside the project', () => {
  write('{"cloudfunctionRoot":"cloudfunctions"}');
  expect(findFunctions(path.join(project, 'cloudfunctions/quickstart'))).toBe(
    path.join(project, 'cloudfunctions'),
  );
});

test.each([
  [
    'no project.config.json',
    undefined,
    /There is no project.config.json in .*name their folder with --functions/,
  ],
  ['no cloudfunctionRoot', '{}', /names no "cloudfunctionRoot"/],
  [
    'a folder that is not there',
    '{"cloudfunctionRoot":"dist/"}',
    /names "dist\/" .* build it first/,
  ],
  ['no JSON', '{"cloudfunctionRoot"', /project.config.json is not valid JSON/],
])('%s is an error that says what to do', (_what, text, message) => {
  if (text !== undefined) write(text);
  expect(() => findFunctions(project)).toThrow(message);
});
