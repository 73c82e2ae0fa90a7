import type { FastifyRequest } from "fastify";

/**
 * Asks once for each request, however often the answer is wanted: before its body is read, and in its
 * handler. What was refused or failed stays so, and is counted once.
 * @param ask what it gets beside the request must come from the request itself
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
