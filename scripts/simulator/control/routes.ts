import type { FastifyRequest } from 'fastify';

export type Handler = (request: FastifyRequest) => unknown;

/** Addresses under `/_sim`, each with the methods that it takes; what a handler returns is sent as JSON. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** A part of the address, such as `openid` of `/_sim/customers/:openid`. */
export function param(request: FastifyRequest, name: string): string {
  const { params } = request;
  return typeof params === 'object' && params !== null ? String(Reflect.get(params, name)) : '';
}
