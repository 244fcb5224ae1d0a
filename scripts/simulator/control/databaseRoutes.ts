import { ConfigError } from '../config/configError';
import type { ControlDeps, Routes } from './route';
import { ControlError } from './route';

/** What the database holds, and other documents in its place. */
export function databaseRoutes({ database }: ControlDeps): Routes {
  return {
    '/_sim/database': {
      GET: () => database.list(),
      PUT: ({ body }) => {
        try {
          database.replace(body);
        } catch (error) {
          throw error instanceof ConfigError ? new ControlError(400, error.message) : error;
        }
        return database.list();
      },
    },
  };
}
