/**
 * Our models in the hands of the library that modelers in the browser are built on: they open without a warning, and
 * saving them again loses nothing. The samples of the BPMN Model Interchange Working Group open as well, where they are.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BpmnModdle } from "bpmn-moddle";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";
import { describe, expect, it } from "vitest";

const project = join(import.meta.dirname, "../../../../..");
const models = join(project, "processes/src/main/resources/processes");
const samples = join(project, "../shared/samples/bpmn");

/** What XML says, whatever its prefixes, order of attributes and white space: names are `{namespace}local`. */
interface Said {
  name: string;
  attributes: Record<string, string>;
  text: string;
  /** By name; within one name in their order. */
  children: Record<string, Said[]>;
}

function said(element: Element): Said {
  const full = (node: { namespaceURI: string | null; localName: string }): string => `{${node.namespaceURI ?? ""}}${node.localName}`;
  const children: Record<string, Said[]> = {};
  for (const child of element.children) (children[full(child)] ??= []).push(said(child));
  const attributes: Record<string, string> = {};
  for (const attribute of element.attributes) {
    if (attribute.name === "xmlns" || attribute.name.startsWith("xmlns:")) continue;
    attributes[full(attribute)] = full(attribute).endsWith("XMLSchema-instance}type") ? attribute.value.replace(/^.*:/, "") : attribute.value;
  }
  const text = element.children.length === 0 ? (element.textContent ?? "").trim() : "";
  return { name: full(element), attributes, text, children };
}

function saidBy(xml: string): Said {
  return said(new DOMParser().parseFromString(xml, "application/xml").documentElement as unknown as Element);
}

function files(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".bpmn")) : [];
}

function moddle(): BpmnModdle {
  return new BpmnModdle({ camunda });
}

describe("our models", () => {
  it("are there", () => {
    expect(files(models)).toContain("content-approval.bpmn");
  });

  it.each(files(models))("%s opens without a warning and survives a round trip", async (name) => {
    const original = readFileSync(join(models, name), "utf8");

    const opened = await moddle().fromXML(original);
    const { xml } = await moddle().toXML(opened.rootElement, { format: true });
    const again = await moddle().fromXML(xml);

    expect(opened.warnings).toEqual([]);
    expect(again.warnings).toEqual([]);
    expect(saidBy(xml)).toEqual(saidBy(original));
    expect((await moddle().toXML(again.rootElement, { format: true })).xml).toBe(xml);
  });

  it("would be missed if saving lost an attribute or a shape", () => {
    const original = readFileSync(join(models, "content-approval.bpmn"), "utf8");

    expect(saidBy(original.replace(/ camunda:candidateGroups="[^"]*"/, ""))).not.toEqual(saidBy(original));
    expect(saidBy(original.replace(/<dc:Bounds x="/, '<dc:Bounds x="1'))).not.toEqual(saidBy(original));
  });
});

describe("the samples of the BPMN MIWG", () => {
  it.skipIf(files(samples).length > 0)("are not beside this project, so they are skipped", ({ skip }) => skip());

  it.each(files(samples))("%s opens, and again after it was saved", async (name) => {
    const opened = await moddle().fromXML(readFileSync(join(samples, name), "utf8"));
    const { xml } = await moddle().toXML(opened.rootElement, { format: true });
    const again = await moddle().fromXML(xml);

    expect(opened.rootElement.rootElements?.length).toBeGreaterThan(0);
    expect(Object.keys(again.elementsById)).toEqual(expect.arrayContaining(Object.keys(opened.elementsById)));
  });
});
