const PRIMITIVES: Readonly<Record<string, string>> = {
  B: "byte",
  C: "char",
  D: "double",
  F: "float",
  I: "int",
  J: "long",
  S: "short",
  Z: "boolean",
};

/** A Java class without its packages, arrays as they are written in code: `LocalDate`, `int[]`, `String[][]`, `EnumSet<Color>`. */
export function shortClassName(javaType: string): string {
  const [, dimensions = "", primitive, element = ""] =
    /^(\[*)(?:(?<=\[)([BCDFIJSZ])$|(?:(?<=\[)L)?(.*?);?$)/su.exec(javaType) ?? [];
  const name = primitive
    ? (PRIMITIVES[primitive] ?? primitive)
    : element.replace(/(?:[\p{L}\d_$]+\.)+(?=[\p{L}_$])/gu, "");
  return name + "[]".repeat(dimensions.length);
}

/** A message whose exception at its beginning has lost its packages: `java.lang.NumberFormatException: …` to `NumberFormatException: …`. */
export function withoutPackages(message: string): string {
  return message.replace(/^(?:[\p{Ll}_][\p{L}\d_]*\.)+(?=\p{Lu}[\p{L}\d_$]*(?::|\s*$))/u, "");
}
