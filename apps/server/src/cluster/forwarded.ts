/**
 * `answered`: the client has its answer or is getting it, or has gone. `not-owner`: that instance
 * doesn't hold the room, and nothing was done. `failed`: no answer came; whether anything was done
 * there, no one knows. After the last two the client still waits, and another can be asked.
 */
export type Forwarded = "answered" | "not-owner" | "failed";

/**
 * `unreachable`: no connection, or it broke before an answer. `silent`: no answer in time. `broken`:
 * it broke within an answer. `looped`: it was forwarded here, and goes no further.
 */
export type ForwardFault = "unreachable" | "silent" | "broken" | "looped";
