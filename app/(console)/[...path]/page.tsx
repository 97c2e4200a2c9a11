import { notFound } from "next/navigation";

/** Any other address: inside the shell, so that the way on is at hand. */
export default function NoSuchPage(): never {
  notFound();
}
