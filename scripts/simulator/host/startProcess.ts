import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { fieldOf } from '../../cli/fieldOf';
import { settledWithin } from '../../cli/settledWithin';
import { baseEnvironment } from './functionInputs';
import { createOutputReader } from './readOutput';
import type {
  Activity,
  Failure,
  FromRunner,
  Invoke,
  RunnerOptions,
  ToRunner,
} from './runner/messages';
import { channelFd, createLineReader } from './runner/messages';
import type { ProcessReaper } from './startProcessReaper';

/** How a call ended as far as the process knows: with a result, or why there is none. */
export type CallEnd =
  | { json: string }
  | { failure: Failure }
  | { exited: { code: number | null; signal: string | null; uncaught: string | undefined } }
  | { notStarted: string };

/** One process of a function, working at most one call at a time. */
export interface Process {
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Resolves when it is gone with all that it started, its output read. */
  readonly ended: Promise<void>;
  /** Never rejects. `started` is called when its code is loaded and main is being called. */
  call(call: Invoke, started: () => void): Promise<CallEnd>;
  /** What the call under way, or the last one, printed. */
  lines(): string[];
  send(message: ToRunner): void;
  /** What it is doing; undefined: it ended first. Waits for as long as its event loop is blocked. */
  ask(gatewayPort: number): Promise<Activity | undefined>;
  /** Stops all that it does, until `resume`. */
  pause(): void;
  resume(): void;
  kill(): void;
}

interface StartOptions extends RunnerOptions {
  runner: string;
  memoryMb: number;
  processReaper: ProcessReaper;
  /** Given: it is started with the inspector, and this is told where it listens. */
  onInspector?: (url: string) => void;
}

/** How long output may lag behind the answer or the end of the process, in real milliseconds. */
const outputPatience = 1_000;

/** A process that exits closes the channel a moment before its end is known; in real milliseconds. */
const exitPatience = 200;

