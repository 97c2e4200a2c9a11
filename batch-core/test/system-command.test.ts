import { describe, expect, it } from "vitest";
import { defineJob, type Logger, systemCommand } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

type Options = Parameters<typeof systemCommand>[1];

const node = (script: string) => [process.execPath, "-e", script] as const;

describe.each(testDatabases)("a system command on $dialect", ({ openDatabase }) => {
  async function run(command: readonly [string, ...string[]], options: Partial<Options> = {}) {
    const lines: string[] = [];
    const logger: Logger = { debug() {}, info: (_, message) => void lines.push(message), warn() {}, error() {} };
    await using batch = await openTestBatch({ database: await openDatabase(), logger });
    const tasklet = systemCommand([...command], { timeoutMs: 20_000, ...options });
    const job = defineJob({
      name: "command",
      flow: (builder) => builder.start(builder.taskletStep("run", tasklet as never)),
    });
    const { status, exitStatus } = await batch.startAndWait(job);
    return { ends: `${status}/${exitStatus.code}`, message: exitStatus.description, lines };
  }

  it("that ends with 0 is COMPLETED, and what it prints is logged", async () => {
    const { ends, lines } = await run(node("console.log('one'); console.error('two')"));
    expect(ends).toBe("COMPLETED/COMPLETED");
    expect(lines).toEqual(expect.arrayContaining(["one", "two"]));
  });

  it("that ends with anything else gives the exit code FAILED to a step that completed", async () => {
    expect((await run(node("process.exit(3)"))).ends).toBe("COMPLETED/FAILED");
  });

  it("has the exit code that is made of its own", async () => {
    const exitCode = (code: number) => (code === 3 ? "NOOP" : "FAILED");
    expect((await run(node("process.exit(3)"), { exitCode })).ends).toBe("COMPLETED/NOOP");
  });

  it("runs in its folder with its variables, and no shell reads its arguments", async () => {
    using folder = temporaryFolder();
    const script = "console.log(process.cwd()); console.log(process.env.GREETING); console.log(process.argv[1])";
    const { lines } = await run([...node(script), "$(echo no)"], { cwd: folder.path, env: { GREETING: "hi" } });
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/batchdeck-files-/), "hi", "$(echo no)"]));
  });

  it("that takes too long is ended, and the step fails", async () => {
    const { ends, message } = await run(node("setInterval(() => {}, 1000)"), { timeoutMs: 100 });
    expect(ends).toBe("FAILED/FAILED");
    expect(message).toMatch(/^SystemCommandError: ".*" did not end within 100 ms\./);
  });

  it("that is killed, or is not there, fails the step", async () => {
    expect((await run(node("process.kill(process.pid, 'SIGTERM')"))).message).toMatch(/was ended by SIGTERM/);
    expect((await run(["/no/such/program"])).message).toMatch(/"\/no\/such\/program" cannot be started/);
  });

  it("is ended by a stop of its execution", async () => {
    const database = await openDatabase();
    await using batch = await openTestBatch({ database });
    const job = defineJob({
      name: "command",
      flow: (builder) =>
        builder.start(
          builder.taskletStep("run", systemCommand([...node("setInterval(() => {}, 1000)")], { timeoutMs: 25_000 }), {
            listeners: [{ beforeChunk: (step) => batch.operator.stop(step.jobExecutionId) }],
          }),
        ),
    });
    const { status, exitStatus } = await batch.startAndWait(job);
    expect([status, exitStatus.code]).toEqual(["STOPPED", "STOPPED"]);
  });
});
