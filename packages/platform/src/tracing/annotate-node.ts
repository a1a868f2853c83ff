import type Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import { redactText } from "../logging/redact";
import type { Annotations, AnnotationValue } from "./position";

const LONGEST_ANNOTATION = 250;

export function annotateNode(node: Subsegment, annotations: Annotations | undefined): void {
  const told = toldOf(annotations);
  for (const key in told) {
    node.addAnnotation(key, told[key] ?? "");
  }
}

/** As X-Ray takes them: letters, digits and underscores for a key. */
export function toldOf(annotations: Annotations | undefined): Annotations {
  const told: Record<string, AnnotationValue> = {};
  for (const key in annotations) {
    const value = annotations[key];
    if (value !== undefined) {
      const text = typeof value === "string" ? redactText(value).slice(0, LONGEST_ANNOTATION) : value;
      told[key.replace(/\W/g, "_")] = text;
    }
  }
  return told;
}

/** X-Ray refuses other characters and more than 200 of them. */
export function traceName(name: string): string {
  return name.replace(/[^\p{L}\p{N}\s_.:/%&#=+\\\-@]/gu, "_").slice(0, 200);
}
