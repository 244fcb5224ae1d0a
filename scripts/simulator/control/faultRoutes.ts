import { faultableApis, parseFault } from '../faults/parseFault';
import { type ControlDeps, ControlError, type Routes } from './route';

export function faultRoutes({ faults, apis }: Pick<ControlDeps, 'faults' | 'apis'>): Routes {
  const list = () => ({ faults: faults.list() });
  return {
    '/_sim/faults': {
      GET: list,
      POST: ({ body }) => {
        const fault = parseFault(body, [
          ...new Set([...apis.map(({ name }) => name), ...faultableApis]),
        ]);
        if (typeof fault === 'string') throw new ControlError(400, fault);
        faults.add(fault);
        return list();
      },
      DELETE: () => {
        faults.clear();
        return list();
      },
    },
  };
}
