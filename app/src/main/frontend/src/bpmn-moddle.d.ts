// The part of bpmn-moddle that we use; it brings no types for its entry.
declare module "bpmn-moddle" {
  export interface ModdleElement {
    $type: string;
    rootElements?: ModdleElement[];
  }

  export class BpmnModdle {
    constructor(extensions?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; elementsById: Record<string, ModdleElement>; warnings: Error[] }>;
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
