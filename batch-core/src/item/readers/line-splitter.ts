/** Cuts text that comes in blocks into lines. LF, CRLF and CR end a line, as in Java. */
export class LineSplitter {
  #rest = "";

  /** @param block  null when there are no more: what is left is a line too */
  push(block: string | null): string[] {
    const text = this.#rest + (block ?? "");
    // A CR at the end may be half of a CRLF.
    const open = block !== null && text.endsWith("\r");
    const whole = open ? text.slice(0, -1) : text;
    const lines = whole.includes("\r") ? whole.split(/\r\n|\r|\n/) : whole.split("\n");
    const last = lines.pop() ?? "";
    if (block === null) {
      this.#rest = "";
      if (last !== "") lines.push(last);
    } else this.#rest = open ? `${last}\r` : last;
    return lines;
  }
}
