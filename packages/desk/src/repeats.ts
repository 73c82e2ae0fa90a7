/** The part of a request that is compared with others. */
export interface Comparable {
  readonly id: string;
  /** The series of its authority; undefined: the sender is not in the register. */
  readonly authority: string | undefined;
  readonly reference: string;
  /** Commitments to the meetings and hosts that it names. */
  readonly meetings: readonly string[];
  readonly hosts: readonly string[];
  /** When it came, as its typist says, and when it was entered: milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly enteredAt: number;
}

export interface Likeness {
  readonly id: string;
  /** `same-reference`: the same document again. `same-meeting`, `same-host`: the same target. */
  readonly because: "same-reference" | "same-meeting" | "same-host";
}

/** Requests that may repeat this one or have the same target: the strongest reason for each. */
export function likenesses(
  request: Comparable,
  others: readonly Comparable[],
): readonly Likeness[] {
  return others.flatMap((other): Likeness[] => {
    if (other.id === request.id) return [];
    const sameAuthority = isSameAuthority(request, other);
    if (sameAuthority && isSameReference(request.reference, other.reference)) {
      return [{ id: other.id, because: "same-reference" }];
    }
    if (shareOne(request.meetings, other.meetings))
      return [{ id: other.id, because: "same-meeting" }];
    if (sameAuthority && shareOne(request.hosts, other.hosts)) {
      return [{ id: other.id, because: "same-host" }];
    }
    return [];
  });
}

const repeatWindowMs = 30 * 24 * 3_600_000;

/**
 * Hosts about whom this authority made three requests or more within 30 days, this one included. By
 * when they came or by when they were entered: what a typist says of a day hides no repetition.
 */
export function repeatedHosts(
  request: Comparable,
  others: readonly Comparable[],
): readonly string[] {
  return [...new Set(request.hosts)].filter((host) => {
    const same = others
      .filter((other) => other.id !== request.id && isSameAuthority(request, other))
      .filter((other) => other.hosts.includes(host));
    return (["receivedAt", "enteredAt"] as const).some((clock) =>
      isThirdWithin(
        repeatWindowMs,
        request[clock],
        same.map((other) => other[clock]),
      ),
    );
  });
}

/** Whether some span of this length holds the moment and two of the others. */
function isThirdWithin(spanMs: number, moment: number, others: readonly number[]): boolean {
  return [moment, ...others].some((from) => {
    const holds = (one: number) => from <= one && one <= from + spanMs;
    return holds(moment) && others.filter(holds).length >= 2;
  });
}

/** Of two senders who are not in the register, no one knows whether they are one. */
function isSameAuthority(one: Comparable, other: Comparable): boolean {
  return one.authority !== undefined && one.authority === other.authority;
}

function isSameReference(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return plain(one) !== "" && plain(one) === plain(other);
}

function shareOne(one: readonly string[], other: readonly string[]): boolean {
  return one.some((entry) => other.includes(entry));
}
