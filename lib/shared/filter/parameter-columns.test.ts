import { describe, expect, it } from "vitest";
import { routes } from "../routes";
import { parseParameterColumns } from "./parameter-columns";

const columnsOf = (address: string) => parseParameterColumns(new URL(address, "http://localhost").searchParams);

describe("parameters as columns", () => {
  it("are part of the address, beside filter and page", () => {
    const names = ["region", "run.id", "파일 이름", "a,b&c=d"];
    const address = routes.executions.list({ job: ["a"] }, { size: 25, before: "7" }, names);
    expect(columnsOf(address)).toEqual(names);
    expect(address).toMatch(/^\/executions\?job=a&column=param\.region&.*&before=7&size=25$/);
  });

  it("are never more than fit, and never twice", () => {
    const query = [..."aabcdefgh"].map((name) => `column=param.${name}`).join("&");
    expect(columnsOf(`/executions?${query}`)).toEqual([..."abcdef"]);
  });

  it.each(["column=region", "column=param.", `column=param.${"x".repeat(101)}`, "columns=param.a"])(
    "are not what %s says",
    (query) => {
      expect(columnsOf(`/executions?${query}`)).toEqual([]);
    },
  );
});
