interface Span<T> {
  readonly from: number;
  until: number;
  readonly value: T;
}

/**
 * What is known from answers alone: certain after an act was acknowledged, until the next one
 * begins. Times are of `performance.now()`.
 */
export class Certainty<T> {
  readonly #spans: Span<T>[];

  constructor(first: T) {
    this.#spans = [{ from: 0, until: Number.POSITIVE_INFINITY, value: first }];
  }

  /** Undefined: an act has no answer, or none yet. */
  get value(): T | undefined {
    const last = this.#spans.at(-1);
    return last?.until === Number.POSITIVE_INFINITY ? last.value : undefined;
  }

  begin(): void {
    const last = this.#spans.at(-1);
    if (last?.until === Number.POSITIVE_INFINITY) last.until = performance.now();
  }

  acknowledged(value: T): void {
    this.begin();
    this.#spans.push({ from: performance.now(), until: Number.POSITIVE_INFINITY, value });
  }

  /** Undefined: it wasn't certain during the whole time. */
  throughout(from: number, until: number): T | undefined {
    return this.#spans.find((span) => span.from <= from && until <= span.until)?.value;
  }
}
