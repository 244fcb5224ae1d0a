/** Something in the configuration, or in how the simulator was started, that a person has to mend. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
