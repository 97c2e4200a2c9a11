import { expect, it } from "vitest";
import { shortClassName, withoutPackages } from "./class-name";

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

it.each([
  ['java.lang.NumberFormatException: For input string: "x"', 'NumberFormatException: For input string: "x"'],
  ["com.acme.batch.Failures$Odd: no", "Failures$Odd: no"],
  ["java.lang.NullPointerException", "NullPointerException"],
  ["Error: no such file: a.b.C: gone", "Error: no such file: a.b.C: gone"],
  ["file.csv was not there", "file.csv was not there"],
  ["www.example.Com and more", "www.example.Com and more"],
])("takes packages away from the exception a message begins with: %s", (message, short) => {
  expect(withoutPackages(message)).toBe(short);
});
