import { connectOnce } from "./pool.ts";
import type { DatabaseTarget } from "./target.ts";

const blockBytes = 64;

/**
 * Lets the database know the program by this secret of at most 64 bytes: see `mac_of_program`.
 * @returns the schema of the tables
 */
export async function keepProgramKey(owner: DatabaseTarget, secret: string): Promise<string> {
  const key = Buffer.alloc(blockBytes);
  if (key.write(secret) !== Buffer.byteLength(secret)) throw new RangeError("a secret too long");
  const block = (pad: number): Buffer => key.map((byte) => byte ^ pad) as Buffer;
  const client = await connectOnce(owner);
  try {
    const { rows } = await client.query<{ schema: string }>(
      `INSERT INTO program_key (inner_block, outer_block) VALUES ($1, $2)
       ON CONFLICT (the_only_one) DO UPDATE SET inner_block = excluded.inner_block, outer_block = excluded.outer_block
       RETURNING current_schema()::text AS "schema"`,
      [block(0x36), block(0x5c)],
    );
    return rows[0]?.schema ?? "public";
  } finally {
    await client.end();
  }
}
