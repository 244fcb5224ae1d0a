import ts from 'typescript';
import { handOut, useHandedOut } from './handOut';
import { invokeFromOutside } from './invoke';
import { Machine, type OpenapiCall, type UndecidedCall } from './machine';
import { moduleExports, runModule } from './modules';
import { named, readField } from './readField';
import type { Sources } from './sources';
import { visitFrame } from './visit';

export interface OpenapiCalls {
  calls: OpenapiCall[];
  undecided: UndecidedCall[];
  /** There is code that was not gone through, so that calls may be missing. */
  incomplete: boolean;
  /** … because there was too much of it. */
  exhausted: boolean;
}

/**
 * The openapi calls of the function whose `main` is in `entry`. What `main` leads to, through
 * parameters, objects, classes and imported files, is certain; a shared file's code that this
 * function has no way to does not count. What stands in `own` files, the function's folder, but is
 * not seen to be called is reported as uncertain. `limit` bounds the work; see Machine.
 */
export function openapiCalls(
  sources: Sources,
  entry: string,
  own: readonly string[],
  limit?: number,
): OpenapiCalls {
  const machine = new Machine(sources, limit);
  const file = sources.file(entry);
  if (!file) return { calls: [], undecided: [], incomplete: true, exhausted: false };
  runModule(machine, file);
  settle(machine, () => callMain(machine, file));
  machine.relaxed = true;
  for (const path of own) {
    const ownFile = sources.file(path);
    if (ownFile) runModule(machine, ownFile);
  }
  settle(machine, () => {
    callMain(machine, file);
    callUncalled(machine, own);
  });
  return {
    calls: [...machine.calls.values()],
    undecided: [...machine.undecided.values()],
    exhausted: machine.exhausted,
    incomplete: machine.exhausted || sources.unread.length > 0,
  };
}

/** Goes through all code that runs until nothing new is learnt. */
function settle(machine: Machine, fromOutside: () => void): void {
  do {
    machine.changed = false;
    for (const frame of machine.frames.values()) visitFrame(machine, frame);
    fromOutside();
    useHandedOut(machine);
  } while (machine.changed && !machine.exhausted);
}

/** The platform calls `main`; in a file without one, whatever is exported may be meant to be it. */
function callMain(machine: Machine, file: ts.SourceFile): void {
  const exported = moduleExports(machine, file);
  const main = readField(machine, exported, named('main'), file);
  const uses = main.size > 0 ? main : new Set(exported);
  if (main.size === 0) {
    for (const value of exported) {
      if (value.kind === 'thing')
        for (const slot of value.fields.values()) for (const it of slot) uses.add(it);
    }
  }
  handOut(machine, uses, file);
}

function callUncalled(machine: Machine, own: readonly string[]): void {
  for (const path of own) {
    const file = machine.sources.file(path);
    if (file) callFunctionsIn(machine, file);
  }
}

function callFunctionsIn(machine: Machine, node: ts.Node): void {
  if (ts.isFunctionLike(node) && 'body' in node && node.body && !machine.frames.has(node)) {
    const { code } = machine.functionThing(node, new Set());
    if (code) invokeFromOutside(machine, code);
  }
  ts.forEachChild(node, (child) => callFunctionsIn(machine, child));
}
