// Generates the two Prisma clients of the console into lib/generated/{mysql,sqlite}: the MySQL one from prisma/schema.prisma as it stands,
// the SQLite one from a derived copy. Nothing is done when schema, script and Prisma are the ones of the last run.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const generated = join(root, "lib/generated");
const stampFile = join(generated, "stamp");

/** The SQLite form of a MySQL schema: no native types, no names of foreign keys, no lines marked `// mysql only`. */
export function toSqliteSchema(schema) {
  return schema
    .replace(/^.*\/\/ mysql only$\n/gm, "")
    .replace(/provider(\s*)=(\s*)"mysql"/, 'provider$1=$2"sqlite"')
    .replace(/(output\s*=\s*")[^"]*"/, '$1../sqlite"')
    .replace(/\s+@db\.\w+(\([^)]*\))?/g, "")
    .replace(/(@relation\([^)]*?),\s*map:\s*"[^"]*"/g, "$1");
}

/** @returns {boolean} whether anything had to be generated */
export function generateClients() {
  const schemaFile = join(root, "prisma/schema.prisma");
  const schema = readFileSync(schemaFile, "utf8");
  const require = createRequire(import.meta.url);
  const prismaPackage = require.resolve("prisma/package.json");
  const stamp = createHash("sha256")
    .update(schema)
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(JSON.parse(readFileSync(prismaPackage, "utf8")).version)
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return false;

  rmSync(generated, { recursive: true, force: true });
  const sqliteSchemaFile = join(generated, "schema/sqlite.prisma");
  mkdirSync(dirname(sqliteSchemaFile), { recursive: true });
  writeFileSync(sqliteSchemaFile, toSqliteSchema(schema));

  const cli = join(dirname(prismaPackage), "build/index.js");
  for (const file of [schemaFile, sqliteSchemaFile]) generate(cli, file);
  writeFileSync(stampFile, stamp);
  return true;
}

function generate(cli, schemaFile) {
  const run = spawnSync(process.execPath, [cli, "generate", "--no-hints", "--schema", schemaFile], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      // Generating needs no schema engine, but the CLI wants to download one unless told of a file.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (run.status === 0) return;
  throw new Error(`Prisma could not generate the client of ${schemaFile}:\n${run.stdout ?? ""}${run.stderr ?? ""}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const done = generateClients();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(done ? `Generated the Prisma clients in ${seconds} s.` : "The Prisma clients are up to date.");
}
