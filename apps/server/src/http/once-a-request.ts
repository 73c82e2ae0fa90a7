import type { FastifyRequest } from "fastify";

/**
 * Memoises an answer for each request, which is wanted before its body is read and again in its
 * handler. A refusal or failure is remembered too, and so counted once.
 * @param ask its further arguments must follow from the request
 */
export function onceARequest<T, Rest extends readonly unknown[]>(
  ask: (request: FastifyRequest, ...rest: Rest) => Promise<T>,
): (request: FastifyRequest, ...rest: Rest) => Promise<T> {
  const answers = new WeakMap<FastifyRequest, Promise<T>>();
  return (request, ...rest) => {
    const known = answers.get(request);
    if (known !== undefined) return known;
    const answer = ask(request, ...rest);
    answers.set(request, answer);
    return answer;
  };
}
