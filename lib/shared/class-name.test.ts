import { expect, it } from "vitest";
import { shortClassName } from "./class-name";

it.each([
  ["java.lang.Long", "Long"],
  ["com.example.shop.order.OrderState", "OrderState"],
  ["com.example.Outer$Inner", "Outer$Inner"],
  ["[I", "int[]"],
  ["[[B", "byte[][]"],
  ["[Ljava.lang.String;", "String[]"],
  ["[[Lcom.example.Color;", "Color[][]"],
  ["java.util.EnumSet<com.example.Color>", "EnumSet<Color>"],
  ["com.example.Zoo$$Lambda$182/0x00007f2d99221198", "Zoo$$Lambda$182/0x00007f2d99221198"],
  ["proxy of java.util.Comparator, java.io.Serializable", "proxy of Comparator, Serializable"],
  ["int", "int"],
  ["I", "I"],
  ["L", "L"],
  ["Long", "Long"],
  ["STRING", "STRING"],
  ["한글.주문", "주문"],
  ["not a class at all", "not a class at all"],
  ["", ""],
])("%s is %s", (javaType, name) => {
  expect(shortClassName(javaType)).toBe(name);
});
