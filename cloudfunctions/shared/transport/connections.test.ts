import http from 'node:http';
import https from 'node:https';
import { keepAlive } from './connections';

describe('keepConnections', () => {
  const agents = [http.globalAgent, https.globalAgent] as const;
  afterEach(() => {
    [http.globalAgent, https.globalAgent] = agents;
  });

  test.each(['16.13.0', '18.15.0'])('makes Node %s keep its connections', (version) => {
    keepAlive(version);
    expect(http.globalAgent).toHaveProperty('keepAlive', true);
    expect(https.globalAgent).toHaveProperty('keepAlive', true);
    expect(https.globalAgent).not.toBe(agents[1]);
  });

  test.each(['19.0.0', '20.19.0', '26.0.0'])('leaves Node %s, which does so itself, alone', (v) => {
    keepAlive(v);
    expect([http.globalAgent, https.globalAgent]).toEqual(agents);
  });
});
