// The part of Swagger UI that we use; its package brings no types.
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Options {
    domNode: HTMLElement;
    url: string;
    requestInterceptor: <T extends { headers: Record<string, string> }>(call: T) => T;
    showMutatedRequest: boolean;
    tryItOutEnabled: boolean;
    displayRequestDuration: boolean;
    defaultModelsExpandDepth: number;
    filter: boolean;
    validatorUrl: null;
  }
  export default function SwaggerUI(options: Options): void;
}
