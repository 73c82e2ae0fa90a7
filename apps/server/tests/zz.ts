import { accountKey, deny, france, mainland, startGateStack } from "./fakes.ts";
import { mintToken, oldQuery, RawClient } from "./raw-client.ts";

const t0 = Date.now();
const log = (...a: unknown[]) => console.log(Date.now() - t0, ...a);
const stack = await startGateStack({
  engineUrl: "http://127.0.0.1:27880",
  engineKey: { id: "devkey", secret: "devsecretdevsecretdevsecretdevsecret" },
});
const answers = new Map<string, number>();
let verbose = false;
for (const m of ["removeSeat", "listSeats"] as const) {
  const o = (stack.engine as any)[m];
  (stack.engine as any)[m] = async (...a: any[]) => {
    const t = Date.now();
    const r = await o(...a);
    const k = m + " " + (typeof r === "string" ? r : Array.isArray(r) ? "list" : "?");
    answers.set(k, (answers.get(k) ?? 0) + 1);
    if (verbose) log(m, a[0], Date.now() - t, JSON.stringify(r)?.slice(0, 200));
    return r;
  };
}
for (let batch = 0; batch < 20; batch++) {
  const rooms = Array.from({ length: 12 }, (_, i) => `race-${batch}-${i}`);
  await Promise.all(
    rooms.map(async (room) => {
      stack.directory.set(room, []);
      const c = new RawClient({
        port: stack.port,
        target: oldQuery(mintToken(accountKey, room, "cn")),
        from: mainland,
      });
      await new Promise((r) => setTimeout(r, Math.random() * 60));
      stack.directory.set(room, [deny("CN")]);
      await c.answer;
      await c.closed;
    }),
  );
  const done = await Promise.race([
    stack.enforcement.settled().then(() => true),
    new Promise((r) => setTimeout(r, 6000, false)),
  ]);
  if (!done) {
    log("STUCK", batch);
    verbose = true;
    for (const r of stack.seats.rooms())
      for (const s of stack.seats.inRoom(r))
        if (s.removal) log(r, { ...s, legs: s.legs.length, late: s.lateUntil - performance.now() });
    await new Promise((r) => setTimeout(r, 2000));
    break;
  }
}
log(answers);
process.exit(0);