export function startProcess({
  runner,
  memoryMb,
  processReaper,
  onInspector,
  ...options
}: StartOptions): Process {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${memoryMb}`,
      ...(onInspector ? ['--inspect=127.0.0.1:0'] : []),
      runner,
      JSON.stringify(options),
    ],
    {
      cwd: options.folder,
      env: baseEnvironment(),
      // A group of its own, so that what the function starts ends with it.
      detached: true,
      // The last one is ours: what a function writes there by mistake must not end the simulator,
      // as it would on a channel of Node's own.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  const { pid } = child;
  if (pid !== undefined) processReaper.add(pid);

  const output = createOutputReader(options.mark);
  for (const stream of [child.stdout, child.stderr]) {
    stream
      ?.setEncoding('utf8')
      .on('data', (text: string) =>
        output.feed(onInspector ? withoutInspector(text, onInspector) : text),
      );
  }

  let alive = true;
  let asked = 0;
  let finishing: Promise<void> = Promise.resolve();
  let uncaught: string | undefined;
  let notStarted: string | undefined;
  const questions = new Map<number, (activity: Activity | undefined) => void>();
  let current: { id: string; started(): void; end(end: CallEnd): void } | undefined;

  function broken(): void {
    if (!alive) return;
    uncaught ??= `it wrote to file descriptor ${channelFd} or closed it, on which the simulator speaks with it`;
    signalGroup('SIGKILL');
  }
  // Its end of the line is closed: it exits, or the function closed it and could never answer. Looks
  // after the event loop has turned once more, so that an exit that is known by then is seen first.
  const hungUp = () => setTimeout(() => setImmediate(broken), exitPatience).unref();
  const channel = openChannel(child.stdio[channelFd], { hear, broken, hungUp });

  function hear(message: FromRunner): void {
    if (message.type === 'dying') uncaught = message.message;
    if (message.type === 'settled') {
      const answer = questions.get(message.id);
      questions.delete(message.id);
      // A call that it has answered already ends first here, too.
      void finishing.then(() => answer?.(message.activity));
    }
    if (!('id' in message) || message.id !== current?.id) return;
    if (message.type === 'started') current.started();
    if (message.type === 'answer') finishing = finish({ json: message.json });
    if (message.type === 'failure') finishing = finish({ failure: message.failure });
  }
  child.on('error', (error) => {
    notStarted = error.message;
  });

  async function finish(end: CallEnd): Promise<void> {
    const call = current;
    current = undefined;
    if (!call) return;
    await settledWithin(output.ended(call.id), outputPatience);
    call.end(end);
  }

  async function untilEnded(): Promise<void> {
    const closed = once(child, 'close');
    // A process that could not be started has no exit, only an error and a close.
    const [code, signal] = await Promise.race([once(child, 'exit'), closed]);
    alive = false;
    signalGroup('SIGKILL');
    if (pid !== undefined) processReaper.remove(pid);
    await settledWithin(closed, outputPatience);
    for (const answer of questions.values()) answer(undefined);
    questions.clear();
    const call = current;
    current = undefined;
    call?.end(notStarted === undefined ? { exited: { code, signal, uncaught } } : { notStarted });
  }
  const ended = untilEnded().catch((error: unknown) => {
    alive = false;
    current?.end({ notStarted: String(error) });
  });

  function signalGroup(signal: NodeJS.Signals): void {
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // No process groups here, or none left.
      child.kill(signal);
    }
  }

  function send(message: ToRunner): void {
    // A process that ends while it is told something is seen by its end.
    channel.send(message);
  }

  return {
    pid,
    get alive() {
      return alive;
    },
    ended,
    call(call, started) {
      output.begin();
      return new Promise((resolve) => {
        if (!alive) {
          resolve({ exited: { code: child.exitCode, signal: child.signalCode, uncaught } });
          return;
        }
        current = { id: call.id, started, end: resolve };
        send(call);
      });
    },
    lines: output.lines,
    send,
    ask(gatewayPort) {
      if (!alive) return Promise.resolve(undefined);
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        questions.set(id, resolve);
        send({ type: 'settle', id, gatewayPort });
      });
    },
    pause: () => signalGroup('SIGSTOP'),
    resume: () => signalGroup('SIGCONT'),
    kill: () => signalGroup('SIGKILL'),
  };
}

/** What Node says of its inspector is no output of the function. */
function withoutInspector(text: string, onInspector: (url: string) => void): string {
  const url = /^Debugger listening on (ws:\S+)$/m.exec(text)?.[1];
  if (url) onInspector(url);
  return text.replace(
    /^(Debugger (listening on|attached|ending on)|For help, see:|Waiting for the debugger).*\n/gm,
    '',
  );
}

/** Both sides send a JSON text a line. */
function openChannel(
  stream: unknown,
  { hear, broken, hungUp }: { hear(message: FromRunner): void; broken(): void; hungUp(): void },
): { send(message: ToRunner): void } {
  if (!(stream instanceof Duplex)) return { send: () => {} };
  stream.on('error', () => {}).on('close', hungUp);
  const read = createLineReader((line) => {
    const message = parseMessage(line);
    if (message) hear(message);
    else broken();
  }, broken);
  stream.setEncoding('utf8').on('data', read);
  return {
    send: (message) => {
      if (stream.writable) stream.write(`${JSON.stringify(message)}\n`);
    },
  };
}

function parseMessage(line: string): FromRunner | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return isMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A function may write anything there, also what looks nearly right. */
function isMessage(message: unknown): message is FromRunner {
  const type = fieldOf(message, 'type');
  if (type === 'dying') return typeof fieldOf(message, 'message') === 'string';
  if (type === 'answer') return isJson(fieldOf(message, 'json'));
  if (type === 'failure') return typeof fieldOf(fieldOf(message, 'failure'), 'kind') === 'string';
  if (type === 'settled') return Array.isArray(fieldOf(fieldOf(message, 'activity'), 'toGateway'));
  return type === 'started';
}

function isJson(value: unknown): boolean {
  try {
    JSON.parse(String(value));
    return typeof value === 'string';
  } catch {
    return false;
  }
}
