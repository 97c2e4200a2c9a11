import { describe, expect, it } from "vitest";
import vectors from "../../test/vectors/job-key-vectors.json" with { type: "json" };
import type { JobParameter, JobParameters } from "../model/job-parameters.ts";
import { jobKey, keySource } from "./job-key.ts";
import type { Generation } from "./table-layout.ts";

type VectorParameter = { name: string; type: string; value: string | null; identifying: boolean };

const CLASSIC: Record<string, "STRING" | "LONG" | "DOUBLE" | "DATE"> = {
  STRING: "STRING",
  LONG: "LONG",
  DOUBLE: "DOUBLE",
  DATE: "DATE",
  "java.lang.String": "STRING",
  "java.lang.Long": "LONG",
  "java.lang.Double": "DOUBLE",
  "java.util.Date": "DATE",
};

function toParameter({ type: javaType, value, identifying }: VectorParameter): JobParameter {
  const type = CLASSIC[javaType];
  switch (type) {
    case undefined:
      return { type: "OTHER", javaType, value, identifying };
    case "STRING":
      return { type, value, identifying };
    case "LONG":
      return { type, value: value === null ? null : BigInt(value), identifying };
    case "DOUBLE":
      return { type, value: value === null ? null : Number(value), identifying };
    case "DATE":
      return { type, value: value === null ? null : new Date(value), identifying };
    default:
      return type satisfies never;
  }
}

describe("the job key", () => {
  it.each(vectors.map((vector) => ({ ...vector, title: `${vector.version} ${vector.description}` })))(
    "agrees with Java: $title",
    (vector) => {
      const parameters: JobParameters = new Map(vector.params.map((p) => [p.name, toParameter(p)]));
      const generation = Number(vector.version[0]) as Generation; // the vectors hold 4.3, 5.x and 6.x only
      const options = { timeZone: "jvmTimeZone" in vector ? vector.jvmTimeZone : "UTC" };
      expect(keySource(parameters, generation, options)).toBe(vector.keySource);
      expect(jobKey(parameters, generation, options)).toBe(vector.jobKey);
    },
  );

  it("has all 123 vectors", () => expect(vectors).toHaveLength(123));

  it.each([
    ["java.lang.Boolean", "yes", "true"],
    ["java.lang.Boolean", "0", "false"],
    ["java.lang.Integer", " 007 ", "7"],
    ["java.lang.Float", "1.50", "1.5"],
    ["java.math.BigDecimal", "10.50", "10.50"],
    ["java.time.LocalTime", "10:30:00", "10:30"],
    ["java.time.LocalTime", "10:30:15", "10:30:15"],
    ["java.time.LocalTime", "00:00:00.1", "00:00:00.100"],
    ["java.time.LocalDateTime", "2024-01-15T10:30:15.1234567", "2024-01-15T10:30:15.123456700"],
    ["com.acme.Colour", "RED", "RED"],
  ])("hashes a stored %s %j as %j", (javaType, stored, hashed) => {
    const parameters: JobParameters = new Map([["k", { type: "OTHER", javaType, value: stored, identifying: true }]]);
    expect(keySource(parameters, 5)).toBe(`k={value=${hashed}, type=class ${javaType}, identifying=true};`);
  });

  it("hashes half a surrogate pair as Java does, as a question mark", () => {
    const half: JobParameters = new Map([["k", { type: "STRING", value: "\ud83d", identifying: true }]]);
    const mark: JobParameters = new Map([["k", { type: "STRING", value: "?", identifying: true }]]);
    expect(jobKey(half, 4)).toBe(jobKey(mark, 4));
  });

  it.each([
    ["Asia/Seoul", "Mon Jan 15 19:30:00 KST 2024"],
    ["Europe/London", "Mon Jan 15 10:30:00 GMT 2024"],
    ["America/Sao_Paulo", "Mon Jan 15 07:30:00 BRT 2024"],
    ["Asia/Barnaul", "Mon Jan 15 17:30:00 GMT+07:00 2024"],
    ["Australia/Sydney", "Mon Jan 15 21:30:00 AEDT 2024"],
  ])("prints a date in %s as Java does", (timeZone, text) => {
    const value = new Date("2024-01-15T10:30:00Z");
    const parameters: JobParameters = new Map([["d", { type: "DATE", value, identifying: true }]]);
    expect(keySource(parameters, 6, { timeZone })).toContain(`value=${text},`);
  });
});
