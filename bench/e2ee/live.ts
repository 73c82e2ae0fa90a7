import type { KeyLine } from "@graticule/e2ee/key-line";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { holdKeys, type KeyHolder } from "../../e2e/key-client.ts";
import { newLink } from "../../e2e/new-link.ts";
import { Person } from "../../e2e/replay/person.ts";

/**
 * Ten members over a real service, all in this process: the time from enforcement telling a page
 * that it is out until each of the nine others is in the new epoch, in milliseconds.
 */
export async function removalsLive(removals: number): Promise<readonly number[]> {
  const service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  try {
    const host = await Person.setUp(service.url, service.setupUrl);
    const { secret, told } = await newLink();
    const made = (await host.ask("POST", "/api/meetings", {
      title: "Bench",
      ...told,
    })) as { readonly code: string };
    return await remove(service, `${service.url}/m/${made.code}#${secret}`, removals);
  } finally {
    await service.stop();
  }
}

async function remove(service: TestService, link: string, removals: number): Promise<number[]> {
  const code = new URL(link).pathname.split("/").at(-1) ?? "";
  let came = 0;
  const come = () => holdKeys(link, `Member ${++came}`);
  const holders: KeyHolder[] = [];
  while (holders.length < 10) holders.push(await come());
  await until(holders, 10);
  const times: number[] = [];
  const room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  for (let round = 0; round < removals; round += 1) {
    const gone = holders.splice(1 + (round % 9), 1)[0];
    if (gone === undefined) break;
    const seen = holders.map(({ line }) => inEpochWithout(line, gone.identity));
    const begin = performance.now();
    service.deps.streams.tellRemoved(room, gone.identity, 403, {
      decidedBy: "host",
      because: "removed",
      sure: "sure",
      evidence: [],
    });
    times.push(...(await Promise.all(seen)).map((at) => at - begin));
    gone.stop();
    holders.push(await come());
    await until(holders, 10);
  }
  for (const { stop } of holders) stop();
  return times;
}

async function inEpochWithout(line: KeyLine, gone: string): Promise<number> {
  await line.until(({ insiders }) => !insiders.some(({ identity }) => identity === gone));
  return performance.now();
}

async function until(holders: readonly KeyHolder[], count: number): Promise<void> {
  await Promise.all(
    holders.map(({ line }) => line.until(({ insiders }) => insiders.length === count)),
  );
}
