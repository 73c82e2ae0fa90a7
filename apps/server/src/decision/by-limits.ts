import { decideAsStated } from "@graticule/admission/agrees";
import { decide } from "@graticule/admission/decide";
import type { Decision } from "@graticule/admission/decision";
import type { CompiledLimits } from "@graticule/admission/limits";
import type { EpochMs } from "@graticule/admission/location/evidence";
import type { Fix } from "@graticule/admission/location/fix";
import type { Place } from "@graticule/jurisdiction/place";

/**
 * What limits alone decide, without the host. The server calls `decide` nowhere else.
 * @param stated where the person says they are, if they were asked
 */
export function byLimits(fix: Fix, limits: CompiledLimits, now: EpochMs, stated?: Place): Decision {
  return stated === undefined
    ? decide(fix, limits, now)
    : decideAsStated(fix, stated, { limits, now });
}
