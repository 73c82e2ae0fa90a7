import type { Proposer } from "@graticule/delivery/ports";

/** For tests: signs nothing, and a reference is the proposal itself. */
export const actedProposer: Proposer = {
  sender: "sender",
  propose(at, what) {
    const message = JSON.stringify({ ...at, ...what });
    const welcomeRef = what.kind === "add" ? what.keyPackage : undefined;
    return { message, ref: message, welcomeRef };
  },
};

/** Test members prove nothing. */
export const actedSitting = "2026-11-28T03:00:00.000Z";
