import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import type { Limit } from "@graticule/admission/limit";
import type { Fix } from "@graticule/admission/location/fix";

/** Cedar with one policy per limit; returns how many characters of reasons it read. */
export type CedarDecide = (fix: Fix) => number;

/** Parses the policies once, under a name that no other set has. */
export function loadCedar(limits: readonly Limit[]): CedarDecide {
  const preparsedPolicySetId = `limits-${limits.length}`;
  const staticPolicies = Object.fromEntries(limits.map((limit) => [limit.id, policyOf(limit)]));
  const parsed = preparsePolicySet(preparsedPolicySetId, {
    staticPolicies: { ...staticPolicies, everybody: "permit(principal, action, resource);" },
  });
  if (parsed.type !== "success") throw new Error("Cedar rejected the policies");
  const principal = { type: "Person", id: "p" };
  const action = { type: "Action", id: "join" };
  const resource = { type: "Meeting", id: "m" };
  return (fix) => {
    const context = { standing: fix.standing, place: "place" in fix ? fix.place : "" };
    const answer = statefulIsAuthorized({
      principal,
      action,
      resource,
      context,
      preparsedPolicySetId,
      entities: [],
    });
    if (answer.type !== "success") throw new Error("Cedar gave no answer");
    const { decision, diagnostics } = answer.response;
    let read = decision === "allow" ? 1 : 0;
    for (const reason of diagnostics.reason) read += reason.length;
    return read;
  };
}

function policyOf(limit: Limit): string {
  const places = limit.kind === "order" ? limit.jurisdiction : limit.deny;
  const standing =
    limit.kind === "order"
      ? `context.standing == "established"`
      : `["established", "probable"].contains(context.standing)`;
  const list = places.map((place) => JSON.stringify(place)).join(", ");
  return `forbid(principal, action, resource) when { ${standing} && [${list}].contains(context.place) };`;
}
