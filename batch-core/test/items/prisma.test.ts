import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ItemWriter, prismaPagingReader, prismaWriter, type WriteScope } from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { newPath } from "./support/files.ts";
import { openPrismaClient, type TestPrismaClient, type User } from "./support/prisma-client.ts";
import { describeReaderContract, readAll, readSome } from "./support/reader-contract.ts";

const users = Array.from(
  { length: 7 },
  (_, i): User => ({ id: i + 1, city: `city ${i % 3}`, name: "a", email: `u${i + 1}@x.org` }),
);

describe("a user's own Prisma client", () => {
  let prisma: TestPrismaClient;

  beforeAll(async () => {
    prisma = await openPrismaClient(newPath(".db"));
  });

  beforeEach(async () => {
    await prisma.$executeRawUnsafe('delete from "User"');
    await prisma.user.createMany({ data: users });
  });

  afterAll(() => prisma?.$disconnect());

  describeReaderContract("prismaPagingReader by one key", {
    defaultName: "prismaPagingReader",
    make: (options) => prismaPagingReader({ delegate: prisma.user, sortKeys: { id: "asc" }, pageSize: 3, ...options }),
    items: users,
  });

  describeReaderContract("prismaPagingReader by two keys, one descending", {
    defaultName: "prismaPagingReader",
    make: (options) =>
      prismaPagingReader({ delegate: prisma.user, sortKeys: { city: "desc", id: "asc" }, pageSize: 2, ...options }),
    items: users.toSorted((a, b) => b.city.localeCompare(a.city) || a.id - b.id),
  });

  describe("prismaPagingReader", () => {
    it("takes the arguments of findMany, and maps", async () => {
      const reader = prismaPagingReader({
        delegate: prisma.user,
        args: { where: { OR: [{ city: "city 0" }, { city: "city 1" }] }, select: { id: true } },
        sortKeys: { id: "desc" },
        pageSize: 2,
        map: ({ id }) => id,
      });
      await reader.open?.(new ExecutionContext());
      expect(await readAll(reader)).toEqual([7, 5, 4, 2, 1]);
      await reader.close?.();
    });

    it("loses nothing on a restart when rows are gone or look different", async () => {
      const options = {
        delegate: prisma.user,
        args: { where: { name: "a" } },
        sortKeys: { id: "asc" },
        pageSize: 3,
      } as const;
      const first = await readSome(prismaPagingReader(options), new ExecutionContext(), 2);
      await prisma.$executeRawUnsafe('delete from "User" where id = 1');
      await prisma.$executeRawUnsafe(`update "User" set name = 'b' where id = 2`);
      const second = await readSome(prismaPagingReader(options), first.context, 99);
      expect([...first.items, ...second.items]).toEqual(users);
      expect(second.context.get("prismaPagingReader.start.after")).toEqual({ id: 7 });
    });

    it("refuses to page by what is not selected", async () => {
      const reader = prismaPagingReader({
        delegate: prisma.user,
        args: { select: { name: true } },
        sortKeys: { id: "asc" },
      });
      await reader.open?.(new ExecutionContext());
      await expect((async () => reader.read())()).rejects.toThrow('undefined in the sort key "id"');
      await reader.close?.();
      expect(() => prismaPagingReader({ delegate: prisma.user, sortKeys: {} })).toThrow("at least one sort key");
      expect(() => prismaPagingReader({ delegate: prisma.user, sortKeys: { id: "asc" }, pageSize: 0 })).toThrow(
        "page size",
      );
    });
  });

  describe("prismaWriter", () => {
    const renamed = users.map((user) => ({ ...user, name: "b" }));
    const where = ({ id }: User) => ({ id });
    const data = (user: User) => ({ ...user });

    it.each<[string, (client: TestPrismaClient) => ItemWriter<User>, readonly User[], readonly User[]]>([
      ["createMany", (p) => prismaWriter({ delegate: p.user, createMany: data }), [], renamed],
      [
        "create",
        (p) => prismaWriter({ client: p, delegate: p.user, create: (user: User) => ({ data: user }) }),
        [],
        renamed,
      ],
      [
        "update",
        (p) =>
          prismaWriter({
            client: p,
            delegate: p.user,
            update: (user: User) => ({ where: where(user), data: { name: user.name } }),
          }),
        users,
        renamed,
      ],
      [
        "upsert",
        (p) =>
          prismaWriter({
            client: p,
            delegate: p.user,
            upsert: (user: User) => ({ where: where(user), create: user, update: user }),
          }),
        users.slice(3),
        renamed,
      ],
      [
        "delete",
        (p) => prismaWriter({ client: p, delegate: p.user, delete: (user: User) => ({ where: where(user) }) }),
        users,
        [],
      ],
    ])("writes by %s, and nothing for an empty chunk", async (_, make, before, after) => {
      await hold(before);
      await write(make(prisma), []);
      await write(make(prisma), renamed);
      expect(await prisma.user.findMany({ orderBy: { id: "asc" } })).toEqual(after);
    });

    it.each<[string, (client: TestPrismaClient) => ItemWriter<User>]>([
      ["createMany", (p) => prismaWriter({ delegate: p.user, createMany: data })],
      ["create", (p) => prismaWriter({ client: p, delegate: p.user, create: (user: User) => ({ data: user }) })],
    ])("writes no item of a chunk that fails by %s", async (_, make) => {
      await hold(users.slice(3, 4));
      await expect(write(make(prisma), users)).rejects.toMatchObject({ code: "P2002" });
      expect(await prisma.user.findMany()).toEqual(users.slice(3, 4));
    });

    async function hold(rows: readonly User[]): Promise<void> {
      await prisma.$executeRawUnsafe('delete from "User"');
      await prisma.user.createMany({ data: [...rows] });
    }

    // A Prisma writer has no use for the step's transaction.
    async function write(writer: ItemWriter<User>, items: readonly User[]): Promise<void> {
      await writer.write(items, {} as WriteScope);
    }
  });
});
