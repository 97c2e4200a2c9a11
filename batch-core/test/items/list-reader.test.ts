import { listReader } from "../../src/item/index.ts";
import { describeReaderContract } from "./support/reader-contract.ts";

describeReaderContract("listReader", {
  defaultName: "listReader",
  make: (options) => listReader(["a", "b", "c", "d"], options),
  items: ["a", "b", "c", "d"],
});
