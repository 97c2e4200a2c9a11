import { expect, it } from "vitest";
import { checkboxMarkerOf, fieldNameOf, parameterValuesOf, parameterValuesOfLink } from "./parameter-form";
import type { FieldView } from "./views";

it("takes the parameters of a form and nothing else", () => {
  const form = new FormData();
  form.set(fieldNameOf("run.id"), "7");
  form.set("reason", "month end");
  form.set("$ACTION_ID", "x");
  expect(parameterValuesOf(form)).toEqual({ "run.id": "7" });
});

it("knows an unticked box from one that is not there", () => {
  const form = new FormData();
  form.set(checkboxMarkerOf("dryRun"), "1");
  form.set(checkboxMarkerOf("force"), "1");
  form.set(fieldNameOf("force"), "on");
  form.set(fieldNameOf("note"), "on");
  expect(parameterValuesOf(form)).toEqual({ dryRun: "false", force: "true", note: "on" });
});

it("never takes a secret from a link", () => {
  const secret = { name: "apiKey", kind: "secret" } as FieldView; // only these two are looked at
  const query = new URLSearchParams("param.apiKey=abc&param.region=KR&from=12");
  expect(parameterValuesOfLink(query, [secret])).toEqual({ region: "KR" });
});
