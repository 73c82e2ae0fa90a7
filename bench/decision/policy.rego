# The same question as ours, for OPA: limits are data, indexed by place.
package graticule

import rego.v1

reasons contains limit if {
	input.standing == "established"
	some limit in data.orders[input.place]
}

reasons contains limit if {
	input.standing in {"established", "probable"}
	some limit in data.rules[input.place]
}

doubts contains limit if {
	input.standing in {"contested", "unknown"}
	some limit in data.doubts
}

decision := {"admit": count(reasons) == 0, "reasons": reasons, "doubts": doubts}
