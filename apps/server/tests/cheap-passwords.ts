import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/**
 * Tests make thousands of accounts, and the cost of their passwords was a tenth of the suite: in
 * this process scrypt is computed at the least cost, for each password that is set or compared.
 */
const { scrypt } = crypto;
crypto.scrypt = ((password, salt, length, options, done) =>
  scrypt(password, salt, length, { ...options, N: 2 }, done)) as typeof scrypt;
syncBuiltinESMExports();
